import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('cut off', () => {
  expect(reportFixture('release-json/cut-off')).toMatchInlineSnapshot(`
    "releases/cut-record/1.0.0.json error expected a JSON object, found text that is not JSON [release-json]
      fix: Restore the record from git; records are never edited.
    "
  `)
})
