import { describe, expect, test } from 'vitest'
import { didYouMean, rankPackages } from '../../src/core/ranking.ts'
import type { SearchItem } from '../../src/core/schemas/catalog.ts'

function item(name: string, more: Partial<SearchItem> = {}): SearchItem {
  const blank = {
    title: null,
    version: '1.0.0',
    description: 'A package.',
    tags: [],
    category: null,
  }
  return { ...blank, kinds: [], state: 'active', name, ...more }
}

const ITEMS = [
  item('kubevirt', { description: 'Runs kube workloads.' }),
  item('kube'),
  item('acme.kube'),
  item('store', { kinds: ['KubeStore'] }),
  item('tool', { tags: ['kube'] }),
  item('words', { description: 'Something for kube and more.' }),
  item('inside', { description: 'A subkubernetes word.' }),
  item('other'),
  item('old-kube', { state: 'deprecated' }),
]

/** Expected first results by query; site and client share the ranking. */
const QUERIES: [query: string, first: string[]][] = [
  ['kube', ['kube', 'acme.kube', 'old-kube', 'kubevirt', 'store', 'tool', 'words', 'inside']],
  ['KUBE', ['kube', 'acme.kube']],
  ['  kube  ', ['kube']],
  ['kubestore', ['store']],
  ['kube acme', ['acme.kube']],
  ['kube nothing', []],
]

describe.each(QUERIES)('%j', (query, first) => {
  test(`finds ${first.join(', ') || 'nothing'}`, () => {
    const names = rankPackages(query, ITEMS).map((one) => one.name)
    expect(first.length === 0 ? names : names.slice(0, first.length)).toEqual(first)
  })
})

test('an empty query leaves all as they are', () => {
  expect(rankPackages('  ', ITEMS)).toEqual(ITEMS)
})

test('a query is text, not a pattern', () => {
  expect(rankPackages('.*', ITEMS)).toEqual([])
  expect(rankPackages('(', ITEMS)).toEqual([])
  const dashed = item('dashed', { description: 'An all-in-one (or [two]) a+b thing.' })
  for (const query of ['l-in', 'all-in-one', '[two]', '(or', 'a+b']) {
    expect(rankPackages(query, [dashed])).toEqual([dashed])
  }
})

test('case is folded as upstream’s client folds it, one character at a time', () => {
  const greek = item('greek', { description: 'ΟΔΟΣ', tags: ['Üben'] })
  for (const query of ['ΟΔΟΣ', 'οδος', 'οδοσ', 'üben', 'ÜBEN']) {
    expect(rankPackages(query, [greek])).toEqual([greek])
  }
})

test('near names are offered, far ones are not', () => {
  expect(didYouMean('kubevrit', ITEMS)).toContain('kubevirt')
  expect(didYouMean('zzzzzzzzzz', ITEMS)).toEqual([])
})
