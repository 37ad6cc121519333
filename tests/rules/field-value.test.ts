import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('lifecycle name', () => {
  expect(reportFixture('field-value/lifecycle-name')).toMatchInlineSnapshot(`
    "lifecycle.yaml:1:1 error Acme: invalid key in record [field-value]
       1 | Acme: {state: removed, reason: gone}
         | ^
      fix: See the schema lifecycle.schema.json.
    "
  `)
})

test('lifecycle state', () => {
  expect(reportFixture('field-value/lifecycle-state')).toMatchInlineSnapshot(`
    "lifecycle.yaml:1:21 error acme.hello.state: invalid discriminator value. Expected 'active' | 'deprecated' | 'frozen' | 'renamed' | 'removed', found "gone" [field-value]
       1 | acme.hello: {state: gone, reason: gone}
         |                     ^
      fix: See the schema lifecycle.schema.json.
    "
  `)
})

test('lifecycle version', () => {
  expect(reportFixture('field-value/lifecycle-version')).toMatchInlineSnapshot(`
    "lifecycle.yaml:1:38 error acme.hello.yanked.latest: invalid key in record, found "broken" [field-value]
       1 | acme.hello: {state: active, yanked: {latest: broken}}
         |                                      ^
      fix: See the schema lifecycle.schema.json.
    "
  `)
})

test('policy owner', () => {
  expect(reportFixture('field-value/policy-owner')).toMatchInlineSnapshot(`
    "policy.yaml:2:16 error owners.acme.hello.0: invalid string: must match pattern /^[1-9]\\d*$/, found "octocat" [field-value]
       2 |   acme.hello: [octocat]
         |                ^
      fix: See the schema policy.schema.json.
    "
  `)
})

test('policy registry', () => {
  expect(reportFixture('field-value/policy-registry')).toMatchInlineSnapshot(`
    "policy.yaml:2:11 error registries.0.host: invalid string: must match pattern /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/, found "localhost" [field-value]
       2 |   - host: localhost
         |           ^
      fix: See the schema policy.schema.json.
    "
  `)
})

test('policy twice', () => {
  expect(reportFixture('field-value/policy-twice')).toMatchInlineSnapshot(`
    "policy.yaml:2:13 error reserved.prefixes: lists a name twice [field-value]
       2 |   prefixes: [acme., acme.]
         |             ^
      fix: See the schema policy.schema.json.
    "
  `)
})

test('release', () => {
  expect(reportFixture('field-value/release')).toMatchInlineSnapshot(`
    "releases/record-digest/1.0.0.json error digest: invalid string: must match pattern /^sha256:[0-9a-f]{64}$/, found "sha1:dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd" [field-value]
      fix: See the schema release.schema.json.
    "
  `)
})
