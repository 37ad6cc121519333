import { distance } from 'fastest-levenshtein'
import { compareText } from './compare-text.ts'
import { foldText, stemOf, wordsOf } from './fold-text.ts'

/** What the ranking knows of a package; a line of the catalog and of the search index both serve. */
export interface Searchable {
  name: string
  title: string | null
  tags: readonly string[]
  category: string | null
  /** The application kinds it brings. */
  kinds: readonly string[]
  state: string
  /** Absent where texts are not at hand; then `TextHits` may know of them. */
  description?: string
}

/** What of a package a query was found in. */
export type MatchedBy = 'name' | 'kind' | 'tag' | 'title' | 'category' | 'text'

export interface Match<Item> {
  item: Item
  by: MatchedBy
}

/** Where the word of a query stands in texts that the items do not carry, by an item's position. */
export type TextHits = (word: string, position: number) => 'description' | 'text' | null

/** The near misses of a query that finds nothing. */
export interface Nearest {
  /** Names of packages, nearest first. */
  names: string[]
  /** Tags, kinds and categories to search for instead. */
  words: string[]
}

export interface Ranking<Item> {
  /** The items that match every word of a query, best first; all of them for an empty query. */
  rank(query: string, hits?: TextHits): Match<Item>[]
  nearest(query: string): Nearest
}

/**
 * How well a word matches, best first. What an author claims in free text stands below what the
 * index grants once: no title outranks a name, a kind or a tag.
 */
const TIERS = [
  ['name', 'name'],
  ['label', 'name'],
  ['prefix', 'name'],
  ['labelPrefix', 'name'],
  ['kind', 'kind'],
  ['kindPrefix', 'kind'],
  ['tag', 'tag'],
  ['title', 'title'],
  ['category', 'category'],
  ['tagPrefix', 'tag'],
  ['titleWord', 'title'],
  ['categoryWord', 'category'],
  ['inside', 'name'],
  ['description', 'text'],
  ['text', 'text'],
  ['descriptionInside', 'text'],
] as const satisfies readonly (readonly [string, MatchedBy])[]

type Tier = (typeof TIERS)[number][0]

const RANK = Object.fromEntries(TIERS.map(([tier], at) => [tier, at])) as Record<Tier, number>
const BY = TIERS.map(([, by]): MatchedBy => by)

/** What an ending taken off costs: less than a tier. */
const STEMMED = 0.5

/** Within a tier, what nobody should install comes last. */
const SUNK: ReadonlySet<string> = new Set(['frozen', 'yanked', 'failing', 'moved', 'deprecated'])

const MOST_CHARACTERS = 200
const MOST_WORDS = 12

/** A word, or all words, of a query: as typed, and with one blank for any separator. */
interface Term {
  text: string
  key: string
}

interface Prepared<Item> {
  item: Item
  name: string
  nameKey: string
  labels: string[]
  title: string
  kinds: string[]
  kindWords: string[]
  tags: string[]
  tagKeys: string[]
  category: string
  /** Everything above, to pass over in one step what cannot match. */
  all: string
  description: string
  sunk: boolean
}

