import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('crlf', () => {
  expect(reportFixture('line-endings/crlf')).toMatchInlineSnapshot(`
    "packages/line-endings-crlf.yaml:1:24 error expected lines that end in LF, found a carriage return [line-endings]
       1 | name: line-endings-crlf\\r
         |                        ^
      fix: Convert the file: sed -i "s/\\r$//" FILE.
    "
  `)
})

test('overview', () => {
  expect(reportFixture('line-endings/overview')).toMatchInlineSnapshot(`
    "packages/line-endings-overview.md:1:13 error expected lines that end in LF, found a carriage return [line-endings]
       1 | An overview.\\r
         |             ^
      fix: Convert the file: sed -i "s/\\r$//" FILE.
    "
  `)
})
