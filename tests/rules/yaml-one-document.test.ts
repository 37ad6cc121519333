import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('end marker', () => {
  expect(reportFixture('yaml-one-document/end-marker')).toMatchInlineSnapshot(`
    "packages/yaml-one-document-end-marker.yaml:11:1 error found a second document, which cozypkg ignores silently [yaml-one-document]
      11 | ...
         | ^
      fix: Remove the --- or ... line, or move what follows into a file of its own.
    "
  `)
})

test('marker with comment', () => {
  expect(reportFixture('yaml-one-document/marker-with-comment')).toMatchInlineSnapshot(`
    "packages/yaml-one-document-marker-with-comment.yaml:11:1 error found a second document, which cozypkg ignores silently [yaml-one-document]
      11 | --- # like this
         | ^
      fix: Remove the --- or ... line, or move what follows into a file of its own.
    "
  `)
})

test('second', () => {
  expect(reportFixture('yaml-one-document/second')).toMatchInlineSnapshot(`
    "packages/yaml-one-document-second.yaml:11:1 error found a second document, which cozypkg ignores silently [yaml-one-document]
      11 | ---
         | ^
      fix: Remove the --- or ... line, or move what follows into a file of its own.
    "
  `)
})
