import { expect, test } from 'vitest'
import { reportFixture } from '../check-fixture.ts'

test('escaped', () => {
  expect(reportFixture('text-characters/escaped')).toMatchInlineSnapshot(`
    "packages/text-characters-escaped.yaml:4:14 error an escape writes the invisible or control character U+202E [text-characters]
       4 | description: "An \\u202e entry"
         |              ^
      fix: Delete the escape.
    "
  `)
})

test('escaped control', () => {
  expect(reportFixture('text-characters/escaped-control')).toMatchInlineSnapshot(`
    "packages/text-characters-escaped-control.yaml:4:14 error an escape writes the invisible or control character U+001B [text-characters]
       4 | description: "An \\e[31mentry"
         |              ^
      fix: Delete the escape.
    "
  `)
})

test('in comment', () => {
  expect(reportFixture('text-characters/in-comment')).toMatchInlineSnapshot(`
    "packages/text-characters-in-comment.yaml:1:13 error found the invisible or control character U+2066 [text-characters]
       1 | # A comment \\u{2066}hidden\\u{2069}
         |             ^
      fix: Delete the character.
    "
  `)
})

test('next line', () => {
  expect(reportFixture('text-characters/next-line')).toMatchInlineSnapshot(`
    "packages/text-characters-next-line.yaml:4:22 error found the invisible or control character U+0085, on which cozypkg fails [text-characters]
       4 | description: An entry\\u{85}and more
         |                      ^
      fix: Delete the character.
    "
  `)
})

test('overview', () => {
  expect(reportFixture('text-characters/overview')).toMatchInlineSnapshot(`
    "packages/text-characters-overview.md:1:19 error found the invisible or control character U+200D [text-characters]
       1 | A word with a zero\\u{200d}width joiner.
         |                   ^
      fix: Delete the character.
    "
  `)
})

test('right to left override', () => {
  expect(reportFixture('text-characters/right-to-left-override')).toMatchInlineSnapshot(`
    "packages/text-characters-right-to-left-override.yaml:4:23 error found the invisible or control character U+202E [text-characters]
       4 | description: An entry \\u{202e}yrtne na
         |                       ^
      fix: Delete the character.
    "
  `)
})

test('zero width space', () => {
  expect(reportFixture('text-characters/zero-width-space')).toMatchInlineSnapshot(`
    "packages/text-characters-zero-width-space.yaml:4:19 error found the invisible or control character U+200B [text-characters]
       4 | description: An en\\u{200b}try
         |                   ^
      fix: Delete the character.
    "
  `)
})

test('noncharacter', () => {
  expect(reportFixture('text-characters/noncharacter')).toMatchInlineSnapshot(`
    "packages/text-characters-noncharacter.yaml:1:13 error found the invisible or control character U+FFFE, on which cozypkg fails [text-characters]
       1 | # A comment \\u{fffe}
         |             ^
      fix: Delete the character.
    "
  `)
})

test('escaped in title', () => {
  expect(reportFixture('text-characters/escaped-in-title')).toMatchInlineSnapshot(`
    "packages/text-characters-escaped-in-title.md:2:8 error an escape writes the invisible or control character U+202E [text-characters]
       2 | title: "Acme \\u202egnp.exe"
         |        ^
      fix: Delete the escape.
    "
  `)
})
