import { expect, test } from 'vitest'
import { checkIndex } from '../../src/core/check-index.ts'
import { currentName } from '../../src/core/current-name.ts'
import { exampleEntry } from '../example-entry.ts'
import { exampleRecord } from '../gate/example-index.ts'

test('renames are followed, and a circle ends', () => {
  const lifecycle = {
    first: { state: 'renamed', to: 'second' },
    second: { state: 'renamed', to: 'third' },
    circle: { state: 'renamed', to: 'other' },
    other: { state: 'renamed', to: 'circle' },
    gone: { state: 'removed', reason: 'Old.' },
  } as const
  expect(currentName('first', lifecycle)).toBe('third')
  expect(currentName('third', lifecycle)).toBe('third')
  expect(currentName('gone', lifecycle)).toBe('gone')
  expect(['circle', 'other']).toContain(currentName('circle', lifecycle))
})

test.each([
  ['renamed', 'state: renamed, to: young.one', []],
  [
    'removed',
    'state: removed, reason: Old.',
    ['claim-kind', 'claim-package-source', 'release-digest'],
  ],
])('the releases of a package that was %s', (_, state, rules) => {
  const record = exampleRecord('young.one', '1.0.0', { kind: 'One' })
  const files = {
    'lifecycle.yaml': `old.one: { ${state} }\n`,
    'packages/young.one.yaml': exampleEntry('young.one'),
    'releases/young.one/1.0.0.json': JSON.stringify(record),
    'releases/old.one/1.0.0.json': JSON.stringify(record),
  }
  const { findings } = checkIndex(
    Object.entries(files).map(([path, text]) => {
      const bytes = new TextEncoder().encode(text)
      return { path, type: 'file', executable: false, size: bytes.length, bytes, detail: null }
    }),
  )
  expect([...new Set(findings.map(({ rule }) => rule))].sort()).toEqual(rules)
})
