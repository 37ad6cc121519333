import { expect, test } from 'vitest'
import { formatBytes } from '../../src/core/bytes.ts'

test.each([
  [0, '0 bytes'],
  [1023, '1023 bytes'],
  [1024, '1.0 KiB'],
  [10 * 1024, '10 KiB'],
  [1536 * 1024, '1.5 MiB'],
  [5 * 1024 ** 4, '5120 GiB'],
])('%i is %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text)
})
