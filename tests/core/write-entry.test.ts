import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Entry } from '../../src/core/schemas/entry.ts'
import { writeEntry } from '../../src/core/write-entry.ts'
import { judge } from './arbitrary-entry.ts'

const ENTRY: Entry = {
  name: 'acme.hello',
  ociRef: 'oci://ghcr.io/acme/hello',
  version: '1.10.0',
  description: 'Greets.',
  signing: {
    identity: 'https://github.com/acme/hello/.github/workflows/release.yaml@refs/tags/{version}',
    issuer: 'https://token.actions.githubusercontent.com',
  },
}

/** Texts that the rules accept: one line, trimmed, nothing invisible, no markup. */
const text = fc
  .oneof(
    fc.string({ unit: 'grapheme-ascii', maxLength: 60 }),
    fc.constantFrom(
      'no',
      '~',
      '1.10',
      '1e3',
      '0x1F',
      'a: b',
      'a #b',
      '- a',
      '"q"',
      "it's",
      'y',
      '<<',
      '2026-01-01',
      '%a',
      '@a',
      '`a',
      '!a',
      '&a',
      '*a',
      '{a}',
      '[a]',
      'a\\b',
    ),
  )
  .map((one) => one.replace(/[<>]/g, '').trim())
  .filter((one) => one.length > 0)

test('what is written is read as it was meant, by the strict reader', () => {
  fc.assert(
    fc.property(text, fc.option(text, { nil: undefined }), (description, maintainer) => {
      const entry = { ...ENTRY, description, ...(maintainer === undefined ? {} : { maintainer }) }
      const { entry: read, errors } = judge({ name: entry.name, text: writeEntry(entry) })
      const formal = errors.filter(({ rule }) => /^(yaml|field|encoding|line)/.test(rule))
      expect(formal).toEqual([])
      if (errors.length === 0) expect(read).toEqual(entry)
    }),
    { numRuns: 2000 },
  )
})

test('plain words stay plain', () => {
  expect(writeEntry({ ...ENTRY, tags: ['demo', '8080', 'no'] })).toMatchInlineSnapshot(`
    "name: acme.hello
    ociRef: oci://ghcr.io/acme/hello
    version: "1.10.0"
    description: Greets.
    tags: [demo, "8080", "no"]
    signing:
      identity: "https://github.com/acme/hello/.github/workflows/release.yaml@refs/tags/{version}"
      issuer: https://token.actions.githubusercontent.com
    "
  `)
})
