import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('one', () => {
  expect(reportFixture('yaml-alias/one')).toMatchInlineSnapshot(`
    "packages/yaml-alias-one.yaml:6:13 error found the anchor "who"; cozypkg would copy the anchored value to each alias [yaml-alias]
       6 | maintainer: &who fixture
         |             ^
      fix: Write the value out.

    packages/yaml-alias-one.yaml:7:8 error found the alias "who"; cozypkg would copy the anchored value to each alias [yaml-alias]
       7 | tags: [*who]
         |        ^
      fix: Write the value out.
    "
  `)
})
