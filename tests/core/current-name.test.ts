import fc from 'fast-check'
import { expect, test } from 'vitest'
import { currentName, namesEverHad } from '../../src/core/current-name.ts'
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

test('what was asked before changes no answer, also around circles', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f']
  const order = fc.shuffledSubarray(names, { minLength: names.length })
  const targets = fc.dictionary(fc.constantFrom(...names), fc.constantFrom(...names))
  fc.assert(
    fc.property(targets, order, (to, asked) => {
      const build = (): Lifecycle =>
        Object.fromEntries(Object.entries(to).map(([name, target]) => [name, renamed(target)]))
      const lifecycle = build()
      const answers = asked.map((name) => currentName(name, lifecycle))
      expect(answers).toEqual(asked.map((name) => currentName(name, build())))
    }),
  )
})

test('a chain as long as the file may be is walked once, however often it is asked', () => {
  const length = 20_000
  const chain: Lifecycle = Object.fromEntries(
    Array.from({ length }, (_, at) => [`a${at}`, renamed(`a${at + 1}`)]),
  )
  let reads = 0
  const counted = new Proxy(chain, {
    get: (target, key) => {
      reads++
      return Reflect.get(target, key)
    },
  })
  for (const name of Object.keys(chain)) {
    expect(currentName(name, counted)).toBe(`a${length}`)
    expect(reads).toBeLessThanOrEqual(length)
  }
  expect(namesEverHad(['a7'], counted).size).toBe(length + 1)
  expect(reads).toBeLessThanOrEqual(length)
})
