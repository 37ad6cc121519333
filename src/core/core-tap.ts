import { OTHER_NAMES } from './core-names.ts'
import { foldText, hasWord, spacedOut } from './fold-text.ts'
import { farness } from './nearest.ts'
import type { Catalog } from './schemas/catalog.ts'

/** What the core tap has of what somebody looks for: application kinds, and PackageSources. */
export interface CoreMatch {
  names: string[]
  /** Whether it was asked for by its name, or by another name of it, and not just by a part. */
  isExact: boolean
}

const SHORTEST = 3
const MOST = 3

/** What the core tap has by a name, or what it may have where the name is but a part or misspelt. */
export function findInCore(query: string, core: Catalog['core'] | null): CoreMatch | null {
  const wanted = foldText(query)
    .trim()
    .replace(/[\s_]+/g, '-')
  if (!core || wanted === '') return null
  const exact = findExactly(wanted, core) ?? findExactly(wanted.replace(/s$/, ''), core)
  if (exact !== null) return { names: [exact], isExact: true }
  if (wanted.length < SHORTEST) return null
  const { kinds, packageSources } = core
  const partly = [...kinds, ...packageSources].filter((one) => hasWord(spacedOut(one), wanted))
  const near = kinds.filter((kind) => Number.isFinite(farness(wanted, foldText(kind))))
  const names = (partly.length > 0 ? partly : near).slice(0, MOST)
  return names.length > 0 ? { names, isExact: false } : null
}

function findExactly(
  wanted: string,
  { kinds, packageSources }: NonNullable<Catalog['core']>,
): string | null {
  const kind =
    kinds.find((one) => foldText(one) === wanted) ??
    kinds.find((one) => otherNamesOf(one).includes(wanted))
  if (kind !== undefined) return kind
  const source = packageSources.find((one) => {
    const name = one.replace(/^cozystack\./, '')
    return [one, name, name.replace(/-(application|operator)$/, '')].includes(wanted)
  })
  return source ?? null
}

/** Another index names its kinds as it likes, also constructor or toString. */
function otherNamesOf(kind: string): readonly string[] {
  return Object.hasOwn(OTHER_NAMES, kind) ? (OTHER_NAMES[kind] ?? []) : []
}
