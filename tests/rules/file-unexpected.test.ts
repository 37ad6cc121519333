import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('folder', () => {
  expect(reportFixture('file-unexpected/folder')).toMatchInlineSnapshot(`
    "packages/nested error the index has no place for "packages/nested" [file-unexpected]
      fix: Remove it, or move it out of the index folder.

    packages/nested/file-unexpected-folder.yaml error the index has no place for "packages/nested/file-unexpected-folder.yaml" [file-unexpected]
      fix: Move it: entries stand directly in packages/.
    "
  `)
})

test('icon name', () => {
  expect(reportFixture('file-unexpected/icon-name')).toMatchInlineSnapshot(`
    "icons/logo.png error the index has no place for "icons/logo.png" [file-unexpected]
      fix: Remove it, or move it out of the index folder.
    "
  `)
})

test('notes', () => {
  expect(reportFixture('file-unexpected/notes')).toMatchInlineSnapshot(`
    "packages/notes.txt error the index has no place for "packages/notes.txt" [file-unexpected]
      fix: Remove it, or move it out of the index folder.
    "
  `)
})

test('stray yaml', () => {
  expect(reportFixture('file-unexpected/stray-yaml')).toMatchInlineSnapshot(`
    "settings.yaml error the index has no place for "settings.yaml" [file-unexpected]
      fix: An entry stands in packages/; remove anything else.
    "
  `)
})

test('upper case ending', () => {
  expect(reportFixture('file-unexpected/upper-case-ending')).toMatchInlineSnapshot(`
    "packages/file-unexpected-upper-case.YAML error the index has no place for "packages/file-unexpected-upper-case.YAML" [file-unexpected]
      fix: Write the ending in lower case.
    "
  `)
})

test('yml ending', () => {
  expect(reportFixture('file-unexpected/yml-ending')).toMatchInlineSnapshot(`
    "packages/file-unexpected-yml-ending.yml error the index has no place for "packages/file-unexpected-yml-ending.yml" [file-unexpected]
      fix: Rename it: entries end in .yaml.
    "
  `)
})
