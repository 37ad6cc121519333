import { expect, test } from 'vitest'
import { valueLabel } from '../../src/site/facet-text.ts'

test('a value that an address asks for is called what it is, whatever every object has', () => {
  const labels = ['yes', 'maybe', 'constructor', '__proto__'].map((value) =>
    valueLabel('signed', value, new Map()),
  )
  expect(labels).toEqual(['Matched its signer', 'maybe', 'constructor', '__proto__'])
})
