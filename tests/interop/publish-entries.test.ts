import { hash } from 'node:crypto'
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Catalog, PackageSummary } from '../../src/core/schemas/catalog.ts'
import { HeadSchema } from '../../src/core/schemas/head.ts'
import { pickFields } from '../core/arbitrary-entry.ts'
import { createDemo, DEMO_REGISTRY, type Demo } from '../demo/demo-index.ts'
import { GitRepository } from '../io/git-repository.ts'
import { runScript } from '../scripts/run-script.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { type DockerRegistry, registryObstacle, startRegistry } from './docker-registry.ts'
import { buildGoProgram } from './go-program.ts'

const noRegistry = registryObstacle()
const flux = noRegistry ? null : buildGoProgram('flux-client')
const reader = noRegistry ? null : buildGoProgram('go-reader')
const obstacle = noRegistry ?? flux?.obstacle ?? reader?.obstacle ?? null
if (obstacle)
  process.stderr.write(`tests/interop/publish-entries.test.ts is skipped: ${obstacle}\n`)

const NOW = '2026-11-01T12:00:00Z'

describe.skipIf(obstacle !== null)('the entries artifact', () => {
  let registry: DockerRegistry
  let demo: Demo
  let git: GitRepository

  beforeAll(async () => {
    registry = await startRegistry('open')
    demo = await createDemo(registry.host)
    git = new GitRepository(dirname(demo.indexDir))
    refresh('2026-01-02T00:00:00Z')
    demo.bump('acme.hello')
    refresh('2026-02-02T00:00:00Z')
  })
  afterAll(async () => {
    demo?.remove()
    await registry?.stop()
  })

  const local = () => ['--insecure-registry', `${DEMO_REGISTRY}=${registry.host}`]
  const refresh = (now: string) => {
    const trusted = ['--trusted-root', demo.trustedRoot]
    runScript('refresh', ['--index', demo.indexDir, '--now', now, ...local(), ...trusted])
  }
  const lifecycle = (text: string) => writeFileSync(join(demo.indexDir, 'lifecycle.yaml'), text)

  /** Commits, compiles, pushes, pulls with Flux and decodes with the Go client's decoder. */
  const publish = (commits = true) => {
    if (commits) git.commit('2026-10-31T00:00:00Z')
    const out = join(temporaryFolder(), 'catalog')
    const compiled = runScript('catalog', ['--index', demo.indexDir, '--out', out])
    expect(compiled).toMatchObject({ status: 0 })
    const to = `oci://${DEMO_REGISTRY}/cozystack/packages-index`
    const pushed = runScript('push-entries', [
      ...['--catalog', out, '--to', to, '--now', NOW],
      ...local(),
    ])
    const catalog: Catalog = JSON.parse(readFileSync(join(out, 'catalog.json'), 'utf8'))
    return { out, pushed, catalog, ...pull('latest') }
  }
  const pull = (tag: string) => {
    const folder = temporaryFolder()
    const reference = `${registry.host}/cozystack/packages-index:${tag}`
    const [metadata] =
      flux?.run<Record<string, string>>(['pull', reference, folder], {
        DOCKER_CONFIG: temporaryFolder(),
      }) ?? []
    const entries = reader?.run<{ file: string; entry: unknown; error: unknown }>(['index', folder])
    return { metadata, entries: entries ?? [] }
  }
  /** What the Go client holds of a package: every field is there, and an absent text is empty. */
  const asGo = (one: PackageSummary, version: string) => ({
    file: `${one.name}.yaml`,
    entry: { homepage: '', maintainer: '', tags: null, ...pickFields(one), version },
    error: null,
  })

  test('holds every recorded package with the values that the catalog shows', () => {
    const { pushed, catalog, entries, metadata } = publish()
    expect(pushed.stderr).toMatch(
      /^2 entries pushed to oci:\/\/registry.example\/cozystack\/packages-index as latest and 2026-11-01, 0 left out: sha256:/,
    )
    expect(entries).toEqual(catalog.packages.map((one) => asGo(one, one.version)))
    expect(metadata).toMatchObject({ source_revision: `main:${catalog.revision}` })
    expect(pull('2026-11-01').entries).toEqual(entries)
  })

  test('is the same for the same commit', () => {
    expect(publish().pushed.stderr).toBe(publish(false).pushed.stderr)
  })

  test('lists the newest version that is not yanked', () => {
    lifecycle('acme.hello:\n  state: active\n  yanked:\n    v1.1.0: It deletes greetings.\n')
    const { catalog, entries } = publish()
    const [hello] = catalog.packages
    expect(hello).toMatchObject({ version: 'v1.1.0', state: 'yanked' })
    expect(entries[0]).toEqual(asGo(hello as PackageSummary, 'v1.0.0'))
  })

  test('leaves out what is frozen, removed or not recorded', () => {
    const original = join(demo.indexDir, 'packages/acme.notes.yaml')
    const text = readFileSync(original, 'utf8')
    const other = text
      .replace('name: acme.notes', 'name: acme.fresh')
      .replaceAll('acme/notes', 'acme/fresh')
    writeFileSync(join(demo.indexDir, 'packages/acme.fresh.yaml'), other)
    lifecycle('acme.hello:\n  state: frozen\n  reason: It was taken over.\n')
    const { pushed, entries } = publish()
    expect(pushed.stderr).toContain('1 entry pushed')
    expect(pushed.stderr).toContain('2 left out')
    expect(entries.map(({ file }) => file)).toEqual(['acme.notes.yaml'])
    rmSync(join(demo.indexDir, 'packages/acme.fresh.yaml'))
    lifecycle('')
  })

  test('its head names the catalog, and expires after a week', () => {
    const { out } = publish()
    expect(runScript('write-head', ['--site', out, '--now', NOW])).toMatchObject({ status: 0 })
    const catalog = readFileSync(join(out, 'catalog.json'))
    const head = HeadSchema.parse(JSON.parse(readFileSync(join(out, 'head.json'), 'utf8')))
    expect(head).toMatchObject({
      sha256: hash('sha256', catalog),
      size: catalog.length,
      revision: git.git('rev-parse', 'HEAD').trim(),
      publishedAt: NOW,
      expires: '2026-11-08T12:00:00Z',
    })
  })

  test('is not made from changes that are in no commit', () => {
    const { out } = publish()
    appendFileSync(join(demo.indexDir, 'lifecycle.yaml'), '# changed\n')
    runScript('catalog', ['--index', demo.indexDir, '--out', out])
    for (const args of [
      ['push-entries', '--catalog', out],
      ['write-head', '--site', out],
    ]) {
      const { status, stderr } = runScript(args[0] ?? '', args.slice(1))
      expect(status).toBe(2)
      expect(stderr).toContain('names no revision')
    }
  })
})
