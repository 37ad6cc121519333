import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lineAndColumn, offsetAt } from '../../src/core/position.ts'

test('columns count characters, from the start of their line', () => {
  const text = 'a\n😀b\n'
  expect([0, 1, 2, 4, 5, 6].map((offset) => lineAndColumn(text, offset))).toEqual([
    { line: 1, column: 1 },
    { line: 1, column: 2 },
    { line: 2, column: 1 },
    { line: 2, column: 2 },
    { line: 2, column: 3 },
    { line: 3, column: 1 },
  ])
})

test('a place leads back to its offset, whatever text was asked about before', () => {
  const unit = fc.constantFrom('a', 'é', '😀', '\n', '\r')
  const texts = fc.array(fc.string({ unit }), { minLength: 2, maxLength: 2 })
  fc.assert(
    fc.property(texts, (pair) => {
      for (const text of [...pair, ...pair]) {
        let offset = 0
        for (const character of text) {
          const { line, column } = lineAndColumn(text, offset)
          expect(offsetAt(text, line, column)).toBe(offset)
          offset += character.length
        }
      }
    }),
  )
})

test('a megabyte in one line, with a finding every few characters, is measured once', () => {
  const text = '😀 {}'.repeat(200_000)
  for (let at = 0; at < 200_000; at += 5) {
    const { column } = lineAndColumn(text, at * 5)
    if (column !== at * 4 + 1) expect(column).toBe(at * 4 + 1)
  }
})
