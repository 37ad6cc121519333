import { expect, test } from 'vitest'
import { decideUnasked } from '../../src/core/gate/changed-artifact.ts'
import { parseIndex } from '../../src/core/index-model.ts'
import { exampleEntry } from '../example-entry.ts'
import { evidenceOf, exampleRecord } from './example-index.ts'

const NAME = 'plain.one'

function indexOf(text: string) {
  const bytes = new TextEncoder().encode(text)
  const file = { type: 'file', executable: false, size: bytes.length, bytes, detail: null } as const
  return parseIndex([{ path: `packages/${NAME}.yaml`, ...file }])
}

const base = indexOf(exampleEntry(NAME))
const bumped = indexOf(exampleEntry(NAME, { version: '1.0.1' }))
const answered = new Map([[NAME, evidenceOf(exampleRecord(NAME, '1.0.1'))]])

test('an entry that is asked about, or whose artifact stays, needs no other look', () => {
  expect(decideUnasked(NAME, base, bumped, answered)).toEqual([])
  expect(decideUnasked(NAME, base, bumped, null)).toEqual([])
  expect(decideUnasked(NAME, base, base, new Map())).toEqual([])
  expect(decideUnasked('absent.one', base, bumped, new Map())).toEqual([])
})

test.each([
  ['was left out where others were asked about', bumped, 'the registry was not asked.'],
  ['cannot be read', indexOf(exampleEntry(NAME, { version: '[]' })), 'the entry cannot be read.'],
])('an entry that %s does not pass', (_, after, reason) => {
  const [decision, ...more] = decideUnasked(NAME, base, after, new Map())
  expect(decision).toMatchObject({ row: 'artifact-unasked', lane: 'review' })
  expect(decision?.reason).toContain(reason)
  expect(more).toEqual([])
})
