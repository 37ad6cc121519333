import { NO_CHOICES } from '../../core/facets.ts'
import { formatPackageList } from '../../core/package-list.ts'
import { listLink, packageLink, requestLink } from '../links.ts'
import type { Step } from './other-results.ts'
import type { SearchData } from './search-data.ts'

const MOST_WORDS = 2

/** What to try where no package matches: near names, near words, a request. */
export function nextSteps(query: string, { ranking }: SearchData): Step[] {
  const { names, words } = ranking.nearest(query)
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
    {
      label: 'Request a package',
      what: 'opens an issue on GitHub',
      href: requestLink(query.trim()),
    },
  ]
}
