import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isMap, isScalar, parseDocument } from 'yaml'
import { readPlainScalar } from '../../src/core/yaml/plain-scalar.ts'
import { exampleEntry } from '../example-entry.ts'
import { entryText, judge, plainScalar, TRAPS } from './arbitrary-entry.ts'

/** The two sets of rules that YAML readers follow, each as a parser of its own applies it. */
const READERS = [
  { version: '1.1', schema: 'yaml-1.1', logLevel: 'silent' },
  { version: '1.2', schema: 'core', logLevel: 'silent' },
] as const

function load(text: string, reader: (typeof READERS)[number]): unknown {
  const document = parseDocument(text, reader)
  return document.errors.length > 0
    ? document.errors.map((error) => error.message)
    : document.toJS()
}

test('what is accepted loads as it is shown under YAML 1.1 and 1.2', { timeout: 60_000 }, () => {
  const numRuns = 10_000
  let accepted = 0
  fc.assert(
    fc.property(entryText, (written) => {
      const { entry } = judge(written)
      if (!entry) return
      accepted++
      for (const reader of READERS) expect(load(written.text, reader)).toEqual(entry)
    }),
    { numRuns, seed: 3940 },
  )
  expect(accepted).toBeGreaterThan(numRuns / 6)
})

test('a plain scalar without a second reading is its own text under YAML 1.1 and 1.2', {
  timeout: 60_000,
}, () => {
  const numRuns = 20_000
  let compared = 0
  fc.assert(
    fc.property(plainScalar, (source) => {
      if (readPlainScalar(source)) return
      for (const reader of READERS) {
        const { contents } = parseDocument(`a: ${source}\n`, reader)
        const value = isMap(contents) ? contents.get('a', true) : null
        if (!isScalar(value) || value.source !== source) continue
        compared++
        expect(value.value).toBe(source)
      }
    }),
    { numRuns, seed: 3940 },
  )
  expect(compared).toBeGreaterThan(numRuns / 2)
})

const described = (description: string) => exampleEntry('one', { description })

/** An example in which everything stands in one flow mapping. */
const inFlow = (rest: string) =>
  `{${described('An example.')
    .replace(/signing:\n {2}(.*)\n {2}(.*)\n/, 'signing: {$1, $2}\n')
    .replace('description: An example.\n', '')
    .trim()
    .replaceAll('\n', ', ')}, ${rest}}\n`

test.each([
  ['an escaped slash', described(String.raw`"either\/or"`)],
  ['a pair of surrogate escapes', described(String.raw`"\ud83d\ude00"`)],
  ['an empty line after an escaped line break', described('"one\\\n\n  two"')],
  ['the noncharacter U+FFFE', described('"one\ufffetwo"')],
  ['the noncharacter U+FFFF in a comment', `# \uffff\n${described('one')}`],
  ['a binary number with a sign inside', described('0b-1')],
  ['a binary number without digits', described('0b_')],
  ['a hexadecimal number without digits', described('0x_')],
  ['a point alone', described('.')],
  ['a signed point with underscores', described('-.__')],
  ['an exponent alone', described('e10')],
  ['a tag of an undeclared handle', described('!a!b one')],
  ['a tag of three marks', described('!!!str one')],
  ['an empty tag', described('!<> one')],
  ['a tag before the document', `--- !a!b\n${described('one')}`],
  ['a question mark in a flow mapping', inFlow('description: what?')],
  ['a question mark in an address in a flow mapping', inFlow('description: a/?b')],
  ['a colon at the start of a text in a flow mapping', inFlow('description: :one')],
  ['a key on the line before its colon', inFlow('description\n: one')],
  ['a quoted key over two lines', inFlow('"descrip\\\ntion": one')],
  ['a key far from its colon', described('one').replace('version', 'version'.padEnd(1025))],
  ['a key far from its colon in a flow mapping', inFlow(`${'description'.padEnd(1025)}: one`)],
  ['the end of a document before an entry', `...\n${described('one')}`],
  ['an indented start of a document', ` ---\n${described('one')}`],
  ['two ends of a document', `${described('one')}...\n...\n`],
  ['a directive after the document', `${described('one')}...\n%YAML 1.3@\n`],
  ['a quoted merge key', `${described('one')}"<<": {homepage: https://example.org/}\n`],
  ['an empty name', described('one').replace('name: one', 'name: ""')],
  ['an empty version', exampleEntry('one', { version: "''" })],
  ['an empty ociRef', exampleEntry('one', { ociRef: '""' })],
  ['an empty homepage', exampleEntry('one', { homepage: "''" })],
  ['an empty tag in tags', exampleEntry('one', { tags: '[""]' })],
])('%s is refused', (_, text) => {
  expect(judge({ name: 'one', text }).entry).toBeNull()
})

