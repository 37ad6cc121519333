import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('colon', () => {
  expect(reportFixture('yaml-syntax/colon')).toMatchInlineSnapshot(`
    "packages/yaml-syntax-colon.yaml:4:23 error not well-formed YAML: bad indentation of a mapping entry [yaml-syntax]
       4 | description: Databases: the fast kind
         |                       ^
      fix: Put the value in double quotes if it holds a colon, a # or begins with a special character.
    "
  `)
})

test('deep nesting', () => {
  expect(reportFixture('yaml-syntax/deep-nesting')).toMatchInlineSnapshot(`
    "packages/yaml-syntax-deep-nesting.yaml:7:16 error not well-formed YAML: nested more than 10 levels deep [yaml-syntax]
       7 | tags: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
         |                ^
      fix: Write plain fields: an entry has one list and one mapping below its top level.
    "
  `)
})

test('open quote', () => {
  expect(reportFixture('yaml-syntax/open-quote')).toMatchInlineSnapshot(`
    "packages/yaml-syntax-open-quote.yaml:5:1 error not well-formed YAML: deficient indentation [yaml-syntax]
       5 | homepage: https://example.org/hello
         | ^
      fix: Put the value in double quotes if it holds a colon, a # or begins with a special character.
    "
  `)
})

test('reserved character', () => {
  expect(reportFixture('yaml-syntax/reserved-character')).toMatchInlineSnapshot(`
    "packages/yaml-syntax-reserved-character.yaml:4:14 error not well-formed YAML: bad indentation of a mapping entry [yaml-syntax]
       4 | description: @acme tools
         |              ^
      fix: Put the value in double quotes if it holds a colon, a # or begins with a special character.
    "
  `)
})

test('very deep nesting', () => {
  expect(reportFixture('yaml-syntax/very-deep-nesting')).toMatchInlineSnapshot(`
    "packages/yaml-syntax-very-deep-nesting.yaml:1:10 error not well-formed YAML: nested more than 10 levels deep [yaml-syntax]
       1 | [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
         |          ^
      fix: Write plain fields: an entry has one list and one mapping below its top level.
    "
  `)
})

test('front matter before tab', () => {
  expect(reportFixture('yaml-syntax/front-matter-before-tab')).toMatchInlineSnapshot(`
    "packages/yaml-syntax-front-matter-before-tab.md:3:1 error not well-formed YAML: deficient indentation [yaml-syntax]
       3 | ---
         | ^
      fix: Put the value in double quotes if it holds a colon, a # or begins with a special character.
    "
  `)
})
