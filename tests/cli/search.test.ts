import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { UNPRINTABLE } from '../../src/core/printable.ts'
import { exampleEntry } from '../example-entry.ts'
import { makeFindingIndex } from '../finding-index.ts'
import { QUERIES } from '../queries.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { exampleIndex, publishIndex } from './example-index.ts'
import { runClient } from './run-client.ts'

test('prints upstream’s columns', async () => {
  const { code, out, err } = await runClient(['search', '--index', exampleIndex()])
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toMatchInlineSnapshot(`
    "NAME       OCI REF                          DESCRIPTION
    cold       oci://ghcr.io/example/cold       (frozen) An example.
    emulator   oci://ghcr.io/example/emulator   Runs machines of the past.
    hello      oci://ghcr.io/example/hello      Greets everybody who logs in.
    "
  `)
})

test('--wide shows what decides', async () => {
  const { out } = await runClient(['search', '--wide', '--index', exampleIndex()])
  expect(out).toMatchInlineSnapshot(`
    "NAME       VERSION   STATE     PRIVILEGED    TAGS            OCI REF                          DESCRIPTION
    cold       1.0.0     frozen    not checked   -               oci://ghcr.io/example/cold       An example.
    emulator   1.0.0     pending   not checked   machine         oci://ghcr.io/example/emulator   Runs machines of the past.
    hello      1.0.0     active    yes           greeting,demo   oci://ghcr.io/example/hello      Greets everybody who logs in.
    "
  `)
})

test('COZYPKG_INDEX names the index', async () => {
  const { out } = await runClient(['search', 'greet'], { env: { COZYPKG_INDEX: exampleIndex() } })
  expect(out).toContain('hello')
  expect(out).not.toContain('emulator')
})

test('the ranking is the one of the site: an application kind counts', async () => {
  const { out } = await runClient(['search', 'greeter', '--json', '--index', exampleIndex()])
  expect(JSON.parse(out).packages.map((one: { name: string }) => one.name)).toEqual(['hello'])
})

test.each([
  [['--tag', 'demo'], ['hello']],
  [['--tag', 'demo', '--tag', 'machine'], []],
  [['--category', 'retro'], ['emulator']],
])('%j keeps %j', async (flags, names) => {
  const { out } = await runClient(['search', ...flags, '--json', '--index', exampleIndex()])
  expect(JSON.parse(out).packages.map((one: { name: string }) => one.name)).toEqual(names)
})

describe('where nothing matches', () => {
  test.each([
    ['emulatr', 'a near name'],
    ['postgres', 'what the platform ships'],
    ['postgers', 'what the platform ships, misspelt'],
    ['old-one', 'a new name'],
    ['gone-one', 'a removed name'],
    ['zzzzzzzzz', 'nothing'],
  ])('%s offers %s', async (term) => {
    const { code, out, err } = await runClient(['search', term, '--index', exampleIndex()])
    expect({ code, out }).toEqual({ code: 0, out: '' })
    expect(err).toMatchSnapshot()
  })
})

test('what Cozystack ships itself is said by all its names, also where nothing else is found', async () => {
  const index = makeFindingIndex(temporaryFolder())
  const asked = QUERIES.filter(({ core, first }) => core && first.length === 0)
  expect(asked.length).toBeGreaterThan(5)
  for (const { query, core } of asked) {
    const { out, err } = await runClient(['search', query, '--index', index])
    expect({ query, out }).toEqual({ query, out: '' })
    expect(err).toContain(`itself ships ${core}: nothing has to be tapped for that.`)
  }
})

test('beside packages that match, standard output stays the table', async () => {
  const index = makeFindingIndex(temporaryFolder())
  const { code, out, err } = await runClient(['search', 's3', '--index', index])
  expect(code).toBe(0)
  expect(out.split('\n')).toHaveLength(3)
  expect(err).toBe('Cozystack v1.6.2 itself ships Bucket: nothing has to be tapped for that.\n')
  const begun = await runClient(['search', 'kube', '--index', index])
  expect(begun.err).toBe('')
})

test('a folder of entries needs no more than upstream’s client', async () => {
  const folder = temporaryFolder({
    'bare.yaml': 'name: bare\nociRef: oci://10.0.0.1:5000/a/b\n',
    'team/full.yml': exampleEntry('full'),
    '.git/config.yaml': 'not: an entry',
    'notes.md': 'no entry',
  })
  const { code, out, err } = await runClient(['search', '--index', folder])
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toMatchInlineSnapshot(`
    "NAME   OCI REF                      DESCRIPTION
    bare   oci://10.0.0.1:5000/a/b
    full   oci://ghcr.io/example/full   An example.
    "
  `)
})

