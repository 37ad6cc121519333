import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('binary', () => {
  expect(reportFixture('encoding/binary')).toMatchInlineSnapshot(`
    "packages/encoding-binary.yaml error expected text, found a NUL byte at byte 5 [encoding]
      fix: Save the file as plain UTF-8 text.
    "
  `)
})

test('latin 1', () => {
  expect(reportFixture('encoding/latin-1')).toMatchInlineSnapshot(`
    "packages/encoding-latin-1.yaml error expected UTF-8, found bytes that are not, on line 4 [encoding]
      fix: Save the file as UTF-8.
    "
  `)
})

test('nul', () => {
  expect(reportFixture('encoding/nul')).toMatchInlineSnapshot(`
    "packages/encoding-nul.yaml error expected text, found a NUL byte at byte 95 [encoding]
      fix: Save the file as plain UTF-8 text.
    "
  `)
})
