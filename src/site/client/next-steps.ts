import { findInCore } from '../../core/core-tap.ts'
import { NO_CHOICES } from '../../core/facets.ts'
import { formatPackageList } from '../../core/package-list.ts'
import { isSameName } from '../../core/ranking.ts'
import type { SearchIndex } from '../../core/schemas/search.ts'
import { CORE_LINK, listLink, packageLink, requestLink } from '../links.ts'
import type { SearchData } from './search-data.ts'

/** A way on from a search: a label, what it is, and where it leads. */
export interface Step {
  label: string
  what: string
  href: string
}

/** A former name that is asked for exactly, with what became of it. */
export function formerName(query: string, { tombstones }: SearchIndex): Step | null {
  const stone = tombstones.find(({ name }) => isSameName(query, name))
  if (!stone) return null
  const what = stone.to ? `former name of ${stone.to}` : 'removed; its name stays taken'
  return { label: stone.name, what, href: packageLink(stone.name) }
}

/** What Cozystack ships itself by the name that is asked for. */
export function coreHint(query: string, { core }: SearchIndex, isLoose: boolean): Step | null {
  const found = findInCore(query, core, isLoose)
  if (!found) return null
  return { label: found, what: 'comes with Cozystack itself, from the core tap', href: CORE_LINK }
}

const MOST_WORDS = 2

/** What to try where nothing matches: near words, near names, the core tap, a request. */
export function stepsWithoutResult(query: string, { index, ranking }: SearchData): Step[] {
  const { names, words } = ranking.nearest(query)
  const core = coreHint(query, index, true)
  return [
    ...names.map((name) => ({
      label: name,
      what: 'package of a near name',
      href: packageLink(name),
    })),
    ...words.slice(0, MOST_WORDS).map((word) => ({
      label: word,
      what: 'search for this word',
      href: listLink(
        formatPackageList({ query: word, choices: NO_CHOICES, sort: 'relevance', page: 1 }),
      ),
    })),
    ...(core ? [core] : []),
    {
      label: 'Request a package',
      what: 'opens an issue on GitHub',
      href: requestLink(query.trim()),
    },
  ]
}
