import { compareText } from './compare-text.ts'
import { type Choices, FACETS, type Facet, NO_CHOICES } from './facets.ts'
import type { SearchItem } from './search-items.ts'

export const SORTS = ['relevance', 'name', 'changed', 'listed'] as const
export type Sort = (typeof SORTS)[number]

/** What a list of packages shows; its address says the same. */
export interface PackageList {
  query: string
  choices: Choices
  sort: Sort
  /** From 1. */
  page: number
}

/** Packages on a page of a list. */
export const PER_PAGE = 48

const LONGEST_QUERY = 200
const LONGEST_VALUE = 100
const MOST_VALUES = 12

/** Reads a list from the query part of an address; what makes no sense in it is passed over. */
export function parsePackageList(parameters: URLSearchParams): PackageList {
  const query = (parameters.get('q') ?? '').slice(0, LONGEST_QUERY)
  const choices = Object.fromEntries(
    FACETS.map((facet) => {
      const values = parameters.getAll(facet).filter((value) => value !== '')
      const short = values.map((value) => value.slice(0, LONGEST_VALUE))
      return [facet, [...new Set(short)].slice(0, MOST_VALUES)]
    }),
  ) as Record<Facet, string[]>
  const sort = SORTS.find((one) => one === parameters.get('sort')) ?? usualSort(query)
  const page = Number(parameters.get('page'))
  return {
    query,
    choices,
    sort: sort === 'relevance' ? usualSort(query) : sort,
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
  }
}

/** The query part of a list's address, with its `?`; empty for the first page of all packages. */
export function formatPackageList({ query, choices, sort, page }: PackageList): string {
  const parameters = new URLSearchParams()
  const text = query.trim()
  if (text !== '') parameters.set('q', text)
  for (const facet of FACETS) {
    for (const value of choices[facet]) parameters.append(facet, value)
  }
  if (sort !== usualSort(query)) parameters.set('sort', sort)
  if (page > 1) parameters.set('page', String(page))
  const part = parameters.toString()
  return part === '' ? '' : `?${part}`
}

/** Whether a list is of all packages in their usual order, as the static pages are. */
export function isPlain({ query, choices, sort }: PackageList): boolean {
  return query.trim() === '' && sort === 'name' && FACETS.every((one) => choices[one].length === 0)
}

/** The list with a value of a facet chosen, or not any more, from its first page. */
export function toggleChoice(listing: PackageList, facet: Facet, value: string): PackageList {
  const chosen = listing.choices[facet]
  const values = chosen.includes(value)
    ? chosen.filter((one) => one !== value)
    : [...chosen, value].sort(compareText)
  return { ...listing, choices: { ...listing.choices, [facet]: values }, page: 1 }
}

/** The list without any facet chosen. */
export function withoutChoices(listing: PackageList): PackageList {
  return { ...listing, choices: NO_CHOICES, page: 1 }
}

export function usualSort(query: string): Sort {
  return query.trim() === '' ? 'name' : 'relevance'
}

/** Packages in the order asked for; `relevance` leaves the order of the ranking. */
export function sortItems<Item extends Pick<SearchItem, 'name' | 'firstListed' | 'lastChanged'>>(
  items: readonly Item[],
  sort: Sort,
): readonly Item[] {
  if (sort === 'relevance') return items
  const when = (item: Item) => (sort === 'changed' ? item.lastChanged : item.firstListed) ?? -1
  return items.toSorted((a, b) => {
    const later = sort === 'name' ? 0 : when(b) - when(a)
    return later || compareText(a.name, b.name)
  })
}

/** The numbers of pages to link to, with null for those left out between. */
export function pageNumbers(page: number, pages: number): (number | null)[] {
  const near = [1, page - 1, page, page + 1, pages].filter((one) => one >= 1 && one <= pages)
  const shown = [...new Set(near)].sort((a, b) => a - b)
  return shown.flatMap((one, at) => {
    const gap = one - (shown[at - 1] ?? 0)
    return gap === 2 ? [one - 1, one] : gap > 2 ? [null, one] : [one]
  })
}
