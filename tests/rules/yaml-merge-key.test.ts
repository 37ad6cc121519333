import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('merge', () => {
  expect(reportFixture('yaml-merge-key/merge')).toMatchInlineSnapshot(`
    "packages/yaml-merge-key-merge.yaml:5:1 error found the merge key <<, whose fields cozypkg would take over [yaml-merge-key]
       5 | <<: {maintainer: somebody}
         | ^
      fix: Write the fields out.
    "
  `)
})
