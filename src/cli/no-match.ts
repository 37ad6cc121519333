import type { Listing } from '../core/listing.ts'
import { nearestNames } from '../core/names.ts'
import { printable, quote } from '../core/printable.ts'
import { didYouMean } from '../core/ranking.ts'

/** What to say where an index has nothing of a name or term: what became of it, and what is near. */
export function explainNoMatch(term: string, { packages, tombstones, core }: Listing): string {
  const wanted = term.trim().toLowerCase()
  const lines: string[] = []
  const gone = tombstones.find(({ name }) => name === wanted)
  if (gone) {
    const what = gone.to === null ? 'was removed' : `is now ${printable(gone.to)}`
    const reason = gone.reason ? `: ${printable(gone.reason)}` : ''
    lines.push(`${printable(gone.name)} ${what}${reason}`)
  }
  const near = gone ? [] : didYouMean(wanted, packages)
  if (near.length > 0) lines.push(`Did you mean ${near.map(printable).join(', ')}?`)
  const shipped = shippedByPlatform(wanted, core)
  if (core && shipped.length > 0) {
    lines.push(
      `Cozystack ${printable(core.version)} itself ships ${shipped.map(printable).join(', ')}: nothing has to be tapped for that.`,
    )
  }
  return lines.map((line) => `${line}\n`).join('')
}

/** The sentence before. */
export function nothingMatches(term: string): string {
  return term === '' ? 'No package matches.\n' : `No package matches ${quote(term)}.\n`
}

const MOST_SHIPPED = 3

/** Kinds and PackageSources of the core tap that a term means, also where it is misspelt. */
function shippedByPlatform(term: string, core: Listing['core']): string[] {
  if (!core || term.length < 3) return []
  const names = [...core.kinds, ...core.packageSources]
  const containing = names.filter((name) => name.toLowerCase().includes(term))
  if (containing.length > 0) return containing.slice(0, MOST_SHIPPED)
  const kinds = new Map(core.kinds.map((kind) => [kind.toLowerCase(), kind]))
  return nearestNames(term, [...kinds.keys()], 1).map((kind) => kinds.get(kind) ?? kind)
}
