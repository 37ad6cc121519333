import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('removed but listed', () => {
  expect(reportFixture('lifecycle-package/removed-but-listed')).toMatchInlineSnapshot(`
    "lifecycle.yaml:1:1 error "still-here" is removed, but packages/still-here.yaml is still there [lifecycle-package]
       1 | still-here: {state: removed, reason: abandoned}
         | ^
      fix: Delete the entry, or take the state back.
    "
  `)
})

test('unknown', () => {
  expect(reportFixture('lifecycle-package/unknown')).toMatchInlineSnapshot(`
    "lifecycle.yaml:1:1 error "freezeable" is frozen, but there is no packages/freezeable.yaml [lifecycle-package]
       1 | freezeable: {state: frozen, reason: key was stolen}
         | ^
      fix: Did you mean freezable?
    "
  `)
})
