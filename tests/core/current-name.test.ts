import { expect, test } from 'vitest'
import { currentName } from '../../src/core/current-name.ts'
import type { Lifecycle } from '../../src/core/schemas/lifecycle.ts'

const renamed = (to: string) => ({ state: 'renamed', to }) as const

test('names lead through every rename to the present one', () => {
  const lifecycle: Lifecycle = {
    a: renamed('b'),
    b: renamed('c'),
    gone: { state: 'removed', reason: 'x' },
  }
  expect(
    ['a', 'b', 'c', 'gone', 'constructor'].map((name) => currentName(name, lifecycle)),
  ).toEqual(['c', 'c', 'c', 'gone', 'constructor'])
})

test('a circle ends, wherever it is entered', () => {
  const lifecycle: Lifecycle = {
    a: renamed('b'),
    b: renamed('a'),
    c: renamed('c'),
    d: renamed('a'),
  }
  for (const name of ['a', 'b', 'c', 'd']) expect(currentName(name, lifecycle)).toBeTypeOf('string')
})
