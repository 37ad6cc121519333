import { expect, test } from 'vitest'
import { compileCatalog } from '../../src/core/catalog.ts'
import { checkIndex } from '../../src/core/check-index.ts'
import type { SearchWordList, SearchWords } from '../../src/core/schemas/search.ts'
import { editionOf, searchIndex, searchTexts } from '../../src/core/search-index.ts'
import { searchItems } from '../../src/core/search-items.ts'
import { renderWordIndex } from '../../src/core/word-index.ts'
import { filesOf, lookUp, wordsPath } from '../../src/core/word-lookup.ts'
import { compileValidator } from '../../src/io/surface-validator.ts'
import { findingFiles } from '../finding-index.ts'
import { fileOf } from '../index-file.ts'

const { index } = checkIndex([...findingFiles()].map(([path, text]) => fileOf(path, text)))
const { catalog, packages } = compileCatalog(index)

/** As many packages again, under other names, so that there is more than one file of everything. */
const MANY = Array.from({ length: 20 }, (_, at) =>
  packages.map((one) => ({
    ...one,
    name: `${one.name}-${at}`,
    description: `${one.description} ${Array.from({ length: 60 }, (_, n) => `w${at}x${n}`).join(' ')}`,
  })),
).flat()

test('the columns are the packages again', () => {
  const items = searchItems(searchIndex(packages, catalog))
  expect(items.map(({ name }) => name)).toEqual(packages.map(({ name }) => name))
  expect(items.find(({ name }) => name === 'broker')).toEqual({
    name: 'broker',
    title: null,
    version: '1.0.0',
    tags: [],
    category: 'Messaging',
    kinds: ['MQTTBroker', 'MQTTBridge'],
    state: 'active',
    registry: 'ghcr.io',
    signed: 'yes',
    privileged: 'no',
    firstListed: null,
    lastChanged: null,
  })
  expect(items.find(({ name }) => name === 'vault')).toMatchObject({
    tags: ['backup', 's3'],
    category: null,
    signed: 'unknown',
    privileged: 'unknown',
  })
})

test('descriptions come in files of consecutive packages', () => {
  const files = searchTexts(MANY, 'x')
  expect(files).toHaveLength(MANY.length / 20)
  expect(files.flatMap((file) => file.descriptions)).toEqual(MANY.map((one) => one.description))
})

test('another list of names is another edition', () => {
  expect(editionOf(['a', 'b'])).not.toBe(editionOf(['b', 'a']))
  expect(editionOf(['a', 'b'])).not.toBe(editionOf(['ab']))
  expect(editionOf(['a', 'b'])).toBe(editionOf(['a', 'b']))
})

const files = renderWordIndex(MANY)
const list: SearchWordList = JSON.parse(files.get('search/words.json') ?? '')

const parsed = [...files.keys()].map(
  (_, at): SearchWords => JSON.parse(files.get(wordsPath(at)) ?? 'null'),
)

/** Looks a beginning up in the files that the list names. */
function find(start: string): Map<number, string> {
  const found = new Map<number, 'description' | 'text'>()
  for (const at of filesOf(start, list)) {
    const file = parsed[at]
    if (file) lookUp(start, file, found)
  }
  return found
}

test('every word of every description is found by a file or two', () => {
  expect(list.starts.length).toBeGreaterThan(3)
  const found = new Map<string, Map<number, string>>()
  const lost: string[] = []
  for (const [position, { description }] of MANY.entries()) {
    for (const word of description.toLowerCase().match(/[a-z0-9]{3,}/g) ?? []) {
      const places = found.get(word) ?? find(word)
      found.set(word, places)
      if (places.get(position) !== 'description') lost.push(`${word} of ${position}`)
    }
  }
  expect(found.size).toBeGreaterThan(1000)
  expect(lost).toEqual([])
  for (const word of ['thermo', 'w7x5', 'zeppelin']) {
    expect(filesOf(word, list).length).toBeLessThanOrEqual(2)
  }
})

test('what only an overview says is told apart, and nobody says is not found', () => {
  const places = [...find('zeppelin')]
  expect(places).toHaveLength(20)
  for (const [position, place] of places) {
    expect(MANY[position]?.name).toMatch(/^airfield-/)
    expect(place).toBe('text')
  }
  for (const word of ['zzzz', '0', 'thermox', '\uffff']) expect([...find(word)]).toEqual([])
})

test('every file of words conforms to its schema', () => {
  const words = compileValidator('search-words', 'https://packages.example/')
  const wordList = compileValidator('search-word-list', 'https://packages.example/')
  for (const [path, text] of files) {
    const validate = path === 'search/words.json' ? wordList : words
    expect(validate(JSON.parse(text)), path).toBe(true)
  }
})
