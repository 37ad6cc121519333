import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('list', () => {
  expect(reportFixture('yaml-key/list')).toMatchInlineSnapshot(`
    "packages/yaml-key-list.yaml:11:3 error expected the name of a field, found a sequence as key [yaml-key]
      11 | ? [a, b]
         |   ^
      fix: Write the name of a field.
    "
  `)
})
