import { categorySlug } from './category-slug.ts'
import { compareText } from './compare-text.ts'
import type { SearchItem } from './search-items.ts'

/** What lists of packages can be narrowed by, in the order in which it is offered. */
export const FACETS = ['category', 'tag', 'state', 'signed', 'privileged', 'registry'] as const
export type Facet = (typeof FACETS)[number]

/** The chosen values of each facet: all of the tags must be there, and one of any other facet’s. */
export type Choices = Readonly<Record<Facet, readonly string[]>>

export type Facetable = Pick<
  SearchItem,
  'tags' | 'category' | 'registry' | 'state' | 'signed' | 'privileged'
>

export interface FacetValue {
  value: string
  count: number
}

export const NO_CHOICES: Choices = {
  category: [],
  tag: [],
  state: [],
  signed: [],
  privileged: [],
  registry: [],
}

/** The values a package has; categories by their slug. */
export function valuesOf(item: Facetable, facet: Facet): readonly string[] {
  if (facet === 'tag') return item.tags
  if (facet === 'category') return item.category === null ? [] : [slugOf(item.category)]
  return [item[facet]]
}

export function matchesChoices(item: Facetable, choices: Choices): boolean {
  return FACETS.every((facet) => matchesFacet(item, facet, choices[facet]))
}

/**
 * How many packages each value would leave, the most first. Of a facet with a choice, the values
 * beside it count as if it were chosen instead; a tag, as if it were chosen as well.
 */
export function countFacets(
  items: readonly Facetable[],
  choices: Choices,
): Record<Facet, FacetValue[]> {
  const counts = Object.fromEntries(FACETS.map((facet) => [facet, new Map()])) as Record<
    Facet,
    Map<string, number>
  >
  for (const item of items) {
    const failed = FACETS.filter((facet) => !matchesFacet(item, facet, choices[facet]))
    const [only] = failed
    const counted = only === undefined ? FACETS : failed.length > 1 || only === 'tag' ? [] : [only]
    for (const facet of counted) {
      for (const value of valuesOf(item, facet)) {
        counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1)
      }
    }
  }
  for (const facet of FACETS) {
    for (const value of choices[facet]) {
      if (!counts[facet].has(value)) counts[facet].set(value, 0)
    }
  }
  return Object.fromEntries(FACETS.map((facet) => [facet, sortValues(counts[facet])])) as Record<
    Facet,
    FacetValue[]
  >
}

/** What each category is called, by slug: the spelling that most packages use. */
export function categoryLabels(items: readonly Facetable[]): Map<string, string> {
  const spellings = new Map<string, number>()
  for (const { category } of items) {
    if (category !== null) spellings.set(category, (spellings.get(category) ?? 0) + 1)
  }
  const labels = new Map<string, string>()
  for (const { value } of sortValues(spellings)) {
    const slug = slugOf(value)
    if (!labels.has(slug)) labels.set(slug, value)
  }
  return labels
}

function matchesFacet(item: Facetable, facet: Facet, chosen: readonly string[]): boolean {
  if (chosen.length === 0) return true
  const values = valuesOf(item, facet)
  if (facet === 'tag') return chosen.every((value) => values.includes(value))
  return values.some((value) => chosen.includes(value))
}

function sortValues(counts: ReadonlyMap<string, number>): FacetValue[] {
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || compareText(a.value, b.value))
}

const slugs = new Map<string, string>()

function slugOf(category: string): string {
  const known = slugs.get(category) ?? categorySlug(category)
  slugs.set(category, known)
  return known
}
