import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('core tap', () => {
  expect(reportFixture('claim-kind/core-tap')).toMatchInlineSnapshot(`
    "releases/kind-of-core/1.0.0.json error the application kind "Redis" is already held by the core tap [claim-kind]
      fix: Rename it in the artifact and publish a new release.
    "
  `)
})

test('two packages', () => {
  expect(reportFixture('claim-kind/two-packages')).toMatchInlineSnapshot(`
    "releases/kind-holder/1.0.0.json error the application kind "Database" is already held by kind-taker [claim-kind]
      fix: Rename it in the artifact and publish a new release.

    releases/kind-taker/1.0.0.json error the application kind "Database" is already held by kind-holder [claim-kind]
      fix: Rename it in the artifact and publish a new release.
    "
  `)
})
