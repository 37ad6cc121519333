import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('two versions', () => {
  expect(reportFixture('release-digest/two-versions')).toMatchInlineSnapshot(`
    "releases/digest-twice/1.0.0.json error the digest sha256:bbbbbbbbbbbb… is also recorded in releases/digest-twice/1.1.0.json [release-digest]
      fix: Keep the record that was made first; publish a new version for the other.

    releases/digest-twice/1.1.0.json error the digest sha256:bbbbbbbbbbbb… is also recorded in releases/digest-twice/1.0.0.json [release-digest]
      fix: Keep the record that was made first; publish a new version for the other.
    "
  `)
})
