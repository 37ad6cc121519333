import { expect, test } from 'vitest'
import { categorySlug } from '../../src/core/category-slug.ts'
import {
  categoryLabels,
  countFacets,
  type Facetable,
  matchesChoices,
  NO_CHOICES,
} from '../../src/core/facets.ts'

function item(fields: Partial<Facetable>): Facetable {
  return {
    tags: [],
    category: null,
    registry: 'ghcr.io',
    state: 'active',
    signed: 'unknown',
    privileged: 'unknown',
    ...fields,
  }
}

const ITEMS = [
  item({ tags: ['sql', 'cache'], category: 'Databases', state: 'pending' }),
  item({ tags: ['sql'], category: 'databases', privileged: 'yes' }),
  item({ tags: ['cache'], category: 'Databases', registry: 'quay.io', privileged: 'no' }),
  item({ category: '数据库' }),
]

test('values are counted, the most first, and what was not checked is a value', () => {
  const counts = countFacets(ITEMS, NO_CHOICES)
  expect(counts.tag).toEqual([
    { value: 'cache', count: 2 },
    { value: 'sql', count: 2 },
  ])
  expect(counts.privileged).toEqual([
    { value: 'unknown', count: 2 },
    { value: 'no', count: 1 },
    { value: 'yes', count: 1 },
  ])
  expect(counts.category[0]).toEqual({ value: 'databases', count: 3 })
})

test('a tag counts as chosen as well, another value as chosen instead', () => {
  const choices = { ...NO_CHOICES, tag: ['sql'], privileged: ['yes'] }
  const counts = countFacets(ITEMS, choices)
  expect(counts.tag).toEqual([{ value: 'sql', count: 1 }])
  expect(counts.privileged).toEqual([
    { value: 'unknown', count: 1 },
    { value: 'yes', count: 1 },
  ])
  expect(ITEMS.filter((one) => matchesChoices(one, choices))).toEqual([ITEMS[1]])
})

test('all tags must be there, and one of the other values', () => {
  const by = (choices: object) =>
    ITEMS.filter((one) => matchesChoices(one, { ...NO_CHOICES, ...choices })).length
  expect(by({ tag: ['sql', 'cache'] })).toBe(1)
  expect(by({ privileged: ['yes', 'no'] })).toBe(2)
  expect(by({ category: ['databases'], registry: ['quay.io'] })).toBe(1)
})

test('a choice that nothing has stays to be taken back', () => {
  const counts = countFacets(ITEMS, { ...NO_CHOICES, tag: ['nothing'] })
  expect(counts.tag).toEqual([{ value: 'nothing', count: 0 }])
})

test('a category is called what most packages call it', () => {
  expect(categoryLabels(ITEMS).get('databases')).toBe('Databases')
})

test.each([
  ['Databases', 'databases'],
  ['databases', 'databases'],
  ['  Data  bases ', 'data-bases'],
  ['Données', 'donnees'],
  ['Data & analytics', 'data-analytics'],
  ['../../etc', 'etc'],
])('the category %j has the address %s', (category, slug) => {
  expect(categorySlug(category)).toBe(slug)
})

test('what the Latin alphabet cannot say is told apart, and is safe in a path', () => {
  const categories = ['数据库', '消息', 'AI', 'AI 人工', 'C', 'C++', 'C#', '😀', '...', '%2e%2e']
  const slugs = categories.map(categorySlug)
  expect(new Set(slugs).size).toBe(categories.length)
  for (const slug of slugs) expect.soft(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
})
