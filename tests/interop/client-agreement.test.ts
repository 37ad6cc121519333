import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type LooseEntry, readEntries } from '../../src/core/read-entries.ts'
import { exampleIndex } from '../cli/example-index.ts'
import { runClient } from '../cli/run-client.ts'
import { type EntryText, entryText, judge } from '../core/arbitrary-entry.ts'
import { exampleEntry } from '../example-entry.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { type DockerRegistry, registryObstacle, startRegistry } from './docker-registry.ts'
import { buildGoProgram } from './go-program.ts'

interface GoEntry {
  file: string
  entry: Record<string, unknown> | null
  error: string | null
}

const program = buildGoProgram('go-reader')
if (program.obstacle) process.stderr.write(`The Go client is not asked: ${program.obstacle}\n`)

/** What the Go client's strict decoder makes of every file of a folder. */
function readInGo(folder: string): Map<string, GoEntry> {
  return new Map(program.run<GoEntry>(['index', folder]).map((line) => [line.file, line]))
}

/** An entry as Go holds it: every field is there, and what is absent is empty. */
function asGo(entry: LooseEntry): Record<string, unknown> {
  const { signing, ...fields } = entry
  const blank = { version: '', description: '', homepage: '', maintainer: '', tags: null }
  return { ...blank, ...fields, signing: { identity: '', issuer: '', ...signing } }
}

const FOLDERS = 100
const ENTRIES = 25

describe.skipIf(program.obstacle !== null)('this client and the Go client', () => {
  test(`agree on ${FOLDERS} folders of generated entries, entry by entry`, () => {
    const folder = temporaryFolder()
    const sample = fc.sample(fc.array(entryText, { minLength: ENTRIES, maxLength: ENTRIES }), {
      seed: 6,
      numRuns: FOLDERS,
    })
    const files = new Map<string, EntryText>()
    for (const [at, entries] of sample.entries()) {
      for (const [number, one] of entries.entries()) files.set(`${at}/${number}.yaml`, one)
    }
    for (const [path, { text }] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    const go = readInGo(folder)
    const counts = { same: 0, refusedByBoth: 0, leftOut: 0 }
    for (let at = 0; at < FOLDERS; at++) {
      const own = [...files].filter(([path]) => path.startsWith(`${at}/`))
      const bytes = new Map(own.map(([path, { text }]) => [path, Buffer.from(text)]))
      for (const [path, written] of own) {
        const { entries, findings } = readEntries(
          new Map([[path, bytes.get(path) ?? Buffer.alloc(0)]]),
        )
        const [entry] = entries
        const theirs = go.get(path)
        if (entry) {
          expect({ text: written.text, entry: theirs?.entry }).toEqual({
            text: written.text,
            entry: asGo(entry),
          })
          counts.same++
        } else {
          // What is left out is always named, with a remedy or a place.
          expect(findings.length).toBeGreaterThan(0)
          expect(findings[0]).toMatchObject({ file: path, severity: 'error' })
          if (theirs?.error) counts.refusedByBoth++
          else counts.leftOut++
          // The gate never lets an entry in that this client would leave out.
          expect(judge(written).entry).toBeNull()
        }
      }
      // A folder is no more than its files.
      const whole = readEntries(bytes)
      expect(whole.entries.length).toBe(
        own.filter(([path]) => !whole.findings.some(({ file }) => file === path)).length,
      )
    }
    expect(counts.same).toBeGreaterThan((FOLDERS * ENTRIES) / 4)
    expect(counts.refusedByBoth).toBeGreaterThan(0)
    expect(counts.same + counts.refusedByBoth + counts.leftOut).toBe(FOLDERS * ENTRIES)
  })

  const WORDS = [
    'Emulator',
    'straße',
    'ΟΔΟΣ',
    'İstanbul',
    'naïve',
    'ЁЛКА',
    'e\u0301tude',
    'kube',
    'a-b',
    '100%',
    'C++',
    '.*',
    '日本語',
    'ﬁne',
  ]

  test('find the same, whatever the case and the script', async () => {
    const folder = temporaryFolder(
      Object.fromEntries(
        WORDS.flatMap((word, at) => [
          [
            `d${at}.yaml`,
            exampleEntry(`in-text-${at}`, {
              description: JSON.stringify(`About ${word} and more.`),
            }),
          ],
          [`t${at}.yaml`, exampleEntry(`in-tag-${at}`, { tags: JSON.stringify([word, 'other']) })],
        ]),
      ),
    )
    const terms = WORDS.flatMap((word) => [
      word,
      word.toLowerCase(),
      word.toUpperCase(),
      word.slice(1, 3),
    ])
    for (const term of new Set(terms)) {
      const theirs = program.run<{ name: string }>(['search', folder, term]).map(({ name }) => name)
      const { out, err } = await runClient(['search', '--json', '--index', folder, '--', term])
      expect({ term, err }).toEqual({ term, err: '' })
      const ours = JSON.parse(out).packages.map(({ name }: { name: string }) => name)
      expect({ term, lost: theirs.filter((name) => !ours.includes(name)) }).toEqual({
        term,
        lost: [],
      })
    }
  })

  describe.skipIf(registryObstacle() !== null)('with an index in a registry', () => {
    let registry: DockerRegistry

    beforeAll(async () => {
      registry = await startRegistry('open')
    })

    afterAll(async () => {
      await registry?.stop()
    })

    const flux = registryObstacle() === null ? buildGoProgram('flux-client') : null

    test('read the same entries', async () => {
      const index = exampleIndex()
      const target = `oci://${registry.host}/acme/index:latest`
      const local = ['--insecure-registry', registry.host]
      const mirrored = await runClient(['index', 'mirror', target, '--index', index, ...local])
      expect(mirrored).toMatchObject({ code: 0 })
      const env = { XDG_CACHE_HOME: temporaryFolder() }
      const search = (...more: string[]) =>
        runClient(['search', '--wide', '--index', target, ...local, ...more], { env })
      const fromFolder = await runClient(['search', '--wide', '--index', index])
      expect(await search()).toEqual(fromFolder)
      const details = await runClient(['info', 'hello', '--index', target, ...local], { env })
      expect(details).toEqual(await runClient(['info', 'hello', '--index', index]))
      const again = await runClient(['index', 'mirror', target, '--index', index, ...local])
      expect(again.out).toBe(mirrored.out)
      // Upstream's client pulls the artifact and takes every YAML file for an entry.
      const pulled = temporaryFolder()
      flux?.run(['pull', target.slice('oci://'.length), pulled], {
        DOCKER_CONFIG: temporaryFolder(),
      })
      const entries = [...readInGo(pulled).values()]
      expect(entries.map(({ error }) => error)).toEqual([null])
      const listed = await runClient(['info', 'hello', '--json', '--index', index])
      const { name, ociRef, version, signing } = JSON.parse(listed.out)
      expect(entries[0]?.entry).toMatchObject({ name, ociRef, version, signing })
      // What stood in for another registry is not taken for that one.
      const other = ['search', '--index', target, '--offline']
      expect(await runClient(other, { env })).toMatchObject({ code: 2, out: '' })
      await registry.stop()
      const offline = await search('--offline')
      expect(offline.out).toBe(fromFolder.out)
      const cut = await search('--refresh')
      expect(cut.out).toBe(fromFolder.out)
      expect(cut.err).toContain('This is the index as it was')
    })
  })
})
