import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('http', () => {
  expect(reportFixture('markdown-link/http')).toMatchInlineSnapshot(`
    "packages/markdown-link-http.md:1:16 error expected a link to an https address on a public host, found the scheme http: in "http://example.org/" [markdown-link]
       1 | See [the page](http://example.org/).
         |                ^
      fix: Write the full https address.
    "
  `)
})

test('javascript', () => {
  expect(reportFixture('markdown-link/javascript')).toMatchInlineSnapshot(`
    "packages/markdown-link-javascript.md:1:14 error expected a link to an https address on a public host, found the scheme javascript: in "javascript:alert(1)" [markdown-link]
       1 | Click [here](javascript:alert(1)).
         |              ^
      fix: Write the full https address.
    "
  `)
})

test('reference', () => {
  expect(reportFixture('markdown-link/reference')).toMatchInlineSnapshot(`
    "packages/markdown-link-reference.md:3:9 error expected a link to an https address on a public host, found no https:// in front in "//example.org/start" [markdown-link]
       3 | [docs]: //example.org/start
         |         ^
      fix: Write the full https address.
    "
  `)
})

test('relative', () => {
  expect(reportFixture('markdown-link/relative')).toMatchInlineSnapshot(`
    "packages/markdown-link-relative.md:1:16 error expected a link to an https address on a public host, found no https:// in front in "docs/start.md" [markdown-link]
       1 | See [the docs](docs/start.md).
         |                ^
      fix: Write the full https address.
    "
  `)
})
