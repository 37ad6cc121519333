import { expect, test } from 'vitest'
import { compileCatalog } from '../../src/core/catalog.ts'
import { checkIndex } from '../../src/core/check-index.ts'
import { toIndexFile } from '../../src/core/index-file.ts'
import { editionOf, searchIndex, searchTexts } from '../../src/core/search-index.ts'
import { searchItems } from '../../src/core/search-items.ts'
import { findingFiles } from '../finding-index.ts'

const { index } = checkIndex([...findingFiles()].map(([path, text]) => toIndexFile(path, text)))
const { catalog, packages } = compileCatalog(index)

/** As many packages again, under other names, so that there is more than one file of descriptions. */
const MANY = Array.from({ length: 20 }, (_, at) =>
  packages.map((one) => ({ ...one, name: `${one.name}-${at}` })),
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
