import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileCatalog } from '../../src/core/catalog.ts'
import { checkIndex } from '../../src/core/check-index.ts'
import { toIndexFile } from '../../src/core/index-file.ts'
import { renderMarkdown } from '../../src/core/markdown.ts'
import { readIndexFolder } from '../../src/io/index-folder.ts'
import { FIXTURES } from '../check-fixture.ts'
import { exampleEntry } from '../example-entry.ts'

const GOOD = toIndexFile('packages/good.yaml', exampleEntry('good'))

/** Real files with bytes changed, cut and doubled, under every path that is parsed. */
const seeds = readdirSync(`${FIXTURES}/valid/packages`).map((name) =>
  readFileSync(`${FIXTURES}/valid/packages/${name}`),
)
const mutated = fc
  .tuple(
    fc.constantFrom(...seeds),
    fc.array(fc.tuple(fc.nat(2000), fc.uint8Array({ maxLength: 6 }), fc.nat(4)), { maxLength: 6 }),
  )
  .map(([seed, edits]) =>
    edits.reduce<Uint8Array>((bytes, [at, insert, cut]) => {
      const start = at % (bytes.length + 1)
      return Uint8Array.from([
        ...bytes.subarray(0, start),
        ...insert,
        ...bytes.subarray(start + cut),
      ])
    }, seed),
  )
const path = fc.constantFrom(
  'packages/acme.hello.yaml',
  'packages/acme.hello.md',
  'policy.yaml',
  'lifecycle.yaml',
  'releases/acme.hello/v1.0.0.json',
)

test('whatever a file holds, the result is findings or a package, never an exception', () => {
  fc.assert(
    fc.property(path, mutated, (at, bytes) => {
      const { index, findings } = checkIndex([toIndexFile(at, bytes), GOOD])
      const hasErrors = findings.some((finding) => finding.severity === 'error')
      if (hasErrors) return
      for (const one of compileCatalog(index).packages) renderMarkdown(one.overview?.body ?? '')
    }),
    { numRuns: 3000, seed: 1 },
  )
})

test('a broken entry never hides the findings of another', () => {
  const bad = toIndexFile(
    'packages/zzz.yaml',
    exampleEntry('zzz', { homepage: 'http://example.org/' }),
  )
  const alone = checkIndex([bad]).findings
  fc.assert(
    fc.property(mutated, (bytes) => {
      const { findings } = checkIndex([toIndexFile('packages/acme.hello.yaml', bytes), bad])
      expect(findings.filter((finding) => finding.file === bad.path)).toEqual(alone)
    }),
    { numRuns: 500, seed: 1 },
  )
})

test('blank lines and comments before a second document do not make a pattern backtrack', () => {
  const padding = `${'\n'.repeat(200)}${'# \n'.repeat(200)}${'  \n'.repeat(200)}`
  const text = `${padding}a: b\n${padding}---\nc: d\n`
  const rules = checkIndex([toIndexFile('lifecycle.yaml', text)]).findings.map(
    (finding) => finding.rule,
  )
  expect(rules).toContain('yaml-one-document')
})

test('a name that every object answers to is a name like any other', () => {
  const names = ['constructor', 'tostring', 'valueof.constructor']
  const files = names.map((name) => toIndexFile(`packages/${name}.yaml`, exampleEntry(name)))
  const { index, findings } = checkIndex(files)
  expect(findings).toEqual([])
  expect(compileCatalog(index).packages.map((one) => one.state)).toEqual(names.map(() => 'pending'))
})

test('the valid fixtures have no findings', () => {
  expect(checkIndex(readIndexFolder(`${FIXTURES}/valid`)).findings).toEqual([])
})

test('the findings do not depend on the order of the files', () => {
  const files = readdirSync(`${FIXTURES}/rules/name-confusable`).flatMap((name) =>
    readIndexFolder(`${FIXTURES}/rules/name-confusable/${name}`),
  )
  expect(checkIndex([...files].reverse()).findings).toEqual(checkIndex(files).findings)
})
