import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('edge hyphen', () => {
  expect(reportFixture('name/edge-hyphen')).toMatchInlineSnapshot(`
    "packages/hyphen-.edge.yaml:1:7 error expected lower-case words of a to z and 0 to 9, joined by dots or hyphens: "hyphen-.edge" [name]
       1 | name: hyphen-.edge
         |       ^
      fix: Choose a name such as acme.hello, and name the file after it.
    "
  `)
})

test('long', () => {
  expect(reportFixture('name/long')).toMatchInlineSnapshot(`
    "packages/long-name-long-name-long-name-long-name-long-name-long-name-long-name-.yaml:1:7 error expected at most 63 characters: "long-name-long-name-long-name-long-name-long-name-long-name-long-name-" [name]
       1 | name: long-name-long-name-long-name-long-name-long-name-long-name-long-name-
         |       ^
      fix: Choose a name such as acme.hello, and name the file after it.
    "
  `)
})

test('short', () => {
  expect(reportFixture('name/short')).toMatchInlineSnapshot(`
    "packages/xx.yaml:1:7 error expected at least 3 characters: "xx" [name]
       1 | name: xx
         |       ^
      fix: Choose a name such as acme.hello, and name the file after it.
    "
  `)
})

test('underscore', () => {
  expect(reportFixture('name/underscore')).toMatchInlineSnapshot(`
    "packages/name_underscore.yaml:1:7 error expected lower-case words of a to z and 0 to 9, joined by dots or hyphens: "name_underscore" [name]
       1 | name: name_underscore
         |       ^
      fix: Choose a name such as acme.hello, and name the file after it.
    "
  `)
})

test('unicode', () => {
  expect(reportFixture('name/unicode')).toMatchInlineSnapshot(`
    "packages/näme.yaml:1:7 error expected lower-case words of a to z and 0 to 9, joined by dots or hyphens: "näme" [name]
       1 | name: näme
         |       ^
      fix: Choose a name such as acme.hello, and name the file after it.
    "
  `)
})

test('upper case', () => {
  expect(reportFixture('name/upper-case')).toMatchInlineSnapshot(`
    "packages/Name-Upper.yaml:1:7 error expected lower-case words of a to z and 0 to 9, joined by dots or hyphens: "Name-Upper" [name]
       1 | name: Name-Upper
         |       ^
      fix: Choose a name such as acme.hello, and name the file after it.
    "
  `)
})
