import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('decomposed', () => {
  expect(reportFixture('text-normalization/decomposed')).toMatchInlineSnapshot(`
    "packages/text-normalization-decomposed.yaml:4:14 error description: expected Unicode normalization form C (composed characters) [text-normalization]
       4 | description: A café for packages
         |              ^
      fix: Type the accented characters anew, or run the text through uconv -x nfc.
    "
  `)
})
