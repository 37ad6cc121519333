import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('indentation', () => {
  expect(reportFixture('yaml-tab/indentation')).toMatchInlineSnapshot(`
    "packages/yaml-tab-indentation.yaml:9:1 error expected spaces, found a tab [yaml-tab]
       9 | \\tidentity: https://github.com/fixture/yaml-tab-indentation/.github/workflows/release.yaml@refs/heads
         | ^
      fix: Replace it with spaces.
    "
  `)
})

test('separator', () => {
  expect(reportFixture('yaml-tab/separator')).toMatchInlineSnapshot(`
    "packages/yaml-tab-separator.yaml:6:12 error expected spaces, found a tab [yaml-tab]
       6 | maintainer:\\tfixture
         |            ^
      fix: Replace it with spaces.
    "
  `)
})
