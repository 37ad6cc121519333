import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('folded', () => {
  expect(reportFixture('text-one-line/folded')).toMatchInlineSnapshot(`
    "packages/text-one-line-folded.yaml:4:14 error description: expected one line, found a line break [text-one-line]
       4 | description: >
         |              ^
      fix: Write the text in one line; with > or |, add a - to drop the last line break.
    "
  `)
})

test('literal', () => {
  expect(reportFixture('text-one-line/literal')).toMatchInlineSnapshot(`
    "packages/text-one-line-literal.yaml:4:14 error description: expected one line, found a line break [text-one-line]
       4 | description: |-
         |              ^
      fix: Write the text in one line; with > or |, add a - to drop the last line break.
    "
  `)
})

test('spaces', () => {
  expect(reportFixture('text-one-line/spaces')).toMatchInlineSnapshot(`
    "packages/text-one-line-spaces.yaml:4:14 error description: expected one line, found white space at an end [text-one-line]
       4 | description: " spaces around "
         |              ^
      fix: Write the text in one line; with > or |, add a - to drop the last line break.
    "
  `)
})
