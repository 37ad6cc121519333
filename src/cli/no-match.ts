import { type CoreMatch, findInCore } from '../core/core-tap.ts'
import type { Listing } from '../core/listing.ts'
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
  const shipped = findInCore(term, core)
  if (core && shipped) lines.push(describeShipped(shipped, core.version))
  return lines.map((line) => `${line}\n`).join('')
}

/** What to say beside packages that match: that nobody needs one of them for what is there already. */
export function explainShipped(term: string, { core }: Listing): string {
  const shipped = findInCore(term, core)
  return core && shipped?.isExact ? `${describeShipped(shipped, core.version)}\n` : ''
}

/** The sentence before. */
export function nothingMatches(term: string): string {
  return term === '' ? 'No package matches.\n' : `No package matches ${quote(term)}.\n`
}

function describeShipped({ names }: CoreMatch, version: string): string {
  return `Cozystack ${printable(version)} itself ships ${names.map(printable).join(', ')}: nothing has to be tapped for that.`
}
