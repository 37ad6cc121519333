import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('sentence', () => {
  expect(reportFixture('cozystack-range/sentence')).toMatchInlineSnapshot(`
    "packages/tested-range-sentence.md:2:12 error expected a semver range, found "the newest one" [cozystack-range]
       2 | cozystack: the newest one
         |            ^
      fix: Write a range such as ">=1.6.0 <2".
    "
  `)
})
