import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('dangling link', () => {
  expect(reportFixture('file-type/dangling-link')).toMatchInlineSnapshot(`
    "packages/file-type-dangling-link.yaml error expected a regular file, found a symbolic link to nowhere [file-type]
      fix: Replace the link with the file itself.
    "
  `)
})

test('link to file', () => {
  expect(reportFixture('file-type/link-to-file')).toMatchInlineSnapshot(`
    "packages/file-type-link-to-file.yaml error expected a regular file, found a symbolic link to ../../../../../valid/packages/acme.hello.yaml [file-type]
      fix: Replace the link with the file itself.
    "
  `)
})

test('link to folder', () => {
  expect(reportFixture('file-type/link-to-folder')).toMatchInlineSnapshot(`
    "packages/file-type-link-to-folder.yaml error expected a regular file, found a symbolic link to ../../../file-mode [file-type]
      fix: Replace the link with the file itself.
    "
  `)
})
