import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('comments', () => {
  expect(reportFixture('file-empty/comments')).toMatchInlineSnapshot(`
    "packages/file-empty-comments.yaml error expected an entry, found nothing but white space or comments [file-empty]
      fix: Write the fields name, ociRef, version, description and signing, or delete the file.
    "
  `)
})

test('nothing', () => {
  expect(reportFixture('file-empty/nothing')).toMatchInlineSnapshot(`
    "packages/file-empty-nothing.yaml error expected an entry, found nothing but white space or comments [file-empty]
      fix: Write the fields name, ociRef, version, description and signing, or delete the file.
    "
  `)
})
