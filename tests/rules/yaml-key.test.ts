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

test('prototype', () => {
  expect(reportFixture('yaml-key/prototype')).toMatchInlineSnapshot(`
    "lifecycle.yaml:1:1 error expected the name of a field, found __proto__ as key [yaml-key]
       1 | __proto__: {state: removed, reason: none}
         | ^
      fix: Write the name of a field.
    "
  `)
})
