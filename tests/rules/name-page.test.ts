import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('index', () => {
  expect(reportFixture('name-page/index')).toMatchInlineSnapshot(`
    "packages/index.yaml:1:7 error the page of "index" would collide with a page or file of the site [name-page]
       1 | name: index
         |       ^
      fix: Choose another name.
    "
  `)
})

test('json', () => {
  expect(reportFixture('name-page/json')).toMatchInlineSnapshot(`
    "packages/acme.json.yaml:1:7 error the page of "acme.json" would collide with a page or file of the site [name-page]
       1 | name: acme.json
         |       ^
      fix: Choose a name that does not end in .json.
    "
  `)
})

test('page', () => {
  expect(reportFixture('name-page/page')).toMatchInlineSnapshot(`
    "packages/page.yaml:1:7 error the page of "page" would collide with a page or file of the site [name-page]
       1 | name: page
         |       ^
      fix: Choose another name.
    "
  `)
})
