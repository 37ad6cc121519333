import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('free text', () => {
  expect(reportFixture('license/free-text')).toMatchInlineSnapshot(`
    "packages/license-free-text.md:2:10 error expected an SPDX licence expression, found "Apache License 2" [license]
       2 | license: Apache License 2
         |          ^
      fix: Look the identifier up at https://spdx.org/licenses/, such as Apache-2.0.
    "
  `)
})
