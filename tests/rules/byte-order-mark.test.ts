import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('entry', () => {
  expect(reportFixture('byte-order-mark/entry')).toMatchInlineSnapshot(`
    "packages/byte-order-mark-entry.yaml:1:1 error expected the text to begin at once, found a byte order mark (U+FEFF) [byte-order-mark]
       1 | \\u{feff}name: byte-order-mark-entry
         | ^
      fix: Save the file as “UTF-8 without BOM”.
    "
  `)
})

test('overview', () => {
  expect(reportFixture('byte-order-mark/overview')).toMatchInlineSnapshot(`
    "packages/byte-order-mark-overview.md:1:1 error expected the text to begin at once, found a byte order mark (U+FEFF) [byte-order-mark]
       1 | \\u{feff}An overview.
         | ^
      fix: Save the file as “UTF-8 without BOM”.
    "
  `)
})
