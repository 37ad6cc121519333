import { findInCore } from '../../core/core-tap.ts'
import { foldText, hasWord, spacedOut, wordsOf } from '../../core/fold-text.ts'
import { isSameName } from '../../core/ranking.ts'
import type { SearchIndex, SearchPage } from '../../core/schemas/search.ts'
import { count } from '../format.ts'
import { applicationLink, coreLink, link, packageLink, tagLink } from '../links.ts'
import type { SearchData } from './search-data.ts'

/** A way on from a search: a label, what it is, and where it leads. */
export interface Step {
  label: string
  what: string
  href: string
}

const MOST_APPLICATIONS = 4
const MOST_PAGES = 5

/** Everything that a query finds beside packages, the most telling first. */
export function findOthers(
  query: string,
  data: SearchData,
  pages: readonly SearchPage[],
  guides: readonly Step[],
): Step[] {
  if (query.trim() === '') return []
  const steps = [
    ...formerNames(query, data.index),
    ...coreSteps(query, data.index),
    ...tagSteps(query, data),
    ...applicationSteps(query, data),
    ...pageSteps(query, pages, MOST_PAGES),
    ...guides,
  ]
  return [...new Map(steps.toReversed().map((step) => [step.href, step])).values()].toReversed()
}

/** A former name that is asked for exactly, with what became of it. */
export function formerNames(query: string, { tombstones }: SearchIndex): Step[] {
  return tombstones
    .filter(({ name }) => isSameName(query, name))
    .map(({ name, to }) => ({
      label: name,
      what: to ? `former name of ${to}` : 'removed; its name stays taken',
      href: packageLink(name),
    }))
}

/**
 * What Cozystack ships itself by the name that is asked for.
 *
 * @param isLoose whether a part of a name is enough, or a slip in it
 */
export function coreSteps(query: string, { core }: SearchIndex, isLoose = true): Step[] {
  const found = findInCore(query, core)
  if (!found || !(isLoose || found.isExact)) return []
  return found.names.map((name) => ({
    label: name,
    what: 'comes with Cozystack itself, from the core tap',
    href: coreLink(name),
  }))
}

export function tagSteps(query: string, { index, items }: SearchData): Step[] {
  const wanted = foldText(query).trim().replace(/\s+/g, '-')
  if (!index.tags.includes(wanted)) return []
  const packages = items.filter((item) => item.tags.includes(wanted)).length
  return [{ label: wanted, what: `tag of ${count(packages, 'package')}`, href: tagLink(wanted) }]
}

function applicationSteps(query: string, { items }: SearchData): Step[] {
  const wanted = foldText(query).trim().replace(/\s+/g, '-')
  return items
    .flatMap(({ name, kinds }) =>
      kinds
        .filter((kind) => hasWord(spacedOut(kind), wanted))
        .map((kind) => ({
          label: kind,
          what: `application of ${name}`,
          href: applicationLink(name, kind),
        })),
    )
    .slice(0, MOST_APPLICATIONS)
}

const PAGE_TEXT: Record<SearchPage['kind'], string> = {
  guide: 'guide',
  rule: 'rule',
  page: 'page of this site',
}

/** Pages that have every word of a query, those with all of them in the title first. */
export function pageSteps(query: string, pages: readonly SearchPage[], most: number): Step[] {
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
    .slice(0, most)
    .map(({ page }) => ({ label: page.title, what: PAGE_TEXT[page.kind], href: link(page.path) }))
}
