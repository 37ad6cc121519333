import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nextVersion, withVersion } from '../../src/core/next-version.ts'
import { createDemo, DEMO_REGISTRY, type Demo } from '../demo/demo-index.ts'
import { type DockerRegistry, registryObstacle, startRegistry } from '../interop/docker-registry.ts'
import { type LocalGithub, localGithub } from './local-github.ts'
import { openapiObstacle } from './openapi.ts'
import { runBeside } from './run-beside.ts'

const obstacle = openapiObstacle() ?? registryObstacle()
if (obstacle) process.stderr.write(`tests/github/bumps.test.ts is skipped: ${obstacle}\n`)

describe('the next version', () => {
  test.each([
    ['v1.0.0', ['v1.0.0', 'v1.2.0', 'v1.10.0', 'latest', 'sha256-00.sig'], 'v1.10.0'],
    ['v1.0.0', ['v0.9.0', 'v1.0.0'], null],
    ['v1.0.0', ['v2.0.0-rc.1', '1.5.0', 'v1.1.0+x'], null],
    ['1.0.0', ['v1.5.0', '1.4.0'], '1.4.0'],
    ['v1.0.0', [], null],
  ])('of %s among %j is %s', (listed, tags, expected) => {
    expect(nextVersion(listed, tags, new Set())).toBe(expected)
  })

  test('is none that was yanked', () => {
    expect(nextVersion('v1.0.0', ['v1.2.0', 'v1.1.0'], new Set(['v1.2.0']))).toBe('v1.1.0')
  })

  test.each(['version: v1.0.0 # now\n', "version: 'v1.0.0' # now\n", 'version: "v1.0.0" # now\n'])(
    'changes nothing else of %j',
    (line) => {
      const text = `# an entry\nname: a\n${line}tags: [version]\n`
      expect(withVersion(text, 'v1.1.0')).toBe(
        '# an entry\nname: a\nversion: "v1.1.0" # now\ntags: [version]\n',
      )
    },
  )
})

describe.skipIf(obstacle !== null)('bumps that the index pulls', () => {
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

  const start = async () => {
    const local = await localGithub({ 'README.md': 'index\n' })
    cpSync(demo.indexDir, join(local.clone.folder, 'index'), { recursive: true })
    commit(local)
    return local
  }
  const commit = ({ clone }: LocalGithub) => {
    clone.commit('2026-01-02T00:00:00Z')
    clone.git('push', '--quiet', 'origin', 'HEAD:main')
  }
  const pull = (local: LocalGithub, ...more: string[]) =>
    runBeside(local, 'pull-bumps', [
      ...['--index', join(local.clone.folder, 'index'), '--trusted-root', demo.trustedRoot],
      ...['--insecure-registry', `${DEMO_REGISTRY}=${registry.host}`, ...more],
    ]).done
  const pulls = ({ state }: LocalGithub) =>
    [...state.issues.values()].map(({ title, state: is }) => `${is} ${title}`)

  test('open one pull request for a newer signed release, and a second run none', async () => {
    const local = await start()
    const first = await pull(local)
    expect(first.stderr).toBe('acme.hello v1.0.0: v1.1.0 opened\n')
    expect(pulls(local)).toEqual(['open Update acme.hello to v1.1.0'])
    const changed = local.state.run('diff', '--unified=0', 'main', 'bump/acme.hello')
    expect(changed.split('\n').filter((line) => /^[+-][^+-]/.test(line))).toEqual([
      '-version: v1.0.0',
      '+version: "v1.1.0"',
    ])
    const writes = local.state.writes.length
    expect((await pull(local)).stderr).toBe('acme.hello v1.0.0: v1.1.0 there\n')
    expect(local.state.writes).toHaveLength(writes)
  })

  test('do not propose again what a person closed', async () => {
    const local = await start()
    await pull(local)
    for (const issue of local.state.issues.values()) issue.state = 'closed'
    expect((await pull(local)).stderr).toBe('acme.hello v1.0.0: v1.1.0 declined\n')
    expect(pulls(local)).toEqual(['closed Update acme.hello to v1.1.0'])
  })

  test('propose nothing that another identity signed', async () => {
    const local = await start()
    const file = join(local.clone.folder, 'index/packages/acme.hello.yaml')
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, text.replace('release.yaml', 'other.yaml'))
    commit(local)
    expect((await pull(local)).stderr).toContain('v1.1.0 is not proposed: ')
    expect(pulls(local)).toEqual([])
  })

  test('leave a frozen package where it is', async () => {
    const local = await start()
    local.clone.write(
      'index/lifecycle.yaml',
      'acme.hello:\n  state: frozen\n  reason: Taken over.\n',
    )
    commit(local)
    expect(await pull(local)).toMatchObject({ status: 0, stderr: '' })
  })

  test.each([/^POST .*trees$/, /^POST .*commits$/, /^POST .*refs$/, /^POST .*pulls$/])(
    'killed at %s and run again, there is one',
    async (when) => {
      const local = await start()
      local.server.faults.push({ when, kind: 404 })
      expect((await pull(local)).status).toBe(2)
      expect((await pull(local)).status).toBe(0)
      expect(pulls(local)).toEqual(['open Update acme.hello to v1.1.0'])
      expect(local.state.run('rev-list', '--count', 'main..bump/acme.hello').trim()).toBe('1')
    },
  )

  test.each(['drop-after', 'error-after', 'secondary-limit'] as const)(
    'in spite of %s, there is one',
    async (kind) => {
      const local = await start()
      local.server.faults.push({ when: /^POST .*pulls$/, kind })
      expect((await pull(local)).status).toBe(0)
      expect(pulls(local)).toEqual(['open Update acme.hello to v1.1.0'])
    },
  )

  test('a registry that does not answer is told, and is no fault of the run', async () => {
    const local = await start()
    rmSync(join(local.clone.folder, 'index/packages/acme.notes.yaml'))
    rmSync(join(local.clone.folder, 'index/packages/acme.notes.md'), { force: true })
    commit(local)
    const { status } = await runBeside(local, 'pull-bumps', [
      ...['--index', join(local.clone.folder, 'index'), '--trusted-root', demo.trustedRoot],
      ...['--insecure-registry', `${DEMO_REGISTRY}=127.0.0.1:1`],
    ]).done
    expect(status).toBe(1)
  })
})
