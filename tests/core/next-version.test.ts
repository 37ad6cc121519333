import { expect, test } from 'vitest'
import { nextVersion } from '../../src/core/next-version.ts'

test('a yanked version is not proposed in another spelling', () => {
  expect(nextVersion('v1.0.0', ['v1.2.0', 'v1.1.0'], new Set(['1.2.0']))).toBe('v1.1.0')
  expect(nextVersion('1.0.0', ['1.2.0'], new Set(['v1.2.0']))).toBeNull()
})
