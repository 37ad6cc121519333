import { NO_CHOICES } from '../../core/facets.ts'
import { foldText, wordsOf } from '../../core/fold-text.ts'
import type { MatchedBy } from '../../core/match-tier.ts'
import { formatPackageList } from '../../core/package-list.ts'
import type { SearchPage } from '../../core/schemas/search.ts'
import type { SearchItem } from '../../core/search-items.ts'
import { STATE_TEXT } from '../../core/state-text.ts'
import { count } from '../format.ts'
import { link, listLink, packageLink, tagLink } from '../links.ts'
import { formerName, type Step, stepsWithoutResult } from './next-steps.ts'
import { loadPages, loadSearchData, type SearchData } from './search-data.ts'
import { NO_TEXT_MATCHES, searchTexts, wantsTexts } from './text-search.ts'

/** What is offered for a query while it is typed. */
export interface Suggestions {
  /** Packages and pages that match; none of the ways on are counted. */
  found: number
  options: Step[]
}

const MOST = 8
const MOST_PAGES = 2

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
  const pages = pageSteps(query, await loadPages())
  const others = [...tagSteps(query, data), ...pages]
  const former = formerName(query, data.index)
  const room = MOST - Math.min(others.length, MOST_PAGES) - (former ? 1 : 0)
  const best = matches.slice(0, room).map(({ item, by }) => packageStep(item, by, query))
  const options = [...(former ? [former] : []), ...best, ...others.slice(0, MOST - best.length)]
  const found = matches.length + others.length + (former ? 1 : 0)
  if (found === 0) {
    return { found, options: [...texts.guides, ...stepsWithoutResult(query, data)] }
  }
  const all = formatPackageList({ query, choices: NO_CHOICES, sort: 'relevance', page: 1 })
  const label = allLabel(
    matches.length,
    texts.mayBeMore || (isOwn && wantsTexts(query, own.length)),
  )
  return { found, options: [...options, { label, what: 'in the full list', href: listLink(all) }] }
}

/** The full list may have more than is known here. */
function allLabel(packages: number, mayBeMore: boolean): string {
  if (packages === 0) return 'All packages'
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

function tagSteps(query: string, { index, items }: SearchData): Step[] {
  const wanted = foldText(query).trim().replace(/\s+/g, '-')
  if (!index.tags.includes(wanted)) return []
  const packages = items.filter((item) => item.tags.includes(wanted)).length
  return [{ label: wanted, what: `tag of ${count(packages, 'package')}`, href: tagLink(wanted) }]
}

const PAGE_TEXT: Record<SearchPage['kind'], string> = {
  guide: 'guide',
  rule: 'rule',
  page: 'page of this site',
}

function pageSteps(query: string, pages: readonly SearchPage[]): Step[] {
  const words = wordsOf(foldText(query))
  const begins = (text: string) => {
    const known = wordsOf(foldText(text))
    return (
      words.length > 0 &&
      words.every((word) => word.length > 2 && known.some((one) => one.startsWith(word)))
    )
  }
  const steps = pages.flatMap((page) => {
    const rank = begins(page.title) ? 0 : begins(`${page.title} ${page.about}`) ? 1 : null
    return rank === null ? [] : [{ page, rank }]
  })
  return steps
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MOST_PAGES)
    .map(({ page }) => ({ label: page.title, what: PAGE_TEXT[page.kind], href: link(page.path) }))
}
