import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('bracketed address', () => {
  expect(reportFixture('oci-ref/bracketed-address')).toMatchInlineSnapshot(`
    "packages/oci-ref-bracketed-address.yaml:2:9 error ociRef has as host an IP address: "oci://[::1]/fixture/k" [oci-ref]
       2 | ociRef: "oci://[::1]/fixture/k"
         |         ^
      fix: Name the public registry.
    "
  `)
})

test('credentials', () => {
  expect(reportFixture('oci-ref/credentials')).toMatchInlineSnapshot(`
    "packages/oci-ref-credentials.yaml:2:9 error ociRef holds credentials: "oci://user:secret@ghcr.io/fixture/e" [oci-ref]
       2 | ociRef: "oci://user:secret@ghcr.io/fixture/e"
         |         ^
      fix: Remove them; private registries take a Secret at tap.
    "
  `)
})

test('digest', () => {
  expect(reportFixture('oci-ref/digest')).toMatchInlineSnapshot(`
    "packages/oci-ref-digest.yaml:2:9 error ociRef holds a digest: "oci://ghcr.io/fixture/d@sha256:0000000000000000000000000000000000000000000000000…" [oci-ref]
       2 | ociRef: "oci://ghcr.io/fixture/d@sha256:000000000000000000000000000000000000000000000000000000000000
         |         ^
      fix: Remove it; the index records digests.
    "
  `)
})

test('docker scheme', () => {
  expect(reportFixture('oci-ref/docker-scheme')).toMatchInlineSnapshot(`
    "packages/oci-ref-docker-scheme.yaml:2:9 error ociRef does not begin with oci://: "docker://ghcr.io/fixture/b" [oci-ref]
       2 | ociRef: docker://ghcr.io/fixture/b
         |         ^
      fix: Write oci://host/organisation/repository.
    "
  `)
})

test('ip address', () => {
  expect(reportFixture('oci-ref/ip-address')).toMatchInlineSnapshot(`
    "packages/oci-ref-ip-address.yaml:2:9 error ociRef has as host an IP address: "oci://10.0.0.1/fixture/f" [oci-ref]
       2 | ociRef: oci://10.0.0.1/fixture/f
         |         ^
      fix: Name the public registry.
    "
  `)
})

test('local name', () => {
  expect(reportFixture('oci-ref/local-name')).toMatchInlineSnapshot(`
    "packages/oci-ref-local-name.yaml:2:9 error ociRef has as host a local name: "oci://localhost/fixture/g" [oci-ref]
       2 | ociRef: oci://localhost/fixture/g
         |         ^
      fix: Name the public registry.
    "
  `)
})

test('no organisation', () => {
  expect(reportFixture('oci-ref/no-organisation')).toMatchInlineSnapshot(`
    "packages/oci-ref-no-organisation.yaml:2:9 error ociRef lacks the organisation or the repository: "oci://ghcr.io/i" [oci-ref]
       2 | ociRef: oci://ghcr.io/i
         |         ^
      fix: Write oci://host/organisation/repository.
    "
  `)
})

test('no scheme', () => {
  expect(reportFixture('oci-ref/no-scheme')).toMatchInlineSnapshot(`
    "packages/oci-ref-no-scheme.yaml:2:9 error ociRef does not begin with oci://: "ghcr.io/fixture/a" [oci-ref]
       2 | ociRef: ghcr.io/fixture/a
         |         ^
      fix: Write oci://host/organisation/repository.
    "
  `)
})

test('port', () => {
  expect(reportFixture('oci-ref/port')).toMatchInlineSnapshot(`
    "packages/oci-ref-port.yaml:2:9 error ociRef names a port: "oci://ghcr.io:5000/fixture/h" [oci-ref]
       2 | ociRef: oci://ghcr.io:5000/fixture/h
         |         ^
      fix: Write oci://host/organisation/repository.
    "
  `)
})

test('tag', () => {
  expect(reportFixture('oci-ref/tag')).toMatchInlineSnapshot(`
    "packages/oci-ref-tag.yaml:2:9 error ociRef holds a tag: "oci://ghcr.io/fixture/c:1.0.0" [oci-ref]
       2 | ociRef: oci://ghcr.io/fixture/c:1.0.0
         |         ^
      fix: Remove it; the tag stands in version.
    "
  `)
})

test('traversal', () => {
  expect(reportFixture('oci-ref/traversal')).toMatchInlineSnapshot(`
    "packages/oci-ref-traversal.yaml:2:9 error ociRef has ".." as part of its path: "oci://ghcr.io/fixture/../l" [oci-ref]
       2 | ociRef: oci://ghcr.io/fixture/../l
         |         ^
      fix: Use lower-case letters, digits, and . _ - between them.
    "
  `)
})

test('upper case', () => {
  expect(reportFixture('oci-ref/upper-case')).toMatchInlineSnapshot(`
    "packages/oci-ref-upper-case.yaml:2:9 error ociRef has "Fixture" as part of its path: "oci://ghcr.io/Fixture/j" [oci-ref]
       2 | ociRef: oci://ghcr.io/Fixture/j
         |         ^
      fix: Use lower-case letters, digits, and . _ - between them.
    "
  `)
})
