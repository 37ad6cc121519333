import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('character reference', () => {
  expect(reportFixture('text-html/character-reference')).toMatchInlineSnapshot(`
    "packages/text-html-character-reference.yaml:4:14 error description: expected plain text, found "&amp;" [text-html]
       4 | description: Fish &amp; chips
         |              ^
      fix: Write it without HTML.
    "
  `)
})

test('element', () => {
  expect(reportFixture('text-html/element')).toMatchInlineSnapshot(`
    "packages/text-html-element.yaml:4:14 error description: expected plain text, found "<b>" [text-html]
       4 | description: An <b>entry</b>
         |              ^
      fix: Write it without HTML.
    "
  `)
})

test('maintainer', () => {
  expect(reportFixture('text-html/maintainer')).toMatchInlineSnapshot(`
    "packages/text-html-maintainer.yaml:6:13 error maintainer: expected plain text, found "<img src=x>" [text-html]
       6 | maintainer: Jane <img src=x>
         |             ^
      fix: Write it without HTML.
    "
  `)
})

test('script', () => {
  expect(reportFixture('text-html/script')).toMatchInlineSnapshot(`
    "packages/text-html-script.yaml:4:14 error description: expected plain text, found "<script>" [text-html]
       4 | description: An entry<script>alert(1)</script>
         |              ^
      fix: Write it without HTML.
    "
  `)
})

test('title', () => {
  expect(reportFixture('text-html/title')).toMatchInlineSnapshot(`
    "packages/text-html-title.md:2:8 error title: expected plain text, found "<i>" [text-html]
       2 | title: <i>Hello</i>
         |        ^
      fix: Write it without HTML.
    "
  `)
})

test('address with markup', () => {
  expect(reportFixture('text-html/address-with-markup')).toMatchInlineSnapshot(`
    "packages/text-html-address-with-markup.yaml:6:13 error maintainer: expected plain text, found "<img/src=x/onerror=alert(1)//@b>" [text-html]
       6 | maintainer: Jane <img/src=x/onerror=alert(1)//@b>
         |             ^
      fix: Write it without HTML.
    "
  `)
})
