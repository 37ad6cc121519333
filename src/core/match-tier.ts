import { foldText, hasWord, partsOf, stemOf } from './fold-text.ts'

/** What the ranking knows of a package; a line of the catalog and of the search index both serve. */
export interface Searchable {
  name: string
  title: string | null
  tags: readonly string[]
  category: string | null
  /** The application kinds it brings. */
  kinds: readonly string[]
  /** Null where a source does not say. */
  state: string | null
  /** Absent where texts are not at hand; then `TextHits` may know of them. */
  description?: string
}

/** What of a package a query was found in. */
export type MatchedBy = 'name' | 'kind' | 'tag' | 'title' | 'category' | 'text'

/** Where the word of a query stands in texts that the items do not carry, by an item's position. */
export type TextHits = (word: string, position: number) => 'description' | 'text' | null

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

/** What of a package a score stands for. */
export function matchedBy(score: number): MatchedBy {
  return BY[Math.floor(score)] ?? 'text'
}

/** Within a tier, what nobody should install comes last. */
const SUNK: ReadonlySet<string> = new Set(['frozen', 'yanked', 'failing', 'moved', 'deprecated'])

/** What an ending taken off costs: less than a tier. */
const STEMMED = 0.5

/** A word, or all words, of a query: as typed, and with one blank for any separator. */
export interface Term {
  text: string
  key: string
}

export interface Prepared<Item> {
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

/** Folds the texts of an item. */
export function prepare<Item extends Searchable>(item: Item): Prepared<Item> {
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
    sunk: SUNK.has(item.state ?? ''),
  }
}

/** A folded text with one blank for any separator. */
export function keyOf(folded: string): string {
  return folded.replace(/[\s._/-]+/g, ' ').trim()
}

/** How well a word of a query matches, from 0; null where it does not. */
export function scoreTerm(
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

/** The same by names, kinds, tags, title and category alone, without looking for other endings. */
export function tierOf(one: Prepared<unknown>, { text, key }: Term): number | null {
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
  const parts = partsOf(text)
  const isDescribed = parts.length > 0 && parts.every((part) => hasWord(one.description, part))
  if (isDescribed) return RANK.description
  const hit = hits(text, position)
  if (hit) return RANK[hit]
  return one.description.includes(text) ? RANK.descriptionInside : null
}
