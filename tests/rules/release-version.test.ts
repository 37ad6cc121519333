import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('one name', () => {
  expect(reportFixture('release-version/one-name')).toMatchInlineSnapshot(`
    "releases/version-giver/1.0.0.json error version-taker has another artifact of this version, recorded in releases/version-taker/1.0.0.json [release-version]
      fix: Records are never edited: let the packages keep names of their own.

    releases/version-taker/1.0.0.json error version-taker has another artifact of this version, recorded in releases/version-giver/1.0.0.json [release-version]
      fix: Records are never edited: let the packages keep names of their own.
    "
  `)
})

test('two spellings', () => {
  expect(reportFixture('release-version/two-spellings')).toMatchInlineSnapshot(`
    "releases/version-twice/1.0.0.json error version-twice has another artifact of this version, recorded in releases/version-twice/v1.0.0.json [release-version]
      fix: Records are never edited: let the packages keep names of their own.

    releases/version-twice/v1.0.0.json error version-twice has another artifact of this version, recorded in releases/version-twice/1.0.0.json [release-version]
      fix: Records are never edited: let the packages keep names of their own.
    "
  `)
})
