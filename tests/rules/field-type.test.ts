import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('list document', () => {
  expect(reportFixture('field-type/list-document')).toMatchInlineSnapshot(`
    "packages/field-type-list-document.yaml:1:1 error the document: expected a mapping, found a list [field-type]
       1 | - name
         | ^
      fix: Write a mapping.
    "
  `)
})

test('list for string', () => {
  expect(reportFixture('field-type/list-for-string')).toMatchInlineSnapshot(`
    "packages/field-type-list-for-string.yaml:4:14 error description: expected a string, found a list [field-type]
       4 | description: [a, b]
         |              ^
      fix: Write a string.
    "
  `)
})

test('policy', () => {
  expect(reportFixture('field-type/policy')).toMatchInlineSnapshot(`
    "policy.yaml:1:1 error the document: expected a mapping, found a list [field-type]
       1 | - ghcr.io
         | ^
      fix: Write a mapping.
    "
  `)
})

test('policy registries', () => {
  expect(reportFixture('field-type/policy-registries')).toMatchInlineSnapshot(`
    "policy.yaml:1:13 error registries: expected a list, found a string [field-type]
       1 | registries: ghcr.io
         |             ^
      fix: Write a list.
    "
  `)
})

test('scalar document', () => {
  expect(reportFixture('field-type/scalar-document')).toMatchInlineSnapshot(`
    "packages/field-type-scalar-document.yaml:1:1 error the document: expected a mapping, found a string [field-type]
       1 | hello
         | ^
      fix: Write a mapping.
    "
  `)
})

test('string for list', () => {
  expect(reportFixture('field-type/string-for-list')).toMatchInlineSnapshot(`
    "packages/field-type-string-for-list.yaml:7:7 error tags: expected a list, found a string [field-type]
       7 | tags: fixture
         |       ^
      fix: Write a list.
    "
  `)
})

test('string for mapping', () => {
  expect(reportFixture('field-type/string-for-mapping')).toMatchInlineSnapshot(`
    "packages/field-type-string-for-mapping.yaml:8:10 error signing: expected a mapping, found a string [field-type]
       8 | signing: cosign
         |          ^
      fix: Write a mapping.
    "
  `)
})
