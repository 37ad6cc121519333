import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('other owner', () => {
  expect(reportFixture('name-similar/other-owner')).toMatchInlineSnapshot(`
    "packages/neighbour.yaml:1:7 warning the name differs in one character from "neighbours", which another owner publishes [name-similar]
       1 | name: neighbour
         |       ^
      fix: Choose a name that is further away, unless the likeness is meant.

    packages/neighbours.yaml:1:7 warning the name differs in one character from "neighbour", which another owner publishes [name-similar]
       1 | name: neighbours
         |       ^
      fix: Choose a name that is further away, unless the likeness is meant.
    "
  `)
})
