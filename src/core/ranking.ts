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

/**
 * The items that match every word of a query, best first: the exact name, names that begin with
 * it, application kinds, tags, categories, and then words of name, title and description. The one
 * ranking of site and client.
 */
export function rankPackages<Item extends SearchItem>(
  query: string,
  items: readonly Item[],
): Item[] {
  const words = query.toLowerCase().normalize('NFC').split(/\s+/).filter(Boolean)
  if (words.length === 0) return [...items]
  const whole = words.join(' ')
  return items
    .flatMap((item) => {
      const tiers = words.map((word) => tierOf(word, item))
      if (tiers.includes(null)) return []
      const exact = tierOf(whole, item) ?? Number.POSITIVE_INFINITY
      const sum = (tiers as number[]).reduce((total, tier) => total + tier, 0)
      const sunk = SUNK.has(item.state) ? 0.5 : 0
      return [{ item, score: Math.min(exact, sum) + sunk }]
    })
    .sort((a, b) => a.score - b.score || compareText(a.item.name, b.item.name))
    .map(({ item }) => item)
}

/** Names to offer when nothing matches. */
export function didYouMean(query: string, items: readonly SearchItem[]): string[] {
  return nearestNames(
    query.toLowerCase().trim(),
    items.map((item) => item.name),
  )
}

/** Within a tier, what nobody should install comes last. */
const SUNK: ReadonlySet<string> = new Set(['frozen', 'yanked', 'deprecated', 'failing'])

function tierOf(word: string, item: SearchItem): number | null {
  const name = item.name.toLowerCase()
  const title = item.title?.toLowerCase() ?? ''
  const labels = name.split(/[.-]/)
  const kinds = item.kinds.map((kind) => kind.toLowerCase())
  const category = item.category?.toLowerCase()
  if (name === word) return TIER.name
  if (labels.includes(word) || title === word) return TIER.label
  if (name.startsWith(word) || title.startsWith(word)) return TIER.namePrefix
  if (kinds.some((kind) => kind.startsWith(word))) return TIER.kind
  if (item.tags.includes(word)) return TIER.tag
  if (category === word) return TIER.category
  if (item.tags.some((tag) => tag.startsWith(word))) return TIER.tagPrefix
  const text = `${name} ${title} ${category ?? ''} ${item.tags.join(' ')} ${item.description.toLowerCase()}`
  const at = text.indexOf(word)
  if (at === -1) return null
  return new RegExp(`(^|[^\\p{L}\\p{N}])${escapeRegExp(word)}`, 'u').test(text)
    ? TIER.word
    : TIER.text
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')
}
