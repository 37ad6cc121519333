import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isMap, isScalar, parseDocument } from 'yaml'
import { compileCatalog } from '../../src/core/catalog.ts'
import { checkIndex } from '../../src/core/check-index.ts'
import { UNPRINTABLE } from '../../src/core/printable.ts'
import type { Entry } from '../../src/core/schemas/entry.ts'
import { writeEntry } from '../../src/core/write-entry.ts'
import { readPlainScalar } from '../../src/core/yaml/plain-scalar.ts'
import { readIndexFolder } from '../../src/io/index-folder.ts'
import { anyEntry, asWritten } from '../core/any-entry.ts'
import { entryText, judge, pickFields, plainScalar, TRAPS } from '../core/arbitrary-entry.ts'
import { exampleEntry } from '../example-entry.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { buildGoProgram } from './go-program.ts'

interface GoEntry {
  file: string
  entry: Record<string, unknown> | null
  error: string | null
}
interface GoScalar {
  value: string | null
  error: string | null
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const { obstacle, run } = buildGoProgram('go-reader')
if (obstacle) process.stderr.write(`tests/interop/go-reader.test.ts is skipped: ${obstacle}\n`)

/** What Go reads in the files of a folder, by their names. */
function readFolder(folder: string): Map<string, GoEntry> {
  return new Map(run<GoEntry>(['index', folder]).map((line) => [line.file, line]))
}

/** An entry as Go holds it: every field is there, and a text that is absent is empty. */
function asGo(entry: Entry): Record<string, unknown> {
  return { homepage: '', maintainer: '', tags: null, ...entry }
}

/** True where the text, as a value, is one plain scalar and all of the line. */
function isPlain(source: string): boolean {
  const { contents, errors } = parseDocument(`d: ${source}\n`, { logLevel: 'silent' })
  const value = isMap(contents) ? contents.get('d', true) : null
  return errors.length === 0 && isScalar(value) && value.type === 'PLAIN' && value.source === source
}

describe.skipIf(obstacle !== null)('the Go client', () => {
  test.each([
    ['the index', join(ROOT, 'index')],
    ['the valid fixture', join(ROOT, 'tests/fixtures/valid')],
  ])('loads %s as the catalog shows it', (_, folder) => {
    const { index, findings } = checkIndex(readIndexFolder(folder))
    expect(findings.filter((finding) => finding.severity === 'error')).toEqual([])
    const read = readFolder(join(folder, 'packages'))
    const shown = compileCatalog(index).packages.map((one): [string, GoEntry] => {
      const file = `${one.name}.yaml`
      return [file, { file, entry: asGo(pickFields(one)), error: null }]
    })
    expect(Object.fromEntries(read)).toEqual(Object.fromEntries(shown))
  })

  test.each([1, 2, 3, 4])('loads what is accepted as it is shown, batch %i', (seed) => {
    const numRuns = 2500
    const accepted = fc.sample(entryText, { seed, numRuns }).flatMap((written) => {
      const { entry } = judge(written)
      return entry ? [{ text: written.text, entry: asGo(entry) }] : []
    })
    expect(accepted.length).toBeGreaterThan(numRuns / 6)
    const files = accepted.map(({ text }, at) => [`${at}.yaml`, text])
    const read = readFolder(temporaryFolder(Object.fromEntries(files)))
    expect(read.size).toBe(accepted.length)
    const differing = accepted.flatMap(({ text, entry }, at) => {
      const { entry: client, error } = read.get(`${at}.yaml`) as GoEntry
      return isDeepStrictEqual(client, entry) ? [] : [{ text, entry, client, error }]
    })
    expect(differing.sort((a, b) => a.text.length - b.text.length).slice(0, 3)).toEqual([])
  })

  test('loads every value that is written, right or wrong', () => {
    // The client refuses an entry without a name or a repository.
    const entries = fc
      .sample(anyEntry, { seed: 3940, numRuns: 5000 })
      .filter(({ name, ociRef }) => name !== '' && ociRef !== '')
    expect(entries.length).toBeGreaterThan(3000)
    const files = entries.map((entry, at) => [`${at}.yaml`, writeEntry(entry)])
    const read = readFolder(temporaryFolder(Object.fromEntries(files)))
    const differing = entries.flatMap((entry, at) => {
      const { entry: client, error } = read.get(`${at}.yaml`) as GoEntry
      const written = asGo(asWritten(entry))
      return isDeepStrictEqual(client, written) ? [] : [{ written, client, error }]
    })
    expect(differing.slice(0, 3)).toEqual([])
  })

  test('reads plain scalars as we say that it does', () => {
    const sample = fc.sample(plainScalar, { seed: 3940, numRuns: 20_000 })
    const sources = [...new Set(sample)].filter(isPlain)
    const lines = run<GoScalar>(['scalars'], {}, sources.join('\0'))
    expect(lines.length).toBe(sources.length)
    const read = sources.map((source, at) => ({ source, ...(lines[at] as GoScalar) }))
    const failing = read.filter(({ source, error }) => error !== null && !UNPRINTABLE.test(source))
    expect(failing).toEqual([])
    const loaded = read.filter(({ error }) => error === null)
    expect(loaded.length).toBeGreaterThan(5000)
    const differing = loaded
      .map(({ source, value }) => ({
        source,
        value,
        said: readPlainScalar(source)?.cozypkg ?? source,
      }))
      .filter(({ value, said }) => value !== said)
    expect(differing.sort((a, b) => a.source.length - b.source.length).slice(0, 20)).toEqual([])
  })

  test.each(TRAPS)('$title is read as we say', ({ name, text, loads }) => {
    const read = readFolder(temporaryFolder({ [`${name}.yaml`]: text })).get(`${name}.yaml`)
    if (loads) expect(read?.entry).toMatchObject(loads)
    else expect(read?.error).toEqual(expect.any(String))
  })

  test('reads .yml and folders, and passes over .git', () => {
    const text = exampleEntry('one')
    const folder = temporaryFolder({
      'a.yml': text,
      'b/c.yaml': text,
      '.git/d.yaml': text,
      'e.md': '',
    })
    expect([...readFolder(folder).keys()]).toEqual(['a.yml', 'b/c.yaml'])
  })

  test('fails where a field is unknown, stands twice or is missing', () => {
    const folder = temporaryFolder({
      'unknown.yaml': `${exampleEntry('one')}type: app\n`,
      'twice.yaml': `${exampleEntry('one')}name: two\n`,
      'missing.yaml': 'name: one\n',
    })
    const errors = [...readFolder(folder).values()].map(({ error }) => error)
    expect(errors).toMatchInlineSnapshot(`
      [
        "name and ociRef are required",
        "error converting YAML to JSON: yaml: unmarshal errors:
        line 8: key "name" already set in map",
        "error unmarshaling JSON: while decoding JSON: json: unknown field "type"",
      ]
    `)
  })
})
