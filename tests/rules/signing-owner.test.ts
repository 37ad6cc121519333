import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('other', () => {
  expect(reportFixture('signing-owner/other')).toMatchInlineSnapshot(`
    "packages/signing-owner-other.yaml:9:13 warning "fixture" holds the repository, but "stranger" signs [signing-owner]
       9 |   identity: https://github.com/stranger/hello/.github/workflows/release.yaml@refs/heads/main
         |             ^
      fix: Sign in a workflow of the organisation that holds the repository, unless this is meant.
    "
  `)
})
