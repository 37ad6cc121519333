import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('block', () => {
  expect(reportFixture('markdown-html/block')).toMatchInlineSnapshot(`
    "packages/markdown-html-block.md:1:1 error expected Markdown without HTML, found "<div onclick="alert(1)">\\nHello\\n</div>" [markdown-html]
       1 | <div onclick="alert(1)">
         | ^
      fix: Write it in Markdown; put code in backticks.
    "
  `)
})

test('comment', () => {
  expect(reportFixture('markdown-html/comment')).toMatchInlineSnapshot(`
    "packages/markdown-html-comment.md:3:1 error expected Markdown without HTML, found "<!-- hidden -->" [markdown-html]
       3 | <!-- hidden -->
         | ^
      fix: Write it in Markdown; put code in backticks.
    "
  `)
})

test('inline', () => {
  expect(reportFixture('markdown-html/inline')).toMatchInlineSnapshot(`
    "packages/markdown-html-inline.md:1:7 error expected Markdown without HTML, found "<script>" [markdown-html]
       1 | Hello <script>alert(1)</script> there.
         |       ^
      fix: Write it in Markdown; put code in backticks.

    packages/markdown-html-inline.md:1:23 error expected Markdown without HTML, found "</script>" [markdown-html]
       1 | Hello <script>alert(1)</script> there.
         |                       ^
      fix: Write it in Markdown; put code in backticks.
    "
  `)
})
