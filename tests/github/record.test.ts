import { execFileSync } from 'node:child_process'
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Release } from '../../src/core/schemas/release.ts'
import type { Status } from '../../src/core/schemas/status.ts'
import { readApp } from '../../src/io/github/app.ts'
import { judgeAndMerge } from '../../src/io/github/merge.ts'
import { openRepository } from '../../src/io/registry/oci-registry.ts'
import { createDemo, DEMO_REGISTRY, type Demo } from '../demo/demo-index.ts'
import { type DockerRegistry, registryObstacle, startRegistry } from '../interop/docker-registry.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { type LocalGithub, localGithub } from './local-github.ts'
import { openapiObstacle } from './openapi.ts'
import { runBeside } from './run-beside.ts'
import { SITE, verdict } from './verdicts.ts'

const obstacle = openapiObstacle() ?? registryObstacle()
if (obstacle) process.stderr.write(`tests/github/record.test.ts is skipped: ${obstacle}\n`)

const NOW = '2026-11-01T12:00:00Z'
const OPEN_STATUS = fileURLToPath(new URL('../../scripts/open-status.sh', import.meta.url))

describe.skipIf(obstacle !== null)('the recorder', () => {
  let registry: DockerRegistry
  let demo: Demo

  beforeAll(async () => {
    registry = await startRegistry('open')
    demo = await createDemo(registry.host)
  })
  afterAll(async () => {
    demo?.remove()
    await registry?.stop()
  })

  /** What a tag names now, as the gate would have judged it. */
  const digestOf = async (name: string, version: string) => {
    const options = { allowedHosts: [], insecureHosts: new Set([registry.host]) }
    const repository = openRepository(registry.host, name.replace('.', '/'), options)
    return (await repository.resolveTag(version)).digest
  }

  /** A GitHub whose main lists the examples, each brought in by a judged pull request. */
  const start = async (digests: Record<string, string> = {}) => {
    const local = await localGithub({
      'index/policy.yaml': `registries:\n  - host: ${DEMO_REGISTRY}\n`,
    })
    const versions = { 'acme.hello': 'v1.0.0', 'acme.notes': 'v0.3.0' }
    let number = 1
    for (const [name, version] of Object.entries(versions)) {
      const digest = digests[name] ?? (await digestOf(name, version))
      await bringIn(local, number, name, version, digest)
      number++
    }
    return local
  }

  const bringIn = async (
    local: LocalGithub,
    number: number,
    name: string,
    version: string,
    digest: string,
  ) => {
    const { clone, state, github } = local
    clone.git('fetch', '--quiet', 'origin')
    clone.git('checkout', '--quiet', '--detach', 'origin/main')
    cpSync(
      join(demo.indexDir, `packages/${name}.yaml`),
      join(clone.folder, `index/packages/${name}.yaml`),
    )
    const head = clone.commit('2026-01-02T00:00:00Z')
    clone.git('push', '--quiet', 'origin', `HEAD:refs/pull/${number}/head`)
    state.openPull(number, head)
    const [one] = verdict().packages
    if (!one?.artifact) throw new Error('the plain verdict lacks its artifact')
    const ociRef = `oci://${DEMO_REGISTRY}/${name.replace('.', '/')}`
    const said = verdict({
      head,
      packages: [
        { ...one, name, after: version, artifact: { ...one.artifact, version, ociRef, digest } },
      ],
    })
    const app = await readApp(github, state.app.slug)
    expect(await judgeAndMerge(github, app, number, async () => said, SITE)).toMatchObject({
      merged: true,
    })
  }

  const freshClone = ({ state }: LocalGithub) => {
    const folder = temporaryFolder()
    execFileSync('git', ['clone', '--quiet', state.git, folder])
    execFileSync(OPEN_STATUS, [join(folder, '.status')], { cwd: folder, stdio: 'ignore' })
    return folder
  }

  const record = (local: LocalGithub, folder: string, ...more: string[]) =>
    runBeside(local, 'record', [
      ...['--index', join(folder, 'index'), '--status', join(folder, '.status'), '--push'],
      ...['--trusted-root', demo.trustedRoot, '--now', NOW],
      ...['--insecure-registry', `${DEMO_REGISTRY}=${registry.host}`, ...more],
    ])

  const trees = ({ state }: LocalGithub) => [
    state.run('ls-tree', '-r', 'refs/heads/main'),
    state.run('ls-tree', '-r', 'refs/heads/status'),
  ]
  const show = (local: LocalGithub, path: string) => JSON.parse(local.state.run('show', path))

  test('records what was merged at the digest that was judged, and then does nothing', async () => {
    const local = await start()
    const first = await record(local, freshClone(local)).done
    expect(first).toMatchObject({ status: 0 })
    expect(first.stderr).toContain('2 of 2 versions recorded\npushed to main\npushed to status\n')
    const release: Release = show(local, 'main:index/releases/acme.hello/v1.0.0.json')
    expect(release.digest).toBe(await digestOf('acme.hello', 'v1.0.0'))
    expect(release).toMatchObject({ version: 'v1.0.0', verifiedAt: NOW })
    const before = local.state.revision('refs/heads/main')
    const second = await record(local, freshClone(local)).done
    expect(second.stderr).toBe('0 of 0 versions recorded\n')
    expect(local.state.revision('refs/heads/main')).toBe(before)
    expect(local.state.run('log', '-1', '--format=%an|%cI', 'main').trim()).toBe(
      'packages-index-app[bot]|2026-11-01T12:00:00+00:00',
    )
  })

  test('calls moved what was put under the tag after it was judged', async () => {
    const judged = `sha256:${'1'.repeat(64)}`
    const local = await start({ 'acme.notes': judged })
    const { status, stderr } = await record(local, freshClone(local)).done
    expect(status).toBe(1)
    expect(stderr).toContain('1 of 2 versions recorded')
    const noted: Status = show(local, 'status:acme.notes.json')
    expect(noted).toMatchObject({ state: 'moved', version: 'v0.3.0' })
    expect(noted.reason).toContain(judged)
    expect(local.state.run('ls-tree', '-r', '--name-only', 'main')).not.toContain(
      'releases/acme.notes',
    )
  })

  test('records nothing that was not judged, unless a maintainer names it', async () => {
    const local = await start()
    local.state.checks.length = 0
    const refused = await record(local, freshClone(local)).done
    expect(refused.status).toBe(1)
    expect(refused.stderr).toContain('The gate has judged no artifact for v1.0.0.')
    const accepted = await record(local, freshClone(local), '--accept', 'acme.hello').done
    expect(accepted.stderr).toContain('1 of 2 versions recorded')
  })

  test('believes no check of another app, and no other repository', async () => {
    const local = await start()
    for (const check of local.state.checks) check.app = 'evil'
    expect((await record(local, freshClone(local)).done).stderr).toContain(
      '0 of 2 versions recorded',
    )
  })

  test('asks nothing about a frozen package', async () => {
    const local = await start()
    local.clone.git('fetch', '--quiet', 'origin')
    local.clone.git('checkout', '--quiet', '--detach', 'origin/main')
    local.clone.write(
      'index/lifecycle.yaml',
      'acme.hello:\n  state: frozen\n  reason: Taken over.\n',
    )
    local.clone.commit('2026-01-03T00:00:00Z')
    local.clone.git('push', '--quiet', 'origin', 'HEAD:main')
    expect((await record(local, freshClone(local)).done).stderr).toContain(
      '1 of 1 versions recorded',
    )
  })

  test('comes after others who pushed meanwhile', async () => {
    const local = await start()
    const folder = freshClone(local)
    local.clone.git('fetch', '--quiet', 'origin')
    local.clone.git('checkout', '--quiet', '--detach', 'origin/main')
    local.clone.write('README.md', 'meanwhile\n')
    const other = local.clone.commit('2026-01-03T00:00:00Z')
    local.clone.git('push', '--quiet', 'origin', 'HEAD:main')
    expect(await record(local, folder).done).toMatchObject({ status: 0 })
    expect(local.state.run('rev-parse', 'main^').trim()).toBe(other)
    expect(local.state.run('ls-tree', '-r', '--name-only', 'main')).toContain('v1.0.0.json')
  })

  test('killed at any point and run again, it leaves the same files', async () => {
    const undisturbed = await start()
    const started = Date.now()
    await record(undisturbed, freshClone(undisturbed)).done
    const duration = Date.now() - started
    const expected = trees(undisturbed)
    for (const part of [0.4, 0.6, 0.75, 0.85, 0.95]) {
      const local = await start()
      const folder = freshClone(local)
      const { child, done } = record(local, folder)
      await delay(duration * part)
      child.kill('SIGKILL')
      await done
      for (const lock of ['index.lock', 'worktrees/.status/index.lock']) {
        rmSync(join(folder, '.git', lock), { force: true })
      }
      expect(await record(local, folder).done).toMatchObject({ status: 0 })
      expect(trees(local)).toEqual(expected)
    }
  })

  test('killed in a workflow, the next run with a new clone leaves the same files', async () => {
    const undisturbed = await start()
    await record(undisturbed, freshClone(undisturbed)).done
    const local = await start()
    const { child, done } = record(local, freshClone(local))
    child.stderr?.on('data', (chunk) => {
      if (String(chunk).includes('pushed to main')) child.kill('SIGKILL')
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    await done
    await record(local, freshClone(local)).done
    expect(trees(local)[0]).toEqual(trees(undisturbed)[0])
  })
})
