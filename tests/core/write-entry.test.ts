import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { type OverviewDocument, parseDocument } from '../../src/core/document.ts'
import { writeEntry, writeOverview } from '../../src/core/write-entry.ts'
import { readPlainScalar } from '../../src/core/yaml/plain-scalar.ts'
import { readYaml } from '../../src/core/yaml/read-yaml.ts'
import { writeScalar } from '../../src/core/yaml/write-scalar.ts'
import { anyEntry, anyText, asWritten, optionalText } from './any-entry.ts'
import { entryText, judge } from './arbitrary-entry.ts'

const YAML_1_1 = { version: '1.1', schema: 'yaml-1.1', logLevel: 'silent' } as const
const YAML_1_2 = { version: '1.2', schema: 'core', logLevel: 'silent' } as const

test('every value that is written is read back, under YAML 1.1 and 1.2 as by the engine', () => {
  fc.assert(
    fc.property(anyEntry, (entry) => {
      const text = writeEntry(entry)
      const { value, syntaxError } = readYaml(text)
      expect(syntaxError).toBeNull()
      expect(JSON.parse(JSON.stringify(value))).toEqual(asWritten(entry))
      expect(parse(text, YAML_1_1)).toEqual(asWritten(entry))
      expect(parse(text, YAML_1_2)).toEqual(asWritten(entry))
    }),
    { numRuns: 5000, seed: 3940 },
  )
})

test('no value that is written is one of which readers make another', () => {
  let plain = 0
  fc.assert(
    fc.property(anyText, fc.constantFrom('line', 'list'), (text, place) => {
      const scalar = writeScalar(text, place as 'line' | 'list')
      if (scalar.startsWith('"')) return
      plain++
      expect(scalar).toBe(text)
      expect(readPlainScalar(text)).toBeNull()
    }),
    { numRuns: 5000, seed: 3940 },
  )
  expect(plain).toBeGreaterThan(500)
})

test('the form of what is written never gives a rule cause to object', () => {
  fc.assert(
    fc.property(anyEntry, (entry) => {
      const { errors } = judge({ name: 'acme.hello', text: writeEntry(entry) })
      expect(errors.filter(({ rule }) => /^(yaml|field|line|byte|encoding)/.test(rule))).toEqual([])
    }),
    { numRuns: 3000, seed: 3940 },
  )
})

test('an accepted entry is accepted when it is written anew, with the same values', () => {
  let accepted = 0
  fc.assert(
    fc.property(entryText, (original) => {
      const { entry } = judge(original)
      if (!entry) return
      accepted++
      expect(judge({ name: original.name, text: writeEntry(entry) })).toEqual({ entry, errors: [] })
    }),
    { numRuns: 3000, seed: 3940 },
  )
  expect(accepted).toBeGreaterThan(500)
})

test('an overview is read back as it was written', () => {
  const anyOverview = fc.record({
    title: optionalText,
    license: optionalText,
    cozystack: optionalText,
  })
  const anyBody = fc.oneof(
    anyText,
    fc.constantFrom('---', '---\n---', '--- js\nx\n---', '', '\n', 'a\n\n---\n\nb', '# Hello'),
  )
  fc.assert(
    fc.property(anyOverview, anyBody, (overview, body) => {
      const origin = { path: 'packages/a.md', kind: 'overview', name: 'a', version: '' } as const
      const text = writeOverview(overview, body)
      const document = parseDocument(origin, text) as OverviewDocument
      expect(document.fault).toBeNull()
      expect(JSON.parse(JSON.stringify(document.raw))).toEqual(asWritten(overview))
      const withoutGap = document.body.replace(/^\n/, text.startsWith('---') ? '' : '\n')
      expect(withoutGap.trimEnd()).toBe(body.toWellFormed().trimEnd())
    }),
    { numRuns: 3000, seed: 3940 },
  )
})

test('nothing is written of an overview that says nothing', () => {
  expect(writeOverview({}, ' \n')).toBe('')
})

test('people can read what is written', () => {
  const entry = writeEntry(
    {
      name: 'acme.hello',
      ociRef: 'oci://ghcr.io/acme/hello',
      version: '1.10.0',
      description: 'Says "hello": no more.',
      homepage: 'https://acme.example/?a=b#c',
      maintainer: 'Jané Doe <jane@acme.example>',
      tags: ['greeting', 'on', '010', 'a, b'],
      signing: {
        identity:
          'https://github.com/acme/hello/.github/workflows/release.yaml@refs/tags/v{version}',
        issuer: '\u202eyes',
      },
    },
    'https://packages.example/entry.schema.json',
  )
  expect(entry).toMatchInlineSnapshot(`
    "# yaml-language-server: $schema=https://packages.example/entry.schema.json
    name: acme.hello
    ociRef: oci://ghcr.io/acme/hello
    version: "1.10.0"
    description: "Says \\"hello\\": no more."
    homepage: https://acme.example/?a=b#c
    maintainer: Jané Doe <jane@acme.example>
    tags: [greeting, "on", "010", "a, b"]
    signing:
      identity: https://github.com/acme/hello/.github/workflows/release.yaml@refs/tags/v{version}
      issuer: "\\u202eyes"
    "
  `)
  expect(writeOverview({ title: 'No', category: 'AI' }, '# Hello\n\n')).toMatchInlineSnapshot(`
    "---
    title: "No"
    category: AI
    ---

    # Hello
    "
  `)
})
