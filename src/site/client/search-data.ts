import { prepareRanking, type Ranking } from '../../core/ranking.ts'
import type { SearchIndex, SearchPage, SearchTexts } from '../../core/schemas/search.ts'
import { type SearchItem, searchItems, searchTextsPath } from '../../core/search-items.ts'
import { link } from '../links.ts'

/** The list of packages as it is searched. */
export interface SearchData {
  index: SearchIndex
  items: readonly SearchItem[]
  ranking: Ranking<SearchItem>
  /** Where each package stands in the list. */
  positions: ReadonlyMap<string, number>
}

let loading: Promise<SearchData> | null = null

/** The list of packages, fetched once, when somebody first searches. */
export function loadSearchData(): Promise<SearchData> {
  loading ??= fetchSearchData().catch((error) => {
    loading = null
    throw error
  })
  return loading
}

async function fetchSearchData(): Promise<SearchData> {
  const index = await fetchJson<SearchIndex>('search.json')
  const items = searchItems(index)
  return {
    index,
    items,
    ranking: prepareRanking(items),
    positions: new Map(items.map(({ name }, at) => [name, at])),
  }
}

let pages: Promise<readonly SearchPage[]> | null = null

/** The pages that are about no single package; none where they cannot be loaded. */
export function loadPages(): Promise<readonly SearchPage[]> {
  pages ??= fetchJson<{ pages: SearchPage[] }>('search/pages.json').then(
    (file) => file.pages,
    () => [],
  )
  return pages
}

const texts = new Map<number, Promise<readonly string[] | null>>()

/**
 * The descriptions of some packages, in their order; null where one cannot be had.
 *
 * @param known descriptions that are at hand
 */
export async function loadDescriptions(
  names: readonly string[],
  known: ReadonlyMap<string, string>,
  { index, positions }: SearchData,
): Promise<(string | null)[]> {
  return Promise.all(
    names.map(async (name) => {
      const atHand = known.get(name)
      if (atHand !== undefined) return atHand
      const position = positions.get(name)
      if (position === undefined) return null
      const file = Math.floor(position / index.textsPerFile)
      const loaded = texts.get(file) ?? fetchTexts(file, index.edition)
      texts.set(file, loaded)
      return (await loaded)?.[position % index.textsPerFile] ?? null
    }),
  )
}

async function fetchTexts(file: number, edition: string): Promise<readonly string[] | null> {
  const found = await fetchEdition<SearchTexts>(searchTextsPath(file), edition)
  return found?.descriptions ?? null
}

/**
 * A file that belongs to the list that was loaded; null where there is none. Positions in a file of
 * another edition, kept by a cache, would be those of other packages.
 */
export async function fetchEdition<T extends { edition: string }>(
  path: string,
  edition: string,
): Promise<T | null> {
  for (const cache of ['default', 'reload'] as const) {
    const file = await fetchJson<T>(path, cache).catch(() => null)
    if (file?.edition === edition) return file
  }
  return null
}

async function fetchJson<T>(path: string, cache: RequestCache = 'default'): Promise<T> {
  const response = await fetch(link(path), { cache })
  if (!response.ok) throw new Error(`${path} answers ${response.status}`)
  return (await response.json()) as T
}
