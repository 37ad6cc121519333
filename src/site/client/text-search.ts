import { partsOf, stemOf } from '../../core/fold-text.ts'
import type { TextHits } from '../../core/match-tier.ts'
import { queryWords } from '../../core/ranking.ts'
import type { SearchWordList, SearchWords } from '../../core/schemas/search.ts'
import { filesOf, LONGEST_WORD, lookUp, WORD_LIST_PATH, wordsPath } from '../../core/word-lookup.ts'
import { fetchEdition, type SearchData } from './search-data.ts'

type Places = ReadonlyMap<number, 'description' | 'text'>

/** Beginnings that stand in more files than this are too common to be worth their bytes. */
const MOST_FILES_OF_A_WORD = 3

/** Files for one query, whatever it holds. */
const MOST_FILES = 8

let list: Promise<SearchWordList | null> | null = null
const files = new Map<number, Promise<SearchWords | null>>()

/** What descriptions and overviews know of a query’s words; nothing where that cannot be loaded. */
export async function loadTextHits(query: string, { index }: SearchData): Promise<TextHits> {
  const terms = queryWords(query).flatMap((word) => [word, stemOf(word) ?? []].flat())
  const parts = new Map(
    [...new Set(terms)].map((term) => [
      term,
      partsOf(term).map((part) => part.slice(0, LONGEST_WORD)),
    ]),
  )
  list ??= fetchEdition<SearchWordList>(WORD_LIST_PATH, index.edition)
  const wordList = await list
  if (!wordList) return () => null
  const load = (file: number) => {
    const known = files.get(file) ?? fetchEdition<SearchWords>(wordsPath(file), index.edition)
    files.set(file, known)
    return known
  }
  const places = new Map<string, Places>()
  const asked = new Set<number>()
  const words = [...new Set([...parts.values()].flat())].sort((a, b) => b.length - a.length)
  await Promise.all(
    words.map(async (word) => {
      const wanted = filesOf(word, wordList)
      const all = new Set([...asked, ...wanted])
      if (wanted.length > MOST_FILES_OF_A_WORD || all.size > MOST_FILES) return
      for (const file of wanted) asked.add(file)
      const found = new Map<number, 'description' | 'text'>()
      for (const file of await Promise.all(wanted.map(load))) if (file) lookUp(word, file, found)
      places.set(word, found)
    }),
  )
  return (term, position) => {
    const hits = (parts.get(term) ?? []).map((word) => places.get(word)?.get(position) ?? null)
    if (hits.length === 0 || hits.includes(null)) return null
    return hits.includes('text') ? 'text' : 'description'
  }
}
