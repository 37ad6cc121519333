import { foldText } from './fold-text.ts'
import type { Catalog } from './schemas/catalog.ts'

const SHORTEST = 3

/**
 * What the core tap has by a name that somebody looks for: an application kind or, without one, a
 * PackageSource; null where it has nothing.
 *
 * @param isLoose whether a beginning is enough
 */
export function findInCore(query: string, core: Catalog['core'], isLoose = false): string | null {
  const wanted = foldText(query)
    .trim()
    .replace(/[\s_]+/g, '-')
  if (!core || wanted.length < SHORTEST) return null
  const matches = (name: string) => name === wanted || (isLoose && name.startsWith(wanted))
  const kind = core.kinds.find((one) => matches(foldText(one)))
  if (kind !== undefined) return kind
  const source = core.packageSources.find((one) => {
    const name = one.replace(/^cozystack\./, '')
    return (
      one === wanted || matches(name) || name.replace(/-(application|operator)$/, '') === wanted
    )
  })
  return source ?? null
}