/** Folds all texts once, so that a key stroke costs no more than looking through them. */
export function prepareRanking<Item extends Searchable>(items: readonly Item[]): Ranking<Item> {
  const prepared = items.map(prepare)
  return {
    rank: (query, hits = () => null) => rank(query, prepared, hits),
    nearest: (query) => nearest(query, prepared),
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

function prepare<Item extends Searchable>(item: Item): Prepared<Item> {
  const name = foldText(item.name)
  const nameKey = keyOf(name)
  const title = foldText(item.title ?? '')
  const kinds = item.kinds.map(foldText)
  const tags = item.tags.map(foldText)
  const tagKeys = tags.map(keyOf)
  const category = foldText(item.category ?? '')
  return {
    item,
    name,
    nameKey,
    labels: nameKey.split(' '),
    title,
    kinds,
    kindWords: item.kinds.flatMap((kind) => kind.split(/(?<=[a-z0-9])(?=[A-Z])/).map(foldText)),
    tags,
    tagKeys,
    category,
    all: [name, nameKey, title, ...kinds, ...tags, ...tagKeys, category].join('\n'),
    description: foldText(item.description ?? ''),
    sunk: SUNK.has(item.state),
  }
}

function keyOf(folded: string): string {
  return folded.replace(/[\s._/-]+/g, ' ').trim()
}

function rank<Item>(
  query: string,
  prepared: readonly Prepared<Item>[],
  hits: TextHits,
): Match<Item>[] {
  const words = queryWords(query)
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
    by: BY[Math.floor(isBetter ? together : best)] ?? 'text',
  }
}

function scoreTerm(
  one: Prepared<unknown>,
  position: number,
  term: Term,
  hits: TextHits,
): number | null {
  const exact = tierOf(one, term) ?? textTier(one, position, term.text, hits)
  const stem = stemOf(term.text)
  if (stem === null || (exact !== null && exact < RANK.inside)) return exact
  const stemmed = tierOf(one, { text: stem, key: keyOf(stem) })
  const second = stemmed ?? textTier(one, position, stem, hits)
  if (second === null) return exact
  return exact === null ? second + STEMMED : Math.min(exact, second + STEMMED)
}

function tierOf(one: Prepared<unknown>, { text, key }: Term): number | null {
  if (!one.all.includes(text) && (key === '' || !one.all.includes(key))) return null
  if (one.name === text) return RANK.name
  if (one.nameKey === key || one.labels.includes(text)) return RANK.label
  if (one.name.startsWith(text)) return RANK.prefix
  if (key !== '' && one.nameKey.startsWith(key)) return RANK.prefix
  if (one.labels.some((label) => label.startsWith(text))) return RANK.labelPrefix
  if (one.kinds.includes(text)) return RANK.kind
  if (one.kinds.some((kind) => kind.startsWith(text))) return RANK.kindPrefix
  if (one.kindWords.some((word) => word.startsWith(text))) return RANK.kindPrefix
  if (one.tags.includes(text) || one.tagKeys.includes(key)) return RANK.tag
  if (one.title === text) return RANK.title
  if (one.category === text) return RANK.category
  if (one.tags.some((tag) => tag.startsWith(text))) return RANK.tagPrefix
  if (hasWord(one.title, text)) return RANK.titleWord
  if (hasWord(one.category, text)) return RANK.categoryWord
  return RANK.inside
}

function textTier(
  one: Prepared<unknown>,
  position: number,
  text: string,
  hits: TextHits,
): number | null {
  if (hasWord(one.description, text)) return RANK.description
  const hit = hits(text, position)
  if (hit) return RANK[hit]
  return one.description.includes(text) ? RANK.descriptionInside : null
}

/** Whether a word of a text begins so. */
function hasWord(text: string, start: string): boolean {
  for (let at = text.indexOf(start); at !== -1; at = text.indexOf(start, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}\p{M}]/u.test(text[at - 1] ?? '')) return true
  }
  return false
}

const MOST_NEAREST = 3

function nearest(query: string, prepared: readonly Prepared<Searchable>[]): Nearest {
  const words = queryWords(query)
  const key = keyOf(words.join(' '))
  const parts = [...new Set([key, ...words.flatMap(wordsOf)])].filter((part) => part.length > 2)
  const names = new Map<string, number>()
  const others = new Map<string, number>()
  const keep = (found: Map<string, number>, word: string, far: number) => {
    if (far < (found.get(word) ?? Number.POSITIVE_INFINITY)) found.set(word, far)
  }
  // A tag is borne by hundreds of packages: each word is compared once.
  const seen = new Map<string, number>()
  const farFrom = (known: string): number => {
    const before = seen.get(known)
    if (before !== undefined) return before
    const far = Math.min(...parts.map((part) => farness(part, known)), Number.POSITIVE_INFINITY)
    seen.set(known, far)
    return far
  }
  for (const one of prepared) {
    // A label that is spelt right among several words was no mistake.
    const labels = one.labels.map(farFrom).filter((far) => far > 0 || words.length === 1)
    const far = Math.min(farFrom(one.nameKey), ...labels.map((label) => label + 0.5))
    if (Number.isFinite(far)) keep(names, one.item.name, far)
    for (const [at, tag] of one.tagKeys.entries())
      keep(others, one.item.tags[at] ?? tag, farFrom(tag))
    for (const [at, kind] of one.kinds.entries())
      keep(others, one.item.kinds[at] ?? kind, farFrom(kind))
    if (one.item.category) keep(others, one.item.category, farFrom(one.category))
  }
  return { names: closest(names), words: closest(others) }
}

/** How many letters lie between two words; infinitely many where nobody would mistake them. */
function farness(part: string, known: string): number {
  const most = known.length < 4 ? 1 : Math.max(2, Math.floor(known.length / 4))
  if (Math.abs(part.length - known.length) > most) return Number.POSITIVE_INFINITY
  const far = areSwapped(part, known) ? 1 : distance(part, known)
  return far <= most && far < part.length - 1 ? far : Number.POSITIVE_INFINITY
}

/** Whether two neighbouring letters changed places, the commonest slip of all. */
function areSwapped(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  let at = 0
  while (at < a.length && a[at] === b[at]) at += 1
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2)
}

function closest(found: ReadonlyMap<string, number>): string[] {
  return [...found]
    .filter(([, far]) => Number.isFinite(far))
    .sort(([a, farA], [b, farB]) => farA - farB || compareText(a, b))
    .slice(0, MOST_NEAREST)
    .map(([word]) => word)
}
