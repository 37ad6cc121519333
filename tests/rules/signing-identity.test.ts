import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('no workflow', () => {
  expect(reportFixture('signing-identity/no-workflow')).toMatchInlineSnapshot(`
    "packages/signing-identity-no-workflow.yaml:9:13 error expected a GitHub Actions workflow on a branch or tag: "https://github.com/fixture/hello" [signing-identity]
       9 |   identity: https://github.com/fixture/hello
         |             ^
      fix: Copy the identity from the certificate: https://github.com/ORG/REPO/.github/workflows/FILE.yaml@refs/heads/main.
    "
  `)
})

test('pattern', () => {
  expect(reportFixture('signing-identity/pattern')).toMatchInlineSnapshot(`
    "packages/signing-identity-pattern.yaml:9:13 error expected an exact identity, found characters of a pattern: "https://github.com/fixture/.*/.github/workflows/release.yaml@refs/heads/main" [signing-identity]
       9 |   identity: https://github.com/fixture/.*/.github/workflows/release.yaml@refs/heads/main
         |             ^
      fix: Copy the identity from the certificate: https://github.com/ORG/REPO/.github/workflows/FILE.yaml@refs/heads/main.
    "
  `)
})

test('pull request', () => {
  expect(reportFixture('signing-identity/pull-request')).toMatchInlineSnapshot(`
    "packages/signing-identity-pull-request.yaml:9:13 error expected a GitHub Actions workflow on a branch or tag: "https://github.com/fixture/hello/.github/workflows/release.yaml@refs/pull/1/merge" [signing-identity]
       9 |   identity: https://github.com/fixture/hello/.github/workflows/release.yaml@refs/pull/1/merge
         |             ^
      fix: Copy the identity from the certificate: https://github.com/ORG/REPO/.github/workflows/FILE.yaml@refs/heads/main.
    "
  `)
})

test('space', () => {
  expect(reportFixture('signing-identity/space')).toMatchInlineSnapshot(`
    "packages/signing-identity-space.yaml:9:13 error expected printable ASCII without spaces: "https://github.com/fixture/hello world/.github/workflows/release.yaml@refs/heads/main" [signing-identity]
       9 |   identity: "https://github.com/fixture/hello world/.github/workflows/release.yaml@refs/heads/main"
         |             ^
      fix: Copy the identity from the certificate: https://github.com/ORG/REPO/.github/workflows/FILE.yaml@refs/heads/main.
    "
  `)
})

test('version on branch', () => {
  expect(reportFixture('signing-identity/version-on-branch')).toMatchInlineSnapshot(`
    "packages/signing-identity-version-on-branch.yaml:9:13 error {version} may stand once, at the end, right after @refs/tags/ or @refs/tags/v: "https://github.com/fixture/hello/.github/workflows/release.yaml@refs/heads/{version}" [signing-identity]
       9 |   identity: "https://github.com/fixture/hello/.github/workflows/release.yaml@refs/heads/{version}"
         |             ^
      fix: Copy the identity from the certificate: https://github.com/ORG/REPO/.github/workflows/FILE.yaml@refs/heads/main.
    "
  `)
})

test('version twice', () => {
  expect(reportFixture('signing-identity/version-twice')).toMatchInlineSnapshot(`
    "packages/signing-identity-version-twice.yaml:9:13 error {version} may stand once, at the end, right after @refs/tags/ or @refs/tags/v: "https://github.com/fixture/hello/.github/workflows/{version}.yaml@refs/tags/v{version}" [signing-identity]
       9 |   identity: "https://github.com/fixture/hello/.github/workflows/{version}.yaml@refs/tags/v{version}"
         |             ^
      fix: Copy the identity from the certificate: https://github.com/ORG/REPO/.github/workflows/FILE.yaml@refs/heads/main.
    "
  `)
})
