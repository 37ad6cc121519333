import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('build metadata', () => {
  expect(reportFixture('version/build-metadata')).toMatchInlineSnapshot(`
    "packages/version-build-metadata.yaml:3:10 error expected a semantic version such as v1.2.0, found "1.0.0+build.5", which has build metadata [version]
       3 | version: "1.0.0+build.5"
         |          ^
      fix: List the tag of a release; publish one if there is none.
    "
  `)
})

test('latest', () => {
  expect(reportFixture('version/latest')).toMatchInlineSnapshot(`
    "packages/version-latest.yaml:3:10 error expected a semantic version such as v1.2.0, found "latest", which is a moving tag [version]
       3 | version: "latest"
         |          ^
      fix: List the tag of a release; publish one if there is none.
    "
  `)
})

test('leading zero', () => {
  expect(reportFixture('version/leading-zero')).toMatchInlineSnapshot(`
    "packages/version-leading-zero.yaml:3:10 error expected a semantic version such as v1.2.0, found "1.02.0" [version]
       3 | version: "1.02.0"
         |          ^
      fix: List the tag of a release; publish one if there is none.
    "
  `)
})

test('two parts', () => {
  expect(reportFixture('version/two-parts')).toMatchInlineSnapshot(`
    "packages/version-two-parts.yaml:3:10 error expected a semantic version such as v1.2.0, found "v1.2", which is not major.minor.patch [version]
       3 | version: "v1.2"
         |          ^
      fix: List the tag of a release; publish one if there is none.
    "
  `)
})

test('word', () => {
  expect(reportFixture('version/word')).toMatchInlineSnapshot(`
    "packages/version-word.yaml:3:10 error expected a semantic version such as v1.2.0, found "release-1" [version]
       3 | version: "release-1"
         |          ^
      fix: List the tag of a release; publish one if there is none.
    "
  `)
})

test('empty', () => {
  expect(reportFixture('version/empty')).toMatchInlineSnapshot(`
    "packages/version-empty.yaml:3:10 error expected a semantic version such as v1.2.0, found "" [version]
       3 | version: ""
         |          ^
      fix: List the tag of a release; publish one if there is none.
    "
  `)
})

test('huge', () => {
  expect(reportFixture('version/huge')).toMatchInlineSnapshot(`
    "packages/version-huge.yaml:3:10 error expected a semantic version such as v1.2.0, found "99999999999999999.0.0" [version]
       3 | version: "99999999999999999.0.0"
         |          ^
      fix: List the tag of a release; publish one if there is none.
    "
  `)
})
