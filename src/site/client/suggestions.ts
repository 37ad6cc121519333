import { NO_CHOICES } from '../../core/facets.ts'
import { foldText } from '../../core/fold-text.ts'
import type { MatchedBy } from '../../core/match-tier.ts'
import { formatPackageList } from '../../core/package-list.ts'
import type { SearchItem } from '../../core/search-items.ts'
import { STATE_TEXT } from '../../core/state-text.ts'
import { count } from '../format.ts'
import { listLink, packageLink } from '../links.ts'
import { nextSteps } from './next-steps.ts'
import { coreSteps, formerNames, pageSteps, type Step, tagSteps } from './other-results.ts'
import { loadPages, loadSearchData } from './search-data.ts'
import { NO_TEXT_MATCHES, searchTexts, wantsTexts } from './text-search.ts'

/** What is offered for a query while it is typed. */
export interface Suggestions {
  /** Packages and pages that match; none of the ways on are counted. */
  found: number
  /** What is said above the options, where no package has or had that name. */
  heading: string | null
  options: Step[]
}

const MOST = 8
const MOST_PAGES = 2
const MOST_OTHERS = 2

/**
 * The best matches of a query, and how to go on from there; null where it is no longer the current
 * one. Texts are looked into only where no package matches without: the full list has the rest.
 */
export async function suggest(
  query: string,
  isCurrent: () => boolean,
): Promise<Suggestions | null> {
  const data = await loadSearchData()
  const own = data.ranking.rank(query)
  const isOwn = own.length > 0 || !wantsTexts(query, 0)
  const texts = isOwn ? NO_TEXT_MATCHES : await searchTexts(query, data, isCurrent)
  if (!texts) return null
  const matches = isOwn ? own : data.ranking.rank(query, texts.hits)
  const hasPackages = matches.length > 0
  const former = formerNames(query, data.index)
  const others = [
    ...coreSteps(query, data.index, !hasPackages),
    ...tagSteps(query, data),
    ...pageSteps(query, await loadPages(), MOST_PAGES),
  ]
  const found = matches.length + former.length + others.length
  if (!hasPackages) {
    const none = `No package matches “${query}”. You could try`
    const heading = former.length > 0 ? null : none
    const options = [...former, ...others, ...texts.guides, ...nextSteps(query, data)]
    return { found, heading, options }
  }
  const room = MOST - Math.min(others.length, MOST_OTHERS) - former.length
  const best = matches.slice(0, room).map(({ item, by }) => packageStep(item, by, query))
  const all = formatPackageList({ query, choices: NO_CHOICES, sort: 'relevance', page: 1 })
  const label = allLabel(
    matches.length,
    texts.mayBeMore || (isOwn && wantsTexts(query, own.length)),
  )
  const options = [
    ...former,
    ...best,
    ...others.slice(0, MOST - best.length),
    { label, what: 'in the full list', href: listLink(all) },
  ]
  return { found, heading: null, options }
}

/** The full list may have more than is known here. */
function allLabel(packages: number, mayBeMore: boolean): string {
  return mayBeMore ? 'All matches' : `All ${count(packages, 'package')}`
}

function packageStep(item: SearchItem, by: MatchedBy, query: string): Step {
  const states = item.state === 'active' || item.state === 'pending' ? [] : [item.state]
  const what = [describeMatch(item, by, query), ...states.map((state) => STATE_TEXT[state].label)]
  return { label: item.name, what: what.join(' · '), href: packageLink(item.name) }
}

function describeMatch(item: SearchItem, by: MatchedBy, query: string): string {
  const first = foldText(query).split(/\s+/).find(Boolean) ?? ''
  const matching = (words: readonly string[]) =>
    words.find((word) => foldText(word).includes(first)) ?? words[0] ?? ''
  if (by === 'kind') return `package with application ${matching(item.kinds)}`
  if (by === 'tag') return `package with tag ${matching(item.tags)}`
  if (by === 'category') return `package in ${item.category}`
  if (by === 'text') return 'package, in its text'
  return item.title === null ? 'package' : `package, ${item.title}`
}
