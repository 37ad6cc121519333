import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('differs', () => {
  expect(reportFixture('name-file/differs')).toMatchInlineSnapshot(`
    "packages/name-file-differs.yaml:1:7 error expected the name "name-file-differs" after the file, found "another-name" [name-file]
       1 | name: another-name
         |       ^
      fix: Rename the file to "another-name.yaml", or correct the name.
    "
  `)
})
