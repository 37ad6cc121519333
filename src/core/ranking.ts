import { compareText } from './compare-text.ts'
import { nearestNames } from './names.ts'
import type { SearchItem } from './schemas/catalog.ts'

/** How well an item matches, best first; the distance between tiers is what matters. */
const TIER = {
  name: 0,
  label: 1,
  namePrefix: 2,
  kind: 3,
  tag: 4,
  category: 5,
  tagPrefix: 6,
  word: 7,
  text: 8,
} as const

/** What of an item is looked at. */
type Rankable = Omit<SearchItem, 'version' | 'state'> & { state: SearchItem['state'] | null }

/**
 * The items that match every word of a query, best first: the exact name, names that begin with
 * it, application kinds, tags, categories, and then words of name, title and description. The one
 * ranking of site and client.
 */
export function rankPackages<Item extends Rankable>(query: string, items: readonly Item[]): Item[] {
  const words = fold(query).split(/\s+/).filter(Boolean).map(toWord)
  if (words.length === 0) return [...items]
  const whole = toWord(words.map(({ text }) => text).join(' '))
  return items
    .flatMap((item) => {
      const tiers = words.map((word) => tierOf(word, item))
      if (tiers.includes(null)) return []
      const exact = tierOf(whole, item) ?? Number.POSITIVE_INFINITY
      const sum = (tiers as number[]).reduce((total, tier) => total + tier, 0)
      const sunk = SUNK.has(item.state ?? '') ? 0.5 : 0
      return [{ item, score: Math.min(exact, sum) + sunk }]
    })
    .sort((a, b) => a.score - b.score || compareText(a.item.name, b.item.name))
    .map(({ item }) => item)
}

/** Names to offer when nothing matches. */
export function didYouMean(query: string, items: readonly { name: string }[]): string[] {
  return nearestNames(
    query.toLowerCase().trim(),
    items.map((item) => item.name),
  )
}

/** Within a tier, what nobody should install comes last. */
const SUNK: ReadonlySet<string> = new Set(['frozen', 'yanked', 'deprecated', 'failing'])

interface Word {
  text: string
  /** Matches it at the start of a word of a text. */
  start: RegExp
}

function toWord(text: string): Word {
  return { text, start: new RegExp(`(^|[^\\p{L}\\p{N}])${escapeRegExp(text)}`, 'u') }
}

function tierOf({ text: word, start }: Word, item: Rankable): number | null {
  const name = fold(item.name)
  const title = fold(item.title ?? '')
  const labels = name.split(/[.-]/)
  const kinds = item.kinds.map(fold)
  const tags = item.tags.map(fold)
  const category = fold(item.category ?? '')
  if (name === word) return TIER.name
  if (labels.includes(word) || title === word) return TIER.label
  if (name.startsWith(word) || title.startsWith(word)) return TIER.namePrefix
  if (kinds.some((kind) => kind.startsWith(word))) return TIER.kind
  if (tags.includes(word)) return TIER.tag
  if (category === word) return TIER.category
  if (tags.some((tag) => tag.startsWith(word))) return TIER.tagPrefix
  const text = `${name} ${title} ${category} ${tags.join(' ')} ${fold(item.description)}`
  if (!text.includes(word)) return null
  return start.test(text) ? TIER.word : TIER.text
}

const ASCII = /^[ -~]*$/

/**
 * Text as it is compared. What upstream's client finds must be found: it lowers every character by
 * itself, so that the final sigma and the dotted capital I are no letters of their own.
 */
function fold(text: string): string {
  const lower = text.toLowerCase()
  if (ASCII.test(lower)) return lower
  return lower.replaceAll('ς', 'σ').replaceAll('i\u0307', 'i').normalize('NFD')
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}
