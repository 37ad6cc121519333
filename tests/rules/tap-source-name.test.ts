import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('hyphen', () => {
  expect(reportFixture('tap-source-name/hyphen')).toMatchInlineSnapshot(`
    "packages/left-split.yaml:2:9 error a tap would create the Flux source tap-a-b-c, as one of right-split does [tap-source-name]
       2 | ociRef: oci://ghcr.io/fixture/a-b/c
         |         ^
      fix: Publish the artifact under a repository whose last two segments are its own.

    packages/right-split.yaml:2:9 error a tap would create the Flux source tap-a-b-c, as one of left-split does [tap-source-name]
       2 | ociRef: oci://ghcr.io/fixture/a/b-c
         |         ^
      fix: Publish the artifact under a repository whose last two segments are its own.
    "
  `)
})

test('two hosts', () => {
  expect(reportFixture('tap-source-name/two-hosts')).toMatchInlineSnapshot(`
    "packages/another-host.yaml:2:9 error a tap would create the Flux source tap-fixture-same, as one of one-host does [tap-source-name]
       2 | ociRef: oci://quay.io/fixture/same
         |         ^
      fix: Publish the artifact under a repository whose last two segments are its own.

    packages/one-host.yaml:2:9 error a tap would create the Flux source tap-fixture-same, as one of another-host does [tap-source-name]
       2 | ociRef: oci://ghcr.io/fixture/same
         |         ^
      fix: Publish the artifact under a repository whose last two segments are its own.
    "
  `)
})
