import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Verdict } from '../../src/core/gate/verdict.ts'
import { openRepository } from '../../src/io/registry/oci-registry.ts'
import { createDemo, DEMO_REGISTRY, type Demo, identityOf, publish } from '../demo/demo-index.ts'
import { EXAMPLES } from '../demo/example-repositories.ts'
import { FastImport, type Files } from '../gate/fast-import.ts'
import { runScript } from '../scripts/run-script.ts'
import { type DockerRegistry, registryObstacle, startRegistry } from './docker-registry.ts'

const obstacle = registryObstacle()
if (obstacle) process.stderr.write(`The gate is not tested online: ${obstacle}\n`)

const NOTES = EXAMPLES.find(({ name }) => name === 'acme.notes')
const NOTES_FILES = NOTES?.releases[0]?.files ?? {}
const NOTES_FILE = 'index/packages/acme.notes.yaml'

const SOURCE = 'core/platform/sources/notes.yaml'

/** The PackageSource of the notes with dependencies. */
function needing(...names: string[]): Record<string, string> {
  const text = String(NOTES_FILES[SOURCE])
  const key = 'dependsOn:\n'
  if (!text.includes(key)) throw new Error(`${SOURCE} depends on nothing`)
  const items = names.map((name) => `        - ${name}\n`).join('')
  return { [SOURCE]: text.replace(key, `${key}${items}`) }
}

