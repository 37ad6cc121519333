import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('tag handle', () => {
  expect(reportFixture('yaml-directive/tag-handle')).toMatchInlineSnapshot(`
    "packages/yaml-directive-tag-handle.yaml:1:1 error found a % directive; cozypkg fails on %YAML 1.2 [yaml-directive]
       1 | %TAG ! tag:example.org,2026:
         | ^
      fix: Remove the line.
    "
  `)
})

test('version 1 2', () => {
  expect(reportFixture('yaml-directive/version-1-2')).toMatchInlineSnapshot(`
    "packages/yaml-directive-version-1-2.yaml:1:1 error found a % directive; cozypkg fails on %YAML 1.2 [yaml-directive]
       1 | %YAML 1.2
         | ^
      fix: Remove the line.
    "
  `)
})
