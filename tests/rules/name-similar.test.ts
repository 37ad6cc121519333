import { expect, test } from 'vitest'
import { checkIndex } from '../../src/core/check-index.ts'
import { toIndexFile } from '../../src/core/index-file.ts'
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

test('nobody is called another owner whose entry cannot be read', () => {
  const files = ['bad', 'bad2'].map((name) => toIndexFile(`packages/${name}.yaml`, 'name: ['))
  expect(checkIndex(files).findings.map(({ rule }) => rule)).not.toContain('name-similar')
})
