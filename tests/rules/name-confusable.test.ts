import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('digit', () => {
  expect(reportFixture('name-confusable/digit')).toMatchInlineSnapshot(`
    "packages/folding-too1s.yaml:1:7 error the name "folding-too1s" is easily taken for "folding-tools" [name-confusable]
       1 | name: folding-too1s
         |       ^
      fix: Choose a name that nobody can confuse with it.

    packages/folding-tools.yaml:1:7 error the name "folding-tools" is easily taken for "folding-too1s" [name-confusable]
       1 | name: folding-tools
         |       ^
      fix: Choose a name that nobody can confuse with it.
    "
  `)
})

test('separator', () => {
  expect(reportFixture('name-confusable/separator')).toMatchInlineSnapshot(`
    "packages/sep-ara.tor.yaml:1:7 error the name "sep-ara.tor" is easily taken for "sep.ara-tor" [name-confusable]
       1 | name: sep-ara.tor
         |       ^
      fix: Choose a name that nobody can confuse with it.

    packages/sep.ara-tor.yaml:1:7 error the name "sep.ara-tor" is easily taken for "sep-ara.tor" [name-confusable]
       1 | name: sep.ara-tor
         |       ^
      fix: Choose a name that nobody can confuse with it.
    "
  `)
})

test('tombstone', () => {
  expect(reportFixture('name-confusable/tombstone')).toMatchInlineSnapshot(`
    "packages/old-t0mb.yaml:1:7 error the name "old-t0mb" is easily taken for "old-tomb" [name-confusable]
       1 | name: old-t0mb
         |       ^
      fix: Choose a name that nobody can confuse with it.
    "
  `)
})
