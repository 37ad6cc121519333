import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('description', () => {
  expect(reportFixture('field-missing/description')).toMatchInlineSnapshot(`
    "packages/field-missing-description.yaml:1:1 error the field "description" is missing [field-missing]
       1 | name: field-missing-description
         | ^
      fix: Add description.
    "
  `)
})

test('issuer', () => {
  expect(reportFixture('field-missing/issuer')).toMatchInlineSnapshot(`
    "packages/field-missing-issuer.yaml:9:3 error the field "signing.issuer" is missing [field-missing]
       9 |   identity: https://github.com/fixture/field-missing-issuer/.github/workflows/release.yaml@refs/head
         |   ^
      fix: Add issuer.
    "
  `)
})

test('lifecycle reason', () => {
  expect(reportFixture('field-missing/lifecycle-reason')).toMatchInlineSnapshot(`
    "lifecycle.yaml:1:13 error the field "acme.hello.reason" is missing [field-missing]
       1 | acme.hello: {state: removed}
         |             ^
      fix: Add reason.
    "
  `)
})

test('signing', () => {
  expect(reportFixture('field-missing/signing')).toMatchInlineSnapshot(`
    "packages/field-missing-signing.yaml:1:1 error the field "signing" is missing [field-missing]
       1 | name: field-missing-signing
         | ^
      fix: Add signing.
    "
  `)
})
