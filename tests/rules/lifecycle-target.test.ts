import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('itself', () => {
  expect(reportFixture('lifecycle-target/itself')).toMatchInlineSnapshot(`
    "lifecycle.yaml:1:60 error own-successor: "own-successor" is the package itself [lifecycle-target]
       1 | own-successor: {state: deprecated, reason: old, successor: own-successor}
         |                                                            ^
      fix: Name a listed package.
    "
  `)
})

test('itself removed', () => {
  expect(reportFixture('lifecycle-target/itself-removed')).toMatchInlineSnapshot(`
    "lifecycle.yaml:2:34 error moved-away: "gone-one" is itself removed [lifecycle-target]
       2 | moved-away: {state: renamed, to: gone-one}
         |                                  ^
      fix: Name a listed package.
    "
  `)
})

test('unlisted', () => {
  expect(reportFixture('lifecycle-target/unlisted')).toMatchInlineSnapshot(`
    "lifecycle.yaml:1:61 error deprecated-one: "nobody" is not listed [lifecycle-target]
       1 | deprecated-one: {state: deprecated, reason: old, successor: nobody}
         |                                                             ^
      fix: Name a listed package.
    "
  `)
})
