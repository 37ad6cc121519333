import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('snake case', () => {
  expect(reportFixture('tags/snake-case')).toMatchInlineSnapshot(`
    "packages/tags-snake-case.yaml:7:8 error expected a tag of lower-case letters, digits and single hyphens, found "data_base" [tags]
       7 | tags: [data_base]
         |        ^
      fix: Write data-base.
    "
  `)
})

test('twice', () => {
  expect(reportFixture('tags/twice')).toMatchInlineSnapshot(`
    "packages/tags-twice.yaml:7:27 error the tag "database" stands twice [tags]
       7 | tags: [database, fixture, database]
         |                           ^
      fix: Remove one of them.
    "
  `)
})

test('upper case', () => {
  expect(reportFixture('tags/upper-case')).toMatchInlineSnapshot(`
    "packages/tags-upper-case.yaml:7:8 error expected a tag of lower-case letters, digits and single hyphens, found "Data Base" [tags]
       7 | tags: [Data Base]
         |        ^
      fix: Write data-base.
    "
  `)
})