test('one bad file costs one package, and is named with line and remedy', async () => {
  const folder = temporaryFolder({
    'good.yaml': exampleEntry('good'),
    'bad.yaml': `${exampleEntry('bad')}type: app\n`,
    'misread.yaml': exampleEntry('misread', { version: '1.10' }),
    'workflow.yml': 'on: push\n',
  })
  const { code, out, err } = await runClient(['search', '--index', folder])
  expect(code).toBe(0)
  expect(out.split('\n').slice(1)).toEqual([expect.stringMatching(/^good /), ''])
  expect(err.replaceAll(folder, 'FOLDER')).toMatchInlineSnapshot(`
    "warning 3 files are left out, which upstream's client would stop at or read to other values:
    FOLDER/bad.yaml:8:1: unknown field "type"; cozypkg refuses the whole index
      fix: Remove it; the fields here are name, ociRef, version, description, homepage, maintainer, tags, signing.
    FOLDER/misread.yaml:3:10: version: an unquoted 1.10 is a number; cozypkg reads "1.1"
      fix: Write "1.10".
    FOLDER/workflow.yml:1:1: unknown field "on"; cozypkg refuses the whole index
      fix: Remove it; the fields here are name, ociRef, version, description, homepage, maintainer, tags, signing.
    FOLDER/workflow.yml:1:1: key: an unquoted on is a boolean; cozypkg reads "true"
      fix: Write "on".
    "
  `)
})

test('a package with errors is left out of an index folder, with its reason', async () => {
  const index = exampleIndex({ 'packages/broken.yaml': 'name: [broken\n' })
  const { code, out, err } = await runClient(['search', '--index', index])
  expect(code).toBe(0)
  expect(out).toContain('hello')
  expect(err).toContain('packages/broken.yaml:')
})

test('a broken lifecycle stops everything: a freeze would be lost', async () => {
  const index = exampleIndex({ 'lifecycle.yaml': 'cold: {state: frosen}\n' })
  const { code, out, err } = await runClient(['search', '--index', index])
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain('lifecycle.yaml:1:')
})

test('a published folder is read by its catalog', async () => {
  const folder = temporaryFolder(Object.fromEntries(publishIndex(exampleIndex())))
  const { code, out } = await runClient(['search', 'cold', '--wide', '--index', folder])
  expect(code).toBe(0)
  expect(out).toMatch(/\ncold +1\.0\.0 +frozen /)
})

test('hostile text cannot steer the terminal', async () => {
  const hostile = '\u001b[2Jgone \u202eesrever'
  const files = publishIndex(exampleIndex())
  const catalog = JSON.parse(files.get('catalog.json') ?? '')
  catalog.packages[0].description = hostile
  const published = temporaryFolder({ 'catalog.json': JSON.stringify(catalog) })
  const entries = temporaryFolder({
    'evil.yaml': `name: evil\nociRef: oci://a.example/b/c\ndescription: ${JSON.stringify(hostile)}\n`,
  })
  for (const index of [published, entries]) {
    const runs = [
      await runClient(['search', '--index', index]),
      await runClient(['search', 'zzz', '--wide', '--index', index]),
      await runClient(['info', 'evil\u0007', '--index', index]),
    ]
    const lines = runs.flatMap(({ out, err }) => `${out}${err}`.split('\n'))
    expect(lines.filter((line) => UNPRINTABLE.test(line))).toEqual([])
  }
  const { out } = await runClient(['search', '--index', published])
  expect(out).toContain('\\u{1b}[2Jgone \\u{202e}esrever')
})

test.each([
  ['a missing folder', () => 'no/such/folder'],
  ['a file', () => join(temporaryFolder({ 'a.yaml': 'x' }), 'a.yaml')],
  ['an empty folder', () => temporaryFolder()],
  ['another kind of address', () => 'ftp://example.org/index'],
  ['a broken reference', () => 'oci://'],
])('%s is no index', async (_, locate) => {
  const location = locate()
  const { code, out, err } = await runClient(['search', '--index', location])
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err.replaceAll(location, 'LOCATION')).toMatchSnapshot()
})

test('a catalog on disk that is cut off or newer is named', async () => {
  const folder = temporaryFolder(Object.fromEntries(publishIndex(exampleIndex())))
  const search = async (text: string) => {
    writeFileSync(join(folder, 'catalog.json'), text)
    const { code, err } = await runClient(['search', '--index', folder])
    return `${code} ${err.replaceAll(folder, 'FOLDER')}`
  }
  expect(await search('{"schemaVersion":1,"packages":[{"na')).toMatchInlineSnapshot(`
    "2 error FOLDER/catalog.json is cut off after 35 bytes
    Try again.
    "
  `)
  expect(await search('{"schemaVersion":2}')).toMatchInlineSnapshot(`
    "2 error FOLDER/catalog.json is of schema version 2, and this client reads version 1
    Install a newer cozypkg.
    "
  `)
  expect(await search('{"schemaVersion":1}')).toMatchInlineSnapshot(`
    "2 error FOLDER/catalog.json is not what an index publishes: revision: Invalid input: expected string, received undefined
    Is it the address of a catalog?
    "
  `)
  expect(await search('<!doctype html>')).toMatchInlineSnapshot(`
    "2 error FOLDER/catalog.json is a web page, and not a catalog
    "
  `)
})

test('an index that lists nothing yet is an index', async () => {
  const index = temporaryFolder({ 'policy.yaml': 'registries: []\n', 'lifecycle.yaml': '# none\n' })
  expect(await runClient(['search', '--index', index])).toMatchInlineSnapshot(`
    {
      "code": 0,
      "err": "No package matches.
    ",
      "out": "",
    }
  `)
})