describe.skipIf(obstacle !== null)('the gate before a registry', () => {
  let registry: DockerRegistry
  let demo: Demo
  let folder: string
  let repo: string

  beforeAll(async () => {
    registry = await startRegistry('open')
    demo = await createDemo(registry.host)
    folder = mkdtempSync(join(tmpdir(), 'packages-index-gate-'))
    repo = join(folder, 'repository')
    runScript('refresh', ['--index', demo.indexDir, '--now', '2026-01-02T00:00:00Z', ...flags()])
    const release = (version: string, files = {}) =>
      publish(
        { name: 'acme.notes' },
        { version, files: { ...NOTES_FILES, ...files } },
        registry.host,
        demo.sigstore,
      )
    await release('v0.3.1')
    await release('v0.4.0')
    await publish(
      { name: 'acme.notes' },
      { version: 'v0.4.1-other', files: NOTES_FILES },
      registry.host,
      demo.sigstore,
      identityOf({ name: 'acme.hello' }),
    )
    await release('v0.4.1-needs', needing('acme.hello', 'acme.missing'))
    await publish(
      { name: 'acme.copy' },
      { version: 'v1.0.0', files: NOTES_FILES },
      registry.host,
      demo.sigstore,
    )
    const repository = openRepository(registry.host, 'acme/notes', {
      allowedHosts: [],
      insecureHosts: new Set([registry.host]),
    })
    const { digest } = await repository.resolveTag('v0.3.0')
    const { bytes, mediaType } = await repository.getManifest(digest)
    await repository.pushManifest('v0.3.9', bytes, mediaType)
    await repository.close()
    writeRepository()
  })

  afterAll(async () => {
    demo?.remove()
    if (folder) rmSync(folder, { recursive: true, force: true })
    await registry?.stop()
  })

  const flags = () => [
    ...['--insecure-registry', `${DEMO_REGISTRY}=${registry.host}`],
    ...['--trusted-root', demo.trustedRoot],
  ]

  function writeRepository(): void {
    const base = readIndex(demo.indexDir)
    const notes = base[NOTES_FILE] as string
    const hello = base['index/packages/acme.hello.yaml'] as string
    const bump = (version: string) => ({ [NOTES_FILE]: notes.replace('v0.3.0', version) })
    const history = new FastImport()
    history.commit('main', base)
    for (const version of [
      'v0.3.1',
      'v0.3.9',
      'v0.4.0',
      'v0.4.1-other',
      'v0.4.1-needs',
      'v0.8.0',
    ]) {
      history.commit(version, bump(version), 'main')
    }
    const copy = notes
      .replace('name: acme.notes', 'name: acme.copy')
      .replaceAll('acme/notes', 'acme/copy')
      .replace('v0.3.0', 'v1.0.0')
    history.commit('copy', { 'index/packages/acme.copy.yaml': copy }, 'main')
    history.commit(
      'larger',
      { 'index/packages/acme.hello.yaml': hello.replace('v1.0.0', 'v1.1.0') },
      'main',
    )
    const renamed = notes.replace('name: acme.notes', 'name: acme.notebook')
    history.commit(
      'renamed',
      {
        [NOTES_FILE]: null,
        'index/packages/acme.notebook.yaml': renamed,
        'index/lifecycle.yaml': 'acme.notes: { state: renamed, to: acme.notebook }\n',
      },
      'main',
    )
    const other = notes.replace('release.yaml', 'other.yaml')
    history.commit('signer', { [NOTES_FILE]: other.replace('v0.3.0', 'v0.4.0') }, 'main')
    const unrecorded = { 'index/releases/acme.notes/v0.3.0.json': null }
    history.commit('unrecorded', unrecorded, 'main')
    history.commit('first', bump('v0.4.0'), 'unrecorded')
    history.write(repo)
  }

  function gate(head: string, more: string[] = []): { status: number | null; verdict: Verdict } {
    const base = more.includes('--base') ? [] : ['--base', 'main']
    const args = ['--repo', repo, '--head', head, '--json', ...base, ...flags(), ...more]
    const { status, stdout, stderr } = runScript('gate', args)
    if (status === 2) throw new Error(stderr)
    return { status, verdict: JSON.parse(stdout) }
  }

  const rowsOf = ({ changes, decisions }: Verdict) =>
    [...changes.flatMap((change) => change.decisions), ...decisions].map(({ row }) => row).sort()
  const rulesOf = ({ findings }: Verdict) =>
    findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)

  test('a signed release that brings nothing new merges by itself', () => {
    const { status, verdict } = gate('v0.4.0')
    expect({ status, lane: verdict.lane, rows: rowsOf(verdict) }).toEqual({
      status: 0,
      lane: 'auto',
      rows: ['version-up'],
    })
    expect(verdict.skipped).toEqual([])
    expect(verdict.packages[0]).toMatchObject({
      before: 'v0.3.0',
      after: 'v0.4.0',
      artifact: {
        digest: expect.stringMatching(/^sha256:/),
        signedBy: identityOf({ name: 'acme.notes' }),
        highest: 'v0.4.0',
        comparedWith: 'v0.3.0',
        comparison: { footprintGrew: false },
      },
    })
  })

  test('a release that reaches further goes to a person, who sees what is new', () => {
    const { verdict } = gate('larger')
    expect(verdict.lane).toBe('review')
    expect(rowsOf(verdict)).toEqual(['footprint-larger', 'version-up'])
    expect(verdict.packages[0]?.artifact?.comparison?.privileges.gained).toEqual([
      'acme.hello/default/hello-agent',
    ])
  })

  test('a release that is not the highest goes to a person', () => {
    const { verdict } = gate('v0.3.1')
    expect([verdict.lane, ...rowsOf(verdict)]).toEqual([
      'review',
      'version-not-highest',
      'version-up',
    ])
  })

  test('without a record there is nothing to compare with', () => {
    const { verdict } = gate('first', ['--base', 'unrecorded'])
    expect([verdict.lane, ...rowsOf(verdict)]).toEqual([
      'review',
      'footprint-unknown',
      'version-up',
    ])
  })

  test('a release by another workflow is refused', () => {
    const { status, verdict } = gate('v0.4.1-other')
    expect(status).toBe(1)
    expect(rulesOf(verdict)).toEqual(['signature-identity'])
    expect(verdict.findings[0]).toMatchObject({ file: NOTES_FILE, line: 3 })
  })

  test('an entry that names another signer is held against what really signed', () => {
    const { verdict } = gate('signer')
    expect(rowsOf(verdict)).toEqual(['finding', 'signing', 'version-up'])
    expect(rulesOf(verdict)).toEqual(['signature-identity'])
  })

  test('what a release depends on is looked for in the index', () => {
    const { verdict } = gate('v0.4.1-needs')
    expect(rowsOf(verdict)).toContain('dependency-unresolved')
    const unresolved = verdict.findings.filter(({ rule }) => rule === 'dependson-unresolved')
    expect(unresolved.map(({ message }) => /depends on ("[^"]+")/.exec(message)?.[1])).toEqual([
      '"acme.missing"',
    ])
  })

  test('inspect looks for it in the same index', () => {
    const ref = `${DEMO_REGISTRY}/acme/notes:v0.4.1-needs`
    const { stdout } = runScript('inspect', [ref, '--json', '--index', demo.indexDir, ...flags()])
    const { findings } = JSON.parse(stdout) as Pick<Verdict, 'findings'>
    const unresolved = findings.filter(({ rule }) => rule === 'dependson-unresolved')
    expect(unresolved.map(({ message }) => message)).toEqual([
      expect.stringContaining('depends on "acme.missing"'),
    ])
  })

  test('a version that is not there is refused', () => {
    const { verdict } = gate('v0.8.0')
    expect([verdict.lane, ...rulesOf(verdict)]).toEqual(['refused', 'artifact-missing'])
  })

  test('an artifact that is recorded under another version is refused', () => {
    const { verdict } = gate('v0.3.9')
    expect([verdict.lane, ...rulesOf(verdict)]).toEqual(['refused', 'release-digest'])
  })

  test('a new package that claims what another holds is refused', () => {
    const { verdict } = gate('copy')
    expect(verdict.lane).toBe('refused')
    expect(rulesOf(verdict).sort()).toEqual(['claim-kind', 'claim-package-source'])
  })

  test('a renamed package keeps its releases and its claims', () => {
    const { verdict } = gate('renamed')
    expect({ lane: verdict.lane, rules: rulesOf(verdict) }).toEqual({ lane: 'review', rules: [] })
    expect(verdict.packages.find(({ name }) => name === 'acme.notebook')?.artifact?.signedBy).toBe(
      identityOf({ name: 'acme.notes' }),
    )
  })

  test('offline, all that is taken as passed, and the verdict says what was left out', () => {
    const { status, verdict } = gate('v0.8.0', ['--offline'])
    expect([status, verdict.lane]).toEqual([0, 'auto'])
    expect(verdict.skipped.map(({ check }) => check)).toEqual([
      'artifact',
      'signature',
      'highest-tag',
      'footprint',
      'digest',
    ])
  })

  test('a tag that moved after it was judged is refused', async () => {
    const judged = join(folder, 'verdict.json')
    writeFileSync(judged, JSON.stringify(gate('v0.4.0').verdict))
    expect(gate('v0.4.0', ['--judged', judged]).verdict.lane).toBe('auto')
    await publish(
      { name: 'acme.notes' },
      { version: 'v0.4.0', files: { ...NOTES_FILES, 'README.md': '# Something else\n' } },
      registry.host,
      demo.sigstore,
    )
    const { verdict } = gate('v0.4.0', ['--judged', judged])
    expect([verdict.lane, ...rowsOf(verdict)]).toEqual(['refused', 'tag-moved', 'version-up'])
  })

  test('a registry that does not answer leaves the branch unjudged', async () => {
    await registry.stop()
    const args = ['--repo', repo, '--base', 'main', '--head', 'v0.4.0', ...flags()]
    const { status, stdout, stderr } = runScript('gate', args)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain('127.0.0.1')
  })
})

/** An index folder as files of a repository. */
function readIndex(dir: string): Record<string, string | Uint8Array> & Files {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((one) =>
    one.isFile(),
  )
  return Object.fromEntries(
    files.map((file) => {
      const path = join(file.parentPath, file.name)
      const bytes = readFileSync(path)
      const content = path.endsWith('.png') ? bytes : bytes.toString()
      return [`index/${path.slice(dir.length + 1)}`, content]
    }),
  )
}
