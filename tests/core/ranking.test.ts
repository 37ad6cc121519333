import { describe, expect, test } from 'vitest'
import { compileCatalog } from '../../src/core/catalog.ts'
import { checkIndex } from '../../src/core/check-index.ts'
import { findInCore } from '../../src/core/core-tap.ts'
import { toIndexFile } from '../../src/core/index-file.ts'
import type { Searchable } from '../../src/core/match-tier.ts'
import { didYouMean, isSameName, prepareRanking, rankPackages } from '../../src/core/ranking.ts'
import { searchable } from '../../src/core/search-index.ts'
import { findingFiles } from '../finding-index.ts'
import { QUERIES } from '../queries.ts'

const { index, findings } = checkIndex(
  [...findingFiles()].map(([path, text]) => toIndexFile(path, text)),
)
const { catalog } = compileCatalog(index)
const ITEMS = catalog.packages.map(searchable)

test('the index that the queries are about passes the check', () => {
  expect(findings.filter((one) => one.severity === 'error')).toEqual([])
})

describe.each(QUERIES)('$what: $query', ({ query, first, only, former, core }) => {
  test(`finds ${first.join(', ') || 'nothing'}`, () => {
    const names = rankPackages(query, ITEMS).map((one) => one.name)
    expect(only ? names : names.slice(0, first.length)).toEqual(first)
  })

  test('leads to what is known by that name elsewhere, and to nothing else', () => {
    const gone = catalog.tombstones.filter(({ name }) => isSameName(query, name))
    expect(gone.map(({ name }) => name)).toEqual(former ? [former] : [])
    expect(findInCore(query, catalog.core)?.names[0] ?? null).toBe(core ?? null)
  })
})

test.each(QUERIES.filter(({ near, word }) => near ?? word))(
  '$query: offers what is near',
  ({ query, near, word }) => {
    const { names, words } = prepareRanking(ITEMS).nearest(query)
    expect([near && names[0], word && words[0]]).toEqual([near, word])
  },
)

test('an empty query leaves all as they are', () => {
  expect(rankPackages('  ', ITEMS)).toEqual(ITEMS)
})

test('near names are offered, far ones are not', () => {
  expect(didYouMean('kubevrit-tools', ITEMS)).toEqual(['kubevirt-tools'])
  expect(didYouMean('zzzzzzzzzz', ITEMS)).toEqual([])
})

test('of several words, one that is spelt right is no slip', () => {
  expect(prepareRanking(ITEMS).nearest('backup zzzzzzzzzz')).toEqual({
    names: [],
    words: ['backup'],
  })
})

test('says what of a package matched', () => {
  const { rank } = prepareRanking(ITEMS)
  const by = (query: string) => rank(query)[0]?.by
  expect(['kube', 'mqtt', 'sql', 'about', 'observability', 'thermometers'].map(by)).toEqual([
    'name',
    'kind',
    'tag',
    'title',
    'category',
    'text',
  ])
})

test('texts that the items do not carry come below what they do', () => {
  const bare: Searchable[] = ITEMS.map(({ description: _, ...item }) => item)
  const { rank } = prepareRanking(bare)
  const at = (name: string) => bare.findIndex((item) => item.name === name)
  const hits = new Map([
    [at('broker'), 'text' as const],
    [at('lakes'), 'description' as const],
  ])
  const found = rank('kube', (_, position) => hits.get(position) ?? null)
  expect(found.slice(-2)).toMatchObject([
    { item: { name: 'lakes' }, by: 'text' },
    { item: { name: 'broker' }, by: 'text' },
  ])
})

const described = (description: string, tags: string[] = []): Searchable => ({
  name: 'described',
  title: null,
  tags,
  category: null,
  kinds: [],
  state: null,
  description,
})

test.each(['l-in', 'all-in-one', '[two]', '(or', 'a+b'])('%s is text, not a pattern', (query) => {
  const one = described('An all-in-one (or [two]) a+b thing.')
  expect(rankPackages(query, [one])).toEqual([one])
})

test.each(['ΟΔΟΣ', 'οδος', 'οδοσ', 'üben', 'ÜBEN'])('%s is found in whatever case', (query) => {
  const one = described('ΟΔΟΣ', ['Üben'])
  expect(rankPackages(query, [one])).toEqual([one])
})

test('a hyphen between words does not keep them from being found', () => {
  const one = { ...described('Old machines.'), tags: ['retrocomputing'] }
  expect(rankPackages('retro-machines', [{ ...one, tags: ['retro'] }])).toHaveLength(1)
  expect(rankPackages('retro-nothing', [one])).toEqual([])
})
