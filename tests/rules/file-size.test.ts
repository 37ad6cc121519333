import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('large entry', () => {
  expect(reportFixture('file-size/large-entry')).toMatchInlineSnapshot(`
    "packages/file-size-large-entry.yaml error expected at most 16384 bytes, found 17398 [file-size]
      fix: Shorten it; long texts belong on the homepage.
    "
  `)
})

test('large overview', () => {
  expect(reportFixture('file-size/large-overview')).toMatchInlineSnapshot(`
    "packages/file-size-large-overview.md error expected at most 65536 bytes, found 70000 [file-size]
      fix: Shorten it; long texts belong on the homepage.
    "
  `)
})
