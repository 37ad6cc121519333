import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('slash', () => {
  expect(reportFixture('signing-issuer/slash')).toMatchInlineSnapshot(`
    "packages/signing-issuer-slash.yaml:10:11 error the issuer "https://token.actions.githubusercontent.com/" is not allowed; allowed are https://token.actions.githubusercontent.com [signing-issuer]
      10 |   issuer: https://token.actions.githubusercontent.com/
         |           ^
      fix: Remove the slash at the end.
    "
  `)
})

test('unknown', () => {
  expect(reportFixture('signing-issuer/unknown')).toMatchInlineSnapshot(`
    "packages/signing-issuer-unknown.yaml:10:11 error the issuer "https://accounts.example.org" is not allowed; allowed are https://token.actions.githubusercontent.com [signing-issuer]
      10 |   issuer: https://accounts.example.org
         |           ^
      fix: Sign in a workflow of one of these.
    "
  `)
})
