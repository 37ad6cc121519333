import type { SearchIndex, SearchItem } from '../../core/schemas/catalog.ts'

const BASE = document.documentElement.dataset['base'] ?? '/'

let loading: Promise<SearchItem[]> | null = null

/** The slim list of packages, fetched once, when somebody first searches. */
export function loadSearchIndex(): Promise<SearchItem[]> {
  loading ??= fetch(`${BASE}search.json`).then(async (response) => {
    if (!response.ok) throw new Error(`search.json answers ${response.status}`)
    return ((await response.json()) as SearchIndex).packages
  })
  return loading
}

interface Pagefind {
  options(options: Record<string, unknown>): Promise<void>
  search(
    query: string,
  ): Promise<{ results: { data(): Promise<{ content: string; meta: Record<string, string> }> }[] }>
}

const MOST_TEXT_RESULTS = 20

let pagefind: Promise<Pagefind> | null = null

/** Names of packages whose overviews hold the words, by Pagefind, for below our own ranking. */
export async function searchFullText(query: string): Promise<string[]> {
  pagefind ??= import(/* @vite-ignore */ `${BASE}pagefind/pagefind.js`) as Promise<Pagefind>
  const { results } = await (await pagefind).search(query)
  const found = await Promise.all(
    results.slice(0, MOST_TEXT_RESULTS).map((result) => result.data()),
  )
  return found
    .filter(({ content }) => holdsWords(content, query))
    .flatMap(({ meta }) => (meta['name'] ? [meta['name']] : []))
}

/** Pagefind also finds the longest word that a query begins with: `one` for `onerror`. */
function holdsWords(content: string, query: string): boolean {
  const text = content.toLowerCase()
  const words = query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return words.every((word) => text.includes(word.replace(/(?<=..)(?:ings?|e[sd]|s)$/, '')))
}

export function packageAddress(name: string): string {
  return `${BASE}packages/${name}/`
}
