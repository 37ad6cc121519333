import { partsOf, stemOf } from '../../core/fold-text.ts'
import type { TextHits } from '../../core/match-tier.ts'
import { queryWords } from '../../core/ranking.ts'
import {
  type FoundText,
  hasAllWords,
  readTextRecord,
  type TextRecord,
} from '../../core/text-record.ts'
import { link } from '../links.ts'
import type { Step } from './other-results.ts'
import type { SearchData } from './search-data.ts'

/** What descriptions, overviews and guides hold of a query. */
export interface TextMatches {
  hits: TextHits
  /** Of the packages that were found, by name. */
  descriptions: ReadonlyMap<string, string>
  guides: readonly Step[]
  /** Whether there are texts that were not looked into. */
  mayBeMore: boolean
}

export const NO_TEXT_MATCHES: TextMatches = {
  hits: () => null,
  descriptions: new Map(),
  guides: [],
  mayBeMore: false,
}

/** What Pagefind's own script offers, as far as it is used here. */
interface Pagefind {
  search(word: string): Promise<{ results: { data(): Promise<PagefindRecord> }[] }>
}

type PagefindRecord = Pick<TextRecord, 'content' | 'meta'> & { raw_url: string }

interface Answer {
  texts: readonly FoundText[]
  mayBeMore: boolean
}

const NO_ANSWER: Answer = { texts: [], mayBeMore: false }

/** Whoever finds so many by names and tags needs no texts. */
const ENOUGH = 10
const SHORTEST_WORD = 2
const MOST_TEXTS = 15
const MOST_GUIDES = 2

/** While somebody types, the beginnings of a word would each load a part of the index. */
const PAUSE_MS = 300

let loading: Promise<Pagefind> | null = null
const answers = new Map<string, Promise<Answer>>()

/** Whether texts are to be looked into for a query that finds so many packages without them. */
export function wantsTexts(query: string, found: number): boolean {
  return found < ENOUGH && wordToAsk(query) !== null
}

/**
 * Looks for a query in texts, once nobody types any more: nothing where they cannot be loaded, null
 * where the query is no longer the current one. Pagefind is asked for one word, so that eleven cost
 * no more than one; the texts that it knows are then held against all of them.
 */
export async function searchTexts(
  query: string,
  { positions }: SearchData,
  isCurrent: () => boolean,
): Promise<TextMatches | null> {
  const word = wordToAsk(query)
  if (word === null) return NO_TEXT_MATCHES
  if (!answers.has(word)) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    if (!isCurrent()) return null
  }
  const answer = await ask(word)
  if (!isCurrent()) return null
  const guides = answer.texts
    .filter((text) => text.name === null && hasAllWords(text, queryWords(query)))
    .slice(0, MOST_GUIDES)
    .map(({ title, url }): Step => ({ label: title, what: 'guide', href: link(url) }))
  const ofPackages = answer.texts.flatMap((text) =>
    text.name === null ? [] : [[text.name, text] as const],
  )
  const texts = new Map(ofPackages.map(([name, text]) => [positions.get(name), text]))
  return {
    hits: (term, position) => texts.get(position)?.place(term) ?? null,
    descriptions: new Map(ofPackages.map(([name, { description }]) => [name, description])),
    guides,
    mayBeMore: answer.mayBeMore,
  }
}

/** The longest word of a query, without its ending: the fewest begin so. */
function wordToAsk(query: string): string | null {
  const parts = queryWords(query).flatMap(partsOf)
  const [longest = ''] = parts.toSorted((a, b) => b.length - a.length)
  return longest.length < SHORTEST_WORD ? null : (stemOf(longest) ?? longest)
}

async function ask(word: string): Promise<Answer> {
  const known = answers.get(word) ?? askPagefind(word)
  answers.set(word, known)
  try {
    return await known
  } catch {
    answers.delete(word)
    return NO_ANSWER
  }
}

async function askPagefind(word: string): Promise<Answer> {
  loading ??= import(/* @vite-ignore */ link('pagefind/pagefind.js'))
  const pagefind = await loading.catch((error) => {
    loading = null
    throw error
  })
  const { results } = await pagefind.search(word)
  const records = await Promise.all(results.slice(0, MOST_TEXTS).map((result) => result.data()))
  return {
    texts: records.map(({ raw_url: url, content, meta }) => readTextRecord({ url, content, meta })),
    mayBeMore: results.length > MOST_TEXTS,
  }
}
