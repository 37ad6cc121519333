import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('listed', () => {
  expect(reportFixture('lifecycle-version/listed')).toMatchInlineSnapshot(`
    "lifecycle.yaml:4:5 error yanked-as-listed: 1.1.0 is yanked, and the version is called v1.1.0 [lifecycle-version]
       4 |     1.1.0: Deletes what it finds.
         |     ^
      fix: Write v1.1.0.
    "
  `)
})

test('recorded', () => {
  expect(reportFixture('lifecycle-version/recorded')).toMatchInlineSnapshot(`
    "lifecycle.yaml:4:5 error yanked-otherwise: 1.0.0 is yanked, and the version is called v1.0.0 [lifecycle-version]
       4 |     1.0.0: Deletes what it finds.
         |     ^
      fix: Write v1.0.0.
    "
  `)
})
