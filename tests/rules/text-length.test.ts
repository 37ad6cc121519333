import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('description', () => {
  expect(reportFixture('text-length/description')).toMatchInlineSnapshot(`
    "packages/text-length-description.yaml:4:14 error description: expected at most 400 characters, found 453 [text-length]
       4 | description: word word word word word word word word word word word word word word word word word wo
         |              ^
      fix: Shorten it.
    "
  `)
})

test('empty', () => {
  expect(reportFixture('text-length/empty')).toMatchInlineSnapshot(`
    "packages/text-length-empty.yaml:4:14 error description: expected at least 1 character, found 0 [text-length]
       4 | description: ""
         |              ^
      fix: Write a value, or remove the field.
    "
  `)
})

test('long tag', () => {
  expect(reportFixture('text-length/long-tag')).toMatchInlineSnapshot(`
    "packages/text-length-long-tag.yaml:7:8 error tags.0: expected at most 32 characters, found 40 [text-length]
       7 | tags: [aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa]
         |        ^
      fix: Shorten it.
    "
  `)
})

test('many tags', () => {
  expect(reportFixture('text-length/many-tags')).toMatchInlineSnapshot(`
    "packages/text-length-many-tags.yaml:7:7 error tags: expected at most 12 items, found 14 [text-length]
       7 | tags: [tag-a, tag-b, tag-c, tag-d, tag-e, tag-f, tag-g, tag-h, tag-i, tag-j, tag-k, tag-l, tag-m, ta
         |       ^
      fix: Shorten it.
    "
  `)
})

test('title', () => {
  expect(reportFixture('text-length/title')).toMatchInlineSnapshot(`
    "packages/text-length-title.md:2:8 error title: expected at most 80 characters, found 103 [text-length]
       2 | title: word word word word word word word word word word word word word word word word word word wor
         |        ^
      fix: Shorten it.
    "
  `)
})

test('empty maintainer', () => {
  expect(reportFixture('text-length/empty-maintainer')).toMatchInlineSnapshot(`
    "packages/text-length-empty-maintainer.yaml:6:13 error maintainer: expected at least 1 character, found 0 [text-length]
       6 | maintainer: ""
         |             ^
      fix: Write a value, or remove the field.
    "
  `)
})
