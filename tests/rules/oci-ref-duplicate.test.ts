import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('same', () => {
  expect(reportFixture('oci-ref-duplicate/same')).toMatchInlineSnapshot(`
    "packages/first-of-two.yaml:2:9 error the same ociRef is listed by second-of-two [oci-ref-duplicate]
       2 | ociRef: oci://ghcr.io/fixture/first-of-two
         |         ^
      fix: List a repository under one name.

    packages/second-of-two.yaml:2:9 error the same ociRef is listed by first-of-two [oci-ref-duplicate]
       2 | ociRef: oci://ghcr.io/fixture/first-of-two
         |         ^
      fix: List a repository under one name.
    "
  `)
})
