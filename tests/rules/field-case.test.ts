import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('name', () => {
  expect(reportFixture('field-case/name')).toMatchInlineSnapshot(`
    "packages/field-case-name.yaml:1:1 error expected the field "name", found "Name"; cozypkg reads it as name [field-case]
       1 | Name: field-case-name
         | ^
      fix: Write name.
    "
  `)
})

test('oci ref', () => {
  expect(reportFixture('field-case/oci-ref')).toMatchInlineSnapshot(`
    "packages/field-case-oci-ref.yaml:2:1 error expected the field "ociRef", found "ociref"; cozypkg reads it as ociRef [field-case]
       2 | ociref: oci://ghcr.io/fixture/field-case-oci-ref
         | ^
      fix: Write ociRef.
    "
  `)
})

test('long s', () => {
  expect(reportFixture('field-case/long-s')).toMatchInlineSnapshot(`
    "packages/field-case-long-s.yaml:8:1 error expected the field "signing", found "ſigning"; cozypkg reads it as signing [field-case]
       8 | ſigning:
         | ^
      fix: Write signing.
    "
  `)
})
