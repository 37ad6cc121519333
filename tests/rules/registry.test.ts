import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('not allowed', () => {
  expect(reportFixture('registry/not-allowed')).toMatchInlineSnapshot(`
    "packages/registry-not-allowed.yaml:2:9 error the registry "registry.example.org" is not allowed; allowed are ghcr.io, quay.io, registry.gitlab.com [registry]
       2 | ociRef: oci://registry.example.org/fixture/hello
         |         ^
      fix: Publish to one of these, or ask the maintainers to add the registry to policy.yaml.
    "
  `)
})

test('policy', () => {
  expect(reportFixture('registry/policy')).toMatchInlineSnapshot(`
    "packages/registry-policy.yaml:2:9 error the registry "ghcr.io" is not allowed; allowed are quay.io [registry]
       2 | ociRef: oci://ghcr.io/fixture/registry-policy
         |         ^
      fix: Publish to one of these, or ask the maintainers to add the registry to policy.yaml.
    "
  `)
})
