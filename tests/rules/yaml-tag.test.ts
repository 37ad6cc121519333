import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('binary', () => {
  expect(reportFixture('yaml-tag/binary')).toMatchInlineSnapshot(`
    "packages/yaml-tag-binary.yaml:4:14 error found the tag "!!binary"; cozypkg would read "hello" [yaml-tag]
       4 | description: !!binary aGVsbG8=
         |              ^
      fix: Remove the tag and write the value as a quoted string.
    "
  `)
})

test('non specific', () => {
  expect(reportFixture('yaml-tag/non-specific')).toMatchInlineSnapshot(`
    "packages/yaml-tag-non-specific.yaml:4:14 error found the tag "!", which changes what a reader gets [yaml-tag]
       4 | description: ! hello
         |              ^
      fix: Remove the tag and write the value as a quoted string.
    "
  `)
})

test('own', () => {
  expect(reportFixture('yaml-tag/own')).toMatchInlineSnapshot(`
    "packages/yaml-tag-own.yaml:4:14 error found the tag "!acme", which changes what a reader gets [yaml-tag]
       4 | description: !acme hello
         |              ^
      fix: Remove the tag and write the value as a quoted string.
    "
  `)
})

test('string', () => {
  expect(reportFixture('yaml-tag/string')).toMatchInlineSnapshot(`
    "packages/yaml-tag-string.yaml:3:10 error found the tag "!!str", which changes what a reader gets [yaml-tag]
       3 | version: !!str 1.0.0
         |          ^
      fix: Remove the tag and write the value as a quoted string.
    "
  `)
})
