import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('policy', () => {
  expect(reportFixture('claim-label/policy')).toMatchInlineSnapshot(`
    "packages/claimed-label.one.yaml:1:7 warning names that begin with "claimed-label." belong to ghcr.io/acme, this is ghcr.io/fixture [claim-label]
       1 | name: claimed-label.one
         |       ^
      fix: Choose another first label, or ask the maintainers to settle the claim in policy.yaml.
    "
  `)
})

test('two owners', () => {
  expect(reportFixture('claim-label/two-owners')).toMatchInlineSnapshot(`
    "packages/shared-label.one.yaml:1:7 warning names that begin with "shared-label." belong to ghcr.io/stranger, this is ghcr.io/fixture [claim-label]
       1 | name: shared-label.one
         |       ^
      fix: Choose another first label, or ask the maintainers to settle the claim in policy.yaml.

    packages/shared-label.other.yaml:1:7 warning names that begin with "shared-label." belong to ghcr.io/fixture, this is ghcr.io/stranger [claim-label]
       1 | name: shared-label.other
         |       ^
      fix: Choose another first label, or ask the maintainers to settle the claim in policy.yaml.
    "
  `)
})
