import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('alone', () => {
  expect(reportFixture('overview-orphan/alone')).toMatchInlineSnapshot(`
    "packages/nobodys-overview.md error there is no entry "packages/nobodys-overview.yaml" for this overview [overview-orphan]
      fix: Name it after its entry, or remove it.
    "
  `)
})
