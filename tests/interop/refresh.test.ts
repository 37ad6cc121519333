import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Inspection } from '../../src/core/inspection.ts'
import type { Release } from '../../src/core/schemas/release.ts'
import type { Status } from '../../src/core/schemas/status.ts'
import { createDemo, DEMO_REGISTRY, type Demo } from '../demo/demo-index.ts'
import { type Run, runScript } from '../scripts/run-script.ts'
import { type DockerRegistry, registryObstacle, startRegistry } from './docker-registry.ts'

const obstacle = registryObstacle()
if (obstacle) process.stderr.write(`The refresh is not tested: ${obstacle}\n`)

describe.skipIf(obstacle !== null)('the demonstration index', () => {
  let registry: DockerRegistry
  let demo: Demo
  let statusDir: string

  beforeAll(async () => {
    registry = await startRegistry('open')
    demo = await createDemo(registry.host)
    statusDir = mkdtempSync(join(tmpdir(), 'packages-index-status-'))
  })

  afterAll(async () => {
    demo?.remove()
    rmSync(statusDir, { recursive: true, force: true })
    await registry?.stop()
  })

  const local = () => ['--insecure-registry', `${DEMO_REGISTRY}=${registry.host}`]
  const trusted = () => ['--trusted-root', demo.trustedRoot]
  const refresh = (now: string): Run =>
    runScript('refresh', [
      '--index',
      demo.indexDir,
      '--status',
      statusDir,
      '--now',
      now,
      ...local(),
      ...trusted(),
    ])
  const statusOf = (name: string): Status =>
    JSON.parse(readFileSync(join(statusDir, `${name}.json`), 'utf8'))
  const recordOf = (name: string, version: string): Release =>
    JSON.parse(readFileSync(join(demo.indexDir, 'releases', name, `${version}.json`), 'utf8'))
  const inspect = (args: string[]): { run: Run; result: Inspection } => {
    const run = runScript('inspect', [
      `${DEMO_REGISTRY}/acme/hello:v1.1.0`,
      '--json',
      ...local(),
      ...args,
    ])
    return { run, result: JSON.parse(run.stdout || '{}') }
  }
  const IDENTITY = 'https://github.com/acme/hello/.github/workflows/release.yaml@refs/heads/main'
  const ISSUER = 'https://token.actions.githubusercontent.com'

  test('the first refresh records what is listed', () => {
    const { status, stderr } = refresh('2026-01-02T00:00:00Z')
    expect(stderr).toBe(
      '[1/2] acme.hello v1.0.0 recorded\n[2/2] acme.notes v0.3.0 recorded\n2 of 2 packages are fresh\n',
    )
    expect(status).toBe(0)
    expect(recordOf('acme.hello', 'v1.0.0')).toMatchObject({
      verifiedAt: '2026-01-02T00:00:00Z',
      signature: { identity: IDENTITY, issuer: ISSUER, trigger: 'push' },
      contents: {
        applications: [{ kind: 'Hello', icon: expect.stringMatching(/^[0-9a-f]{64}$/) }],
      },
    })
  })

  test('the index with its records and icons passes every rule', () => {
    expect(runScript('check', ['--index', demo.indexDir])).toMatchObject({
      status: 0,
      stdout: '2 packages checked: no findings\n',
    })
  })

  test('a second refresh changes no record', () => {
    const before = recordOf('acme.hello', 'v1.0.0')
    expect(refresh('2026-01-03T00:00:00Z').stderr).toContain('acme.hello v1.0.0 fresh')
    expect(recordOf('acme.hello', 'v1.0.0')).toEqual(before)
    expect(statusOf('acme.hello')).toMatchObject({
      state: 'fresh',
      lastGood: '2026-01-03T00:00:00Z',
    })
  })

  test('a bump is recorded beside the earlier version', () => {
    demo.bump('acme.hello')
    expect(refresh('2026-02-02T00:00:00Z').status).toBe(0)
    const [before, after] = ['v1.0.0', 'v1.1.0'].map((version) => recordOf('acme.hello', version))
    expect(after?.digest).not.toBe(before?.digest)
    expect(
      after?.contents.packageSources[0]?.variants[0]?.components.map(({ name }) => name),
    ).toEqual(['hello', 'hello-rd', 'hello-agent'])
  })

  test('inspect shows contents and signer, and finds only what is true', () => {
    const { run, result } = inspect(['--identity', IDENTITY, '--issuer', ISSUER, ...trusted()])
    expect(run.status).toBe(0)
    expect(result.record?.signature).toMatchObject({ identity: IDENTITY })
    expect(result.findings.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual([
      'info dependson-shipped',
      'warning privileged',
    ])
  })

  test('another identity is refused, and the contents are shown all the same', () => {
    const other = IDENTITY.replace('release.yaml', 'other.yaml')
    const { run, result } = inspect(['--identity', other, '--issuer', ISSUER, ...trusted()])
    expect(run.status).toBe(1)
    expect(result.record).toMatchObject({
      signature: null,
      contents: { applications: [{ kind: 'Hello' }] },
    })
    expect(result.findings.map(({ rule }) => rule)).toContain('signature-identity')
  })

  test('another trust root is refused', () => {
    const { run, result } = inspect(['--identity', IDENTITY, '--issuer', ISSUER])
    expect(run.status).toBe(1)
    expect(result.findings.map(({ rule }) => rule)).toContain('signature-certificate')
  })

  test('a tag that was moved is told from a fresh one, and its record stays', async () => {
    const before = recordOf('acme.notes', 'v0.3.0')
    await demo.moveTag('acme.notes', 'v0.3.0')
    const { status, stderr } = refresh('2026-03-01T00:00:00Z')
    expect(status).toBe(1)
    expect(stderr).toContain('acme.notes v0.3.0 moved')
    expect(statusOf('acme.notes')).toMatchObject({
      state: 'moved',
      lastGood: '2026-02-02T00:00:00Z',
    })
    expect(recordOf('acme.notes', 'v0.3.0')).toEqual(before)
  })

  test('a registry that does not answer changes the state of no package', async () => {
    await registry.stop()
    const before = ['acme.hello', 'acme.notes'].map(statusOf)
    const { status, stderr } = refresh('2026-04-01T00:00:00Z')
    expect(status).toBe(1)
    expect(stderr).toContain(`${DEMO_REGISTRY} does not answer: `)
    expect(stderr).toContain('0 of 2 packages are fresh')
    expect(['acme.hello', 'acme.notes'].map(statusOf)).toEqual(before)
    expect(before.map(({ state }) => state)).toEqual(['fresh', 'moved'])
    expect(inspect([]).run.status).toBe(2)
  })
})
