import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('core tap', () => {
  expect(reportFixture('claim-package-source/core-tap')).toMatchInlineSnapshot(`
    "releases/source-of-core/1.0.0.json error the PackageSource "cozystack.redis" is already held by the core tap [claim-package-source]
      fix: Rename it in the artifact and publish a new release.
    "
  `)
})

test('tombstone', () => {
  expect(reportFixture('claim-package-source/tombstone')).toMatchInlineSnapshot(`
    "releases/source-of-tombstone/1.0.0.json error the PackageSource "acme.old" is already held by departed [claim-package-source]
      fix: Rename it in the artifact and publish a new release.
    "
  `)
})

test('two packages', () => {
  expect(reportFixture('claim-package-source/two-packages')).toMatchInlineSnapshot(`
    "releases/source-holder/1.0.0.json error the PackageSource "acme.one" is already held by source-taker [claim-package-source]
      fix: Rename it in the artifact and publish a new release.

    releases/source-taker/1.0.0.json error the PackageSource "acme.one" is already held by source-holder [claim-package-source]
      fix: Rename it in the artifact and publish a new release.
    "
  `)
})
