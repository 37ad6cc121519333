import { describe, expect, test } from 'vitest'
import { checkIndex } from '../../src/core/check-index.ts'
import { toIndexFile } from '../../src/core/index-file.ts'
import { INDEX_EXAMPLES } from '../../src/core/rule-examples/index-rules.ts'
import type { ExampleFiles } from '../../src/core/rule-examples/rule-example.ts'
import { RULE_EXAMPLES, RULE_TEXTS } from '../../src/core/rule-texts.ts'
import { RULES } from '../../src/core/rules/rules.ts'
import { exampleEntry } from '../example-entry.ts'
import { releaseRecord } from '../site/release-record.ts'

/** What no text shows: bytes, modes, sizes and what takes more than one line of a record. */
const IN_WORDS = [
  'claim-kind',
  'claim-package-source',
  'encoding',
  'file-mode',
  'file-readable',
  'file-size',
  'file-type',
  'release-digest',
  'release-version',
]

test('every rule has an example, and every example a rule', () => {
  expect(Object.keys(RULE_EXAMPLES).sort()).toEqual(RULE_TEXTS.map(({ id }) => id).sort())
})

test('what a rule objects to is not what it lets pass, and neither is long', () => {
  for (const [id, { refused, passes }] of Object.entries(RULE_EXAMPLES)) {
    expect(refused, id).not.toEqual(passes)
    for (const side of [refused, passes]) {
      const text = typeof side === 'string' ? side : Object.values(side).join('\n')
      expect(text.split('\n').length, id).toBeLessThanOrEqual(8)
    }
  }
})

describe.each(RULES.map(({ id }) => id))('the example of %s', (id) => {
  const { refused, passes } = INDEX_EXAMPLES[id] ?? {}
  if (typeof refused === 'string' || typeof passes === 'string') {
    test('is in words because no file shows it', () => expect(IN_WORDS).toContain(id))
    return
  }

  test('is refused by it', () => {
    expect(rulesOf(refused)).toContain(id)
  })

  test('is, mended, refused by no rule', () => {
    expect(rulesOf(passes)).toEqual([])
  })
})

/** The rules that object to an example, once it is completed to an index. */
function rulesOf(files: ExampleFiles = {}): string[] {
  const paths = Object.keys(files)
  const beside = paths
    .filter((path) => path.endsWith('.md') && paths.length === 1)
    .map((path) => [path.replace(/md$/, 'yaml'), 'name: acme.hello'] as const)
  const completed = [...Object.entries(files), ...beside].map(([path, text]) =>
    toIndexFile(path, complete(path, text)),
  )
  return checkIndex(completed).findings.map(({ rule }) => rule)
}

function complete(path: string, text: string): string {
  if (/^packages\/.+\.ya?ml$/.test(path)) return completeEntry(path, text)
  return path.startsWith('releases/') ? completeRecord(text) : `${text}\n`
}

/** Puts the fields that an example leaves out below those that it has; nothing below nothing. */
function completeEntry(path: string, part: string): string {
  if (part === '') return ''
  const name = path.slice('packages/'.length).replace(/\.ya?ml$/, '')
  const [owner = '', ...rest] = name.split('.')
  const text = part.endsWith('\n') ? part : `${part}\n`
  const ociRef = /ociRef: oci:\/\/[^/]+\/([^/]+)/.exec(part)
  const signer = ociRef?.[1] ?? owner
  const fields = exampleEntry(name, { ociRef: `oci://ghcr.io/${owner}/${rest.join('-') || name}` })
    .replaceAll('github.com/example/', `github.com/${signer}/`)
    .split(/\n(?=\S)/)
  const written = new Set([...part.matchAll(/^\ufeff?"?(\w+)"?:/gm)].map((match) => match[1]))
  const missing = fields.filter((field) => !written.has(field.split(':', 1)[0]))
  return text + missing.map((field) => `${field.trimEnd()}\n`).join('')
}

/** A record that the example is a part of; what is no JSON stays as it is. */
function completeRecord(text: string): string {
  try {
    const record = { ...releaseRecord('v1.0.0', 'a', 'acme'), ...JSON.parse(text) }
    return JSON.stringify(record)
  } catch {
    return text
  }
}
