import { expect, test } from 'vitest'
import { compileCatalog, type History } from '../../src/core/catalog.ts'
import { type CheckResult, checkIndex } from '../../src/core/check-index.ts'
import { type IndexFile, toIndexFile } from '../../src/core/index-file.ts'
import { brokenTrustFiles, failingPackages } from '../../src/core/quarantine.ts'
import type { Status } from '../../src/core/schemas/status.ts'
import { renderSurface } from '../../src/core/surface.ts'
import { readIndexFolder } from '../../src/io/index-folder.ts'
import { sha256 } from '../../src/io/sha256.ts'
import { FIXTURES } from '../check-fixture.ts'

const files = readIndexFolder(`${FIXTURES}/valid`)
const { index } = checkIndex(files)
const HISTORY: History = {
  revision: '0123456789abcdef0123456789abcdef01234567',
  sequence: 7,
  committedAt: '2026-11-01T12:00:00Z',
  changes: [],
  dates: new Map([
    ['acme.hello', { firstListed: '2026-10-01T08:00:00Z', lastChanged: '2026-11-01T12:00:00Z' }],
  ]),
}

function find(name: string) {
  const one = compileCatalog(index, HISTORY).packages.find((candidate) => candidate.name === name)
  if (!one) throw new Error(`${name} is not in the catalog`)
  return one
}

/** The index folder with one file written anew. */
function withFile(path: string, text: string) {
  return checkIndex([...files.filter((one) => one.path !== path), toIndexFile(path, text)])
}

test('the entry’s fields stand at top level, unchanged and in upstream’s order', () => {
  expect(Object.entries(find('acme.quoted')).slice(1, 7)).toEqual([
    ['name', 'acme.quoted'],
    ['ociRef', 'oci://ghcr.io/acme/sub/quoted'],
    ['version', '0.1.0-rc.1'],
    [
      'description',
      'Says "1.10", no, yes and null without being misread: it’s quoted, and in English, Français, 日本語 and עברית.',
    ],
    ['tags', ['yes', '1e3', '123']],
    [
      'signing',
      {
        identity:
          'https://github.com/Acme/quoted/.github/workflows/release.yml@refs/tags/v{version}',
        issuer: 'https://token.actions.githubusercontent.com',
      },
    ],
  ])
  expect(Object.keys(find('acme.quoted').signing)).toEqual(['identity', 'issuer'])
})

test('fields that the author left out are absent, not empty', () => {
  const minimal = find('minimal')
  expect('homepage' in minimal || 'maintainer' in minimal || 'tags' in minimal).toBe(false)
})

test('states follow lifecycle and records', () => {
  const states = compileCatalog(index).packages.map(({ name, state, reason }) => [
    name,
    state,
    reason,
  ])
  expect(states).toEqual([
    ['acme.hello', 'active', null],
    ['acme.quoted', 'pending', null],
    ['frozen-one', 'frozen', 'Its signing key was stolen.'],
    ['minimal', 'pending', null],
    ['plain-overview', 'pending', null],
    ['retired', 'deprecated', 'Its author moved on.'],
    ['yanked-one', 'yanked', 'Deletes what it greets.'],
  ])
})

test('without a record the release is null, never zero', () => {
  expect(find('minimal').release).toBeNull()
})

test('until the listed version is recorded, the newest earlier record is served', () => {
  const path = 'packages/acme.hello.yaml'
  const text = new TextDecoder().decode(files.find((one) => one.path === path)?.bytes ?? undefined)
  const bumped = withFile(path, text.replace('v1.10.0', 'v1.11.0'))
  const one = compileCatalog(bumped.index).packages[0]
  expect(one).toMatchObject({
    version: 'v1.11.0',
    state: 'pending',
    release: { version: 'v1.10.0' },
  })
})

test('records are ordered by semantic version, newest first', () => {
  expect(find('acme.hello').releases.map((one) => one.version)).toEqual(['v1.10.0', 'v1.9.0'])
})

test('dates come from the history, and are null where it says nothing', () => {
  expect(find('acme.hello').firstListed).toBe('2026-10-01T08:00:00Z')
  expect(find('minimal').lastChanged).toBeNull()
  expect(compileCatalog(index).catalog).toMatchObject({
    revision: null,
    sequence: null,
    generatedAt: null,
  })
})

