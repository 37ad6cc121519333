import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('no package', () => {
  expect(reportFixture('release-path/no-package')).toMatchInlineSnapshot(`
    "releases/record-of-nobody/1.0.0.json error there is neither an entry nor a tombstone called "record-of-nobody" [release-path]
      fix: Restore the entry, or record its removal in lifecycle.yaml.
    "
  `)
})

test('other version', () => {
  expect(reportFixture('release-path/other-version')).toMatchInlineSnapshot(`
    "releases/record-version/1.0.1.json error the record is of version "1.0.2", the file of "1.0.1" [release-path]
      fix: Restore releases/record-version/1.0.2.json from git.
    "
  `)
})
