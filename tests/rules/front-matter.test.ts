import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('closed by more', () => {
  expect(reportFixture('front-matter/closed-by-more')).toMatchInlineSnapshot(`
    "packages/front-matter-closed-by-more.md:3:1 error expected a closing line of exactly "---", found "----" [front-matter]
       3 | ----
         | ^
      fix: Begin with a line of three hyphens, write YAML, and close with the same line.
    "
  `)
})

test('four hyphens', () => {
  expect(reportFixture('front-matter/four-hyphens')).toMatchInlineSnapshot(`
    "packages/front-matter-four-hyphens.md:1:1 error expected a first line of exactly "---", found "----" [front-matter]
       1 | ----
         | ^
      fix: Begin with a line of three hyphens, write YAML, and close with the same line.
    "
  `)
})

test('javascript', () => {
  expect(reportFixture('front-matter/javascript')).toMatchInlineSnapshot(`
    "packages/front-matter-javascript.md:1:1 error expected a first line of exactly "---", found "---js" [front-matter]
       1 | ---js
         | ^
      fix: Begin with a line of three hyphens, write YAML, and close with the same line.
    "
  `)
})

test('never closed', () => {
  expect(reportFixture('front-matter/never-closed')).toMatchInlineSnapshot(`
    "packages/front-matter-never-closed.md:1:1 error the front matter is never closed [front-matter]
       1 | ---
         | ^
      fix: Begin with a line of three hyphens, write YAML, and close with the same line.
    "
  `)
})

test('trailing space', () => {
  expect(reportFixture('front-matter/trailing-space')).toMatchInlineSnapshot(`
    "packages/front-matter-trailing-space.md:1:1 error expected a first line of exactly "---", found "--- " [front-matter]
       1 | --- 
         | ^
      fix: Begin with a line of three hyphens, write YAML, and close with the same line.
    "
  `)
})