test.each([
  ['a question mark after a space at the end of a text', described('Ready ?')],
  ['a question mark at the end of a comment', described('one # or two ?')],
])('%s is accepted', (_, text) => {
  const { entry, errors } = judge({ name: 'one', text })
  expect(errors).toEqual([])
  for (const reader of READERS) expect(load(text, reader)).toEqual(entry)
})

test('the flow mapping of these tests holds an entry', () => {
  const text = inFlow('description: An example.')
  const { entry } = judge({ name: 'one', text: described('An example.') })
  for (const reader of READERS) expect(load(text, reader)).toEqual(entry)
})

test.each(TRAPS)('$title is refused with what the client makes of it', (trap) => {
  const { entry, errors } = judge(trap)
  expect(entry).toBeNull()
  expect(errors.map((error) => error.message).join('\n')).toContain(trap.says)
})

test('each trap is told apart', () => {
  const report = TRAPS.map((trap) => {
    const { errors } = judge(trap)
    return [trap.title, ...errors.map(({ rule, message }) => `  ${rule}: ${message}`)].join('\n')
  })
  expect(report.join('\n')).toMatchInlineSnapshot(`
    "version: 1.10
      version: expected a semantic version such as v1.2.0, found "1.10", which is not major.minor.patch
      yaml-plain-scalar: version: an unquoted 1.10 is a number; cozypkg reads "1.1"
    version: 010
      version: expected a semantic version such as v1.2.0, found "010", which is not major.minor.patch
      yaml-plain-scalar: version: an unquoted 010 is a number; cozypkg reads "8"
    version: 0o17
      version: expected a semantic version such as v1.2.0, found "0o17"
      yaml-plain-scalar: version: an unquoted 0o17 is a number; cozypkg reads "15"
    version: 0x1F
      version: expected a semantic version such as v1.2.0, found "0x1F"
      yaml-plain-scalar: version: an unquoted 0x1F is a number; cozypkg reads "31"
    version: 1e3
      version: expected a semantic version such as v1.2.0, found "1e3"
      yaml-plain-scalar: version: an unquoted 1e3 is a number; cozypkg reads "1000"
    version: 1_000
      version: expected a semantic version such as v1.2.0, found "1_000"
      yaml-plain-scalar: version: an unquoted 1_000 is a number; cozypkg reads "1000"
    version: .5
      version: expected a semantic version such as v1.2.0, found ".5"
      yaml-plain-scalar: version: an unquoted .5 is a number; cozypkg reads "0.5"
    description: no
      yaml-plain-scalar: description: an unquoted no is a boolean; cozypkg reads "false"
    description: y
      yaml-plain-scalar: description: an unquoted y is a boolean; cozypkg reads "true"
    description: yes
      yaml-plain-scalar: description: an unquoted yes is a boolean; cozypkg reads "true"
    description: on
      yaml-plain-scalar: description: an unquoted on is a boolean; cozypkg reads "true"
    description: ~
      yaml-plain-scalar: description: an unquoted ~ is a null; cozypkg reads ""
    a binary tag
      yaml-tag: found the tag "!!binary"; cozypkg would read "hello"
    a merge key
      field-missing: the field "description" is missing
      yaml-merge-key: found the merge key <<, whose fields cozypkg would take over
    a second document
      yaml-one-document: found a second document, which cozypkg ignores silently
    ociref:
      field-case: expected the field "ociRef", found "ociref"; cozypkg reads it as ociRef
    Name:
      field-case: expected the field "name", found "Name"; cozypkg reads it as name
    a directive
      yaml-directive: found a % directive; cozypkg fails on %YAML 1.2
    an unquoted NEL
      text-characters: found the invisible or control character U+0085, on which cozypkg fails"
  `)
})
