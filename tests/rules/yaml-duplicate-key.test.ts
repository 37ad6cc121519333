import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('field', () => {
  expect(reportFixture('yaml-duplicate-key/field')).toMatchInlineSnapshot(`
    "packages/yaml-duplicate-key-field.yaml:11:1 error the field "version" stands twice; cozypkg refuses the whole index [yaml-duplicate-key]
      11 | version: "2.0.0"
         | ^
      fix: Remove one of them.
    "
  `)
})

test('in signing', () => {
  expect(reportFixture('yaml-duplicate-key/in-signing')).toMatchInlineSnapshot(`
    "packages/yaml-duplicate-key-in-signing.yaml:11:3 error the field "issuer" stands twice; cozypkg refuses the whole index [yaml-duplicate-key]
      11 |   issuer: https://gitlab.com
         |   ^
      fix: Remove one of them.
    "
  `)
})
