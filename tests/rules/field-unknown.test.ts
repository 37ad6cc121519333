import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('extra', () => {
  expect(reportFixture('field-unknown/extra')).toMatchInlineSnapshot(`
    "packages/field-unknown-extra.yaml:11:1 error unknown field "kind"; cozypkg refuses the whole index [field-unknown]
      11 | kind: database
         | ^
      fix: Remove it; the fields here are name, ociRef, version, description, homepage, maintainer, tags, signing.
    "
  `)
})

test('front matter', () => {
  expect(reportFixture('field-unknown/front-matter')).toMatchInlineSnapshot(`
    "packages/field-unknown-front-matter.md:2:1 error unknown field "titel" [field-unknown]
       2 | titel: Hello
         | ^
      fix: Did you mean title?
    "
  `)
})

test('in signing', () => {
  expect(reportFixture('field-unknown/in-signing')).toMatchInlineSnapshot(`
    "packages/field-unknown-in-signing.yaml:11:3 error unknown field "key"; cozypkg refuses the whole index [field-unknown]
      11 |   key: cosign.pub
         |   ^
      fix: Remove it; the fields here are identity, issuer.
    "
  `)
})

test('lifecycle', () => {
  expect(reportFixture('field-unknown/lifecycle')).toMatchInlineSnapshot(`
    "lifecycle.yaml:1:44 error unknown field "since" [field-unknown]
       1 | acme.hello: {state: removed, reason: gone, since: today}
         |                                            ^
      fix: Remove it; the fields here are state, yanked, reason, successor, advisory, to, claims.
    "
  `)
})

test('misspelt', () => {
  expect(reportFixture('field-unknown/misspelt')).toMatchInlineSnapshot(`
    "packages/field-unknown-misspelt.yaml:5:1 error unknown field "hompage"; cozypkg refuses the whole index [field-unknown]
       5 | hompage: https://example.org/hello
         | ^
      fix: Did you mean homepage?
    "
  `)
})

test('policy', () => {
  expect(reportFixture('field-unknown/policy')).toMatchInlineSnapshot(`
    "policy.yaml:1:1 error unknown field "registry" [field-unknown]
       1 | registry: ghcr.io
         | ^
      fix: Remove it; the fields here are registries, issuers, reserved, core, owners, claims.
    "
  `)
})

test('release', () => {
  expect(reportFixture('field-unknown/release')).toMatchInlineSnapshot(`
    "releases/record-extra/1.0.0.json error unknown field "sizes" [field-unknown]
      fix: Did you mean size?
    "
  `)
})

test('quoted merge', () => {
  expect(reportFixture('field-unknown/quoted-merge')).toMatchInlineSnapshot(`
    "packages/field-unknown-quoted-merge.yaml:11:1 error unknown field "<<"; cozypkg refuses the whole index [field-unknown]
      11 | "<<": {maintainer: x}
         | ^
      fix: Remove it; the fields here are name, ociRef, version, description, homepage, maintainer, tags, signing.
    "
  `)
})