test('tombstones stay in the catalog', () => {
  expect(compileCatalog(index).catalog.tombstones).toEqual([
    { name: 'departed', state: 'removed', to: null, reason: 'Asked for by its author.' },
    { name: 'old-name', state: 'renamed', to: 'acme.hello', reason: null },
  ])
})

test('catalog.json leaves the text of overviews to the package files', () => {
  const surface = renderSurface(compileCatalog(index), 'https://packages.example/', sha256)
  expect(surface.get('catalog.json')).not.toContain('What it does')
  expect(surface.get('packages/acme.hello.json')).toContain('What it does')
})

test('the same index gives the same bytes, whatever the order of its files', () => {
  const render = (input: IndexFile[]) => [
    ...renderSurface(
      compileCatalog(checkIndex(input).index, HISTORY),
      'https://packages.example/',
      sha256,
    ),
  ]
  expect(render([...files].reverse())).toEqual(render(files))
})

test('a quarantined package stays as published, under today’s lifecycle', () => {
  const broken = withFile('packages/acme.hello.yaml', 'name: [\n')
  expect(failingPackages(broken.findings)).toEqual(['acme.hello'])
  const published = find('acme.hello')
  const kept = compileCatalog(broken.index, HISTORY, {
    quarantined: new Map([['acme.hello', published]]),
  }).packages[0]
  expect(kept).toMatchObject({ name: 'acme.hello', version: 'v1.10.0', state: 'failing' })

  const frozen = withFile('lifecycle.yaml', 'acme.hello: { state: frozen, reason: Stolen. }\n')
  const both = compileCatalog(frozen.index, HISTORY, {
    quarantined: new Map([['acme.hello', published]]),
  }).packages[0]
  expect(both).toMatchObject({ state: 'frozen', reason: 'Stolen.' })
})

test('a quarantined package that was never published is left out', () => {
  const broken = withFile('packages/acme.hello.yaml', 'name: [\n')
  const { packages } = compileCatalog(broken.index, HISTORY, {
    quarantined: new Map([['acme.hello', null]]),
  })
  expect(packages.map((one) => one.name)).not.toContain('acme.hello')
})

test('broken trust files are told from absent ones', () => {
  const broken = ({ index: one, findings }: CheckResult) => brokenTrustFiles(one, findings)
  expect(broken(checkIndex(files))).toEqual([])
  expect(broken(checkIndex([]))).toEqual([])
  expect(broken(withFile('policy.yaml', 'registries: 1\n'))).toEqual(['policy.yaml'])
  expect(broken(withFile('lifecycle.yaml', 'a: [\n'))).toEqual(['lifecycle.yaml'])
  const twice = 'minimal: { state: active }\nminimal: { state: frozen, reason: Stolen. }\n'
  expect(broken(withFile('lifecycle.yaml', twice))).toEqual(['lifecycle.yaml'])
  const unknown = 'nobody: { state: frozen, reason: Stolen. }\n'
  expect(broken(withFile('lifecycle.yaml', unknown))).toEqual([])
})

test('a removed package is gone, also while its entry is still there', () => {
  const removed = withFile('lifecycle.yaml', 'minimal: { state: removed, reason: Malware. }\n')
  const quarantined = new Map([['minimal', find('minimal')]])
  const names = compileCatalog(removed.index, HISTORY, { quarantined }).packages.map(
    ({ name }) => name,
  )
  expect(names).not.toContain('minimal')
})

test('the last re-check of the listed version is its state, and an older one is not', () => {
  const status = {
    name: 'acme.hello',
    version: 'v1.10.0',
    state: 'moved',
    reason: 'The tag names another artifact.',
    homepage: null,
    checkedAt: '2026-11-02T00:00:00Z',
    lastGood: '2026-11-01T00:00:00Z',
  } as const
  const stateOf = (one: Status) => {
    const statuses = new Map([['acme.hello', one]])
    return compileCatalog(index, HISTORY, { statuses }).packages[0]
  }
  expect(stateOf(status)).toMatchObject({ state: 'moved', reason: status.reason })
  expect(stateOf({ ...status, state: 'fresh', reason: null })).toMatchObject({ state: 'active' })
  expect(stateOf({ ...status, version: 'v1.9.0' })).toMatchObject({ state: 'active', reason: null })
})
