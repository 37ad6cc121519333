import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('explicit key', () => {
  expect(reportFixture('yaml-portable/explicit-key')).toMatchInlineSnapshot(`
    "packages/yaml-portable-explicit-key.yaml:6:3 error expected a key with its colon on the same line [yaml-portable]
       6 | ? maintainer
         |   ^
      fix: Write key: value.
    "
  `)
})

test('flow entry', () => {
  expect(reportFixture('yaml-portable/flow-entry')).toMatchInlineSnapshot(`
    "packages/yaml-portable-flow-entry.yaml:1:1 error expected one field a line, found { … } [yaml-portable]
       1 | {name: yaml-portable-flow-entry, ociRef: "oci://ghcr.io/fixture/yaml-portable-flow-entry", version: 
         | ^
      fix: Write key: value lines.
    "
  `)
})

test('folded escape', () => {
  expect(reportFixture('yaml-portable/folded-escape')).toMatchInlineSnapshot(`
    "packages/yaml-portable-folded-escape.yaml:4:18 error found an escaped line break before an empty line, which readers join differently [yaml-portable]
       4 | description: "one\\
         |                  ^
      fix: Write the character itself, in one line.
    "
  `)
})

test('indented start', () => {
  expect(reportFixture('yaml-portable/indented-start')).toMatchInlineSnapshot(`
    "packages/yaml-portable-indented-start.yaml:2:1 error expected the fields to begin at once [yaml-portable]
       2 | name: yaml-portable-indented-start
         | ^
      fix: Begin the first field at the start of a line, after comments and one --- at most.
    "
  `)
})

test('second end', () => {
  expect(reportFixture('yaml-portable/second-end')).toMatchInlineSnapshot(`
    "packages/yaml-portable-second-end.yaml:12:1 error found a second end of the document [yaml-portable]
      12 | ...
         | ^
      fix: Remove the ... lines.
    "
  `)
})

test('slash escape', () => {
  expect(reportFixture('yaml-portable/slash-escape')).toMatchInlineSnapshot(`
    "packages/yaml-portable-slash-escape.yaml:4:19 error found the escape \\/, which cozypkg refuses [yaml-portable]
       4 | description: "One \\/ two"
         |                   ^
      fix: Write the character itself, in one line.
    "
  `)
})

test('surrogates', () => {
  expect(reportFixture('yaml-portable/surrogates')).toMatchInlineSnapshot(`
    "packages/yaml-portable-surrogates.yaml:4:19 error found half a character as an escape, which cozypkg refuses [yaml-portable]
       4 | description: "One \\ud83d\\ude00"
         |                   ^
      fix: Write the character itself, in one line.
    "
  `)
})
