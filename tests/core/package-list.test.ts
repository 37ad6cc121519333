import { expect, test } from 'vitest'
import { NO_CHOICES } from '../../src/core/facets.ts'
import {
  formatPackageList,
  isPlain,
  type PackageList,
  pageNumbers,
  parsePackageList,
  sortItems,
  toggleChoice,
} from '../../src/core/package-list.ts'

const PLAIN: PackageList = { query: '', choices: NO_CHOICES, sort: 'name', page: 1 }

const parse = (text: string) => parsePackageList(new URLSearchParams(text))

test.each([
  '',
  '?q=kube',
  '?q=a+b&category=databases&tag=sql&tag=cache&state=pending&sort=changed&page=3',
  '?signed=unknown&privileged=no&registry=ghcr.io',
  '?sort=listed',
  '?q=%26%3D%23',
])('the address %j says all of a list', (address) => {
  expect(formatPackageList(parse(address))).toBe(address)
})

test.each([
  ['?sort=size&page=0', ''],
  ['?page=1.5&sort=relevance', ''],
  ['?q=x&sort=relevance&page=-2', '?q=x'],
  ['?tag=&tag=a&tag=a&__proto__=b', '?tag=a'],
])('what makes no sense in %j is passed over', (address, left) => {
  expect(formatPackageList(parse(address))).toBe(left)
})

test('an address cannot make a list of any length', () => {
  const many = new URLSearchParams(
    Array.from({ length: 99 }, (_, at) => ['tag', `${at}`.repeat(99)]),
  )
  const { choices } = parsePackageList(many)
  expect(choices.tag).toHaveLength(12)
  expect(Math.max(...choices.tag.map((tag) => tag.length))).toBeLessThanOrEqual(100)
  expect(parse(`?q=${'x'.repeat(9999)}`).query).toHaveLength(200)
})

test('only all packages in their usual order are plain', () => {
  expect([PLAIN, { ...PLAIN, page: 2 }].map(isPlain)).toEqual([true, true])
  const others = [{ query: 'x' }, { sort: 'listed' as const }, toggleChoice(PLAIN, 'tag', 'a')]
  expect(others.map((one) => isPlain({ ...PLAIN, ...one }))).toEqual([false, false, false])
})

test('a choice is added and taken back, from the first page', () => {
  const chosen = toggleChoice({ ...PLAIN, page: 4 }, 'tag', 'b')
  expect(formatPackageList(toggleChoice(chosen, 'tag', 'a'))).toBe('?tag=a&tag=b')
  expect(toggleChoice(chosen, 'tag', 'b')).toEqual(PLAIN)
})

test('the newest come first, those of unknown date last, and names decide', () => {
  const items = [
    { name: 'c', firstListed: 1, lastChanged: 9 },
    { name: 'b', firstListed: null, lastChanged: null },
    { name: 'a', firstListed: 1, lastChanged: 3 },
  ]
  const names = (sort: PackageList['sort']) => sortItems(items, sort).map(({ name }) => name)
  expect(names('relevance')).toEqual(['c', 'b', 'a'])
  expect(names('name')).toEqual(['a', 'b', 'c'])
  expect(names('changed')).toEqual(['c', 'a', 'b'])
  expect(names('listed')).toEqual(['a', 'c', 'b'])
})

test.each([
  [1, 1, [1]],
  [1, 3, [1, 2, 3]],
  [2, 42, [1, 2, 3, null, 42]],
  [4, 42, [1, 2, 3, 4, 5, null, 42]],
  [20, 42, [1, null, 19, 20, 21, null, 42]],
  [42, 42, [1, null, 41, 42]],
])('page %i of %i links to %j', (page, pages, numbers) => {
  expect(pageNumbers(page, pages)).toEqual(numbers)
})
