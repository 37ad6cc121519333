import { compareText } from './compare-text.ts'
import { foldText } from './fold-text.ts'
import {
  keyOf,
  type MatchedBy,
  matchedBy,
  type Prepared,
  prepare,
  type Searchable,
  scoreTerm,
  type Term,
  type TextHits,
  tierOf,
} from './match-tier.ts'
import { findNearest, type Nearest } from './nearest.ts'

export interface Match<Item> {
  item: Item
  by: MatchedBy
}

export interface Ranking<Item> {
  /** The items that match every word of a query, best first; all of them for an empty query. */
  rank(query: string, hits?: TextHits): Match<Item>[]
  nearest(query: string): Nearest
}

const MOST_CHARACTERS = 200
const MOST_WORDS = 12

/** Folds all texts once, so that a key stroke costs no more than looking through them. */
export function prepareRanking<Item extends Searchable>(items: readonly Item[]): Ranking<Item> {
  const prepared = items.map(prepare)
  const others = new Map(items.flatMap(wordsToSearch).map((word) => [foldText(word), word]))
  return {
    rank: (query, hits = () => null) => rank(query, prepared, hits),
    nearest: (query) => {
      const words = queryWords(query)
      const names = prepared.map(({ item, nameKey, labels }) => ({
        folded: nameKey,
        written: item.name,
        labels,
      }))
      const known = [...others].map(([folded, written]) => ({ folded, written }))
      return findNearest(words, keyOf(words.join(' ')), names, known)
    },
  }
}

/** The items that match every word of a query, best first. The one ranking of site and client. */
export function rankPackages<Item extends Searchable>(
  query: string,
  items: readonly Item[],
): Item[] {
  return prepareRanking(items)
    .rank(query)
    .map(({ item }) => item)
}

/** Names to offer when nothing matches. */
export function didYouMean(query: string, items: readonly Searchable[]): string[] {
  return prepareRanking(items).nearest(query).names
}

/** The words of a query, folded as the ranking compares them. */
export function queryWords(query: string): string[] {
  return foldText(query.slice(0, MOST_CHARACTERS)).split(/\s+/).filter(Boolean).slice(0, MOST_WORDS)
}

/** Whether a name is what a query asks for, but for case, accents and separators. */
export function isSameName(query: string, name: string): boolean {
  return keyOf(queryWords(query).join(' ')) === keyOf(foldText(name))
}

function wordsToSearch({ tags, kinds, category }: Searchable): string[] {
  return [...tags, ...kinds, ...(category === null ? [] : [category])]
}

/** As it was typed; where that finds nothing, with the parts of hyphenated words as words. */
function rank<Item>(
  query: string,
  prepared: readonly Prepared<Item>[],
  hits: TextHits,
): Match<Item>[] {
  const found = rankWords(queryWords(query), prepared, hits)
  if (found.length > 0 || !query.includes('-')) return found
  return rankWords(queryWords(query.replaceAll('-', ' ')), prepared, hits)
}

function rankWords<Item>(
  words: readonly string[],
  prepared: readonly Prepared<Item>[],
  hits: TextHits,
): Match<Item>[] {
  const terms = words.map((text): Term => ({ text, key: keyOf(text) }))
  if (terms.length === 0) return prepared.map(({ item }) => ({ item, by: 'name' }))
  const text = words.join(' ')
  const whole = terms.length > 1 ? { text, key: keyOf(text) } : null
  const found: { one: Prepared<Item>; score: number; by: MatchedBy }[] = []
  for (const [position, one] of prepared.entries()) {
    const scored = score(one, position, terms, whole, hits)
    if (scored) found.push({ one, ...scored })
  }
  return found
    .sort(
      (a, b) =>
        a.score - b.score ||
        Number(a.one.sunk) - Number(b.one.sunk) ||
        compareText(a.one.name, b.one.name),
    )
    .map(({ one, by }) => ({ item: one.item, by }))
}

/** The sum of what its words score, or what all of them score as one where that is better. */
function score(
  one: Prepared<unknown>,
  position: number,
  terms: readonly Term[],
  whole: Term | null,
  hits: TextHits,
): { score: number; by: MatchedBy } | null {
  let sum = 0
  let best = Number.POSITIVE_INFINITY
  for (const term of terms) {
    const tier = scoreTerm(one, position, term, hits)
    if (tier === null) return null
    sum += tier
    best = Math.min(best, tier)
  }
  const together = whole && tierOf(one, whole)
  const isBetter = typeof together === 'number' && together < sum
  return {
    score: isBetter ? together : sum,
    by: matchedBy(isBetter ? together : best),
  }
}
