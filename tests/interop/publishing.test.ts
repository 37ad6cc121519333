import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ClientRun, runClient } from '../cli/run-client.ts'
import { type SigstoreServer, startSigstore } from '../signing/sigstore-server.ts'
import { type DockerRegistry, registryObstacle, startRegistry, USER } from './docker-registry.ts'

const obstacle = registryObstacle()
if (obstacle) process.stderr.write(`Pushing is not tested: ${obstacle}\n`)

const IDENTITY = 'https://github.com/acme/hello/.github/workflows/release.yaml@refs/tags/v1.0.0'
const ISSUER = 'https://token.actions.githubusercontent.com'

describe.skipIf(obstacle !== null)('publishing', () => {
  let registry: DockerRegistry
  let sigstore: SigstoreServer
  let folder: string
  let repository: string

  const git = (...args: string[]) => {
    const identity = ['-c', 'user.name=Jane', '-c', 'user.email=jane@example.org']
    const run = spawnSync('git', ['-C', repository, ...identity, ...args], { encoding: 'utf8' })
    if (run.status !== 0) throw new Error(run.stderr)
  }
  const local = () => ['--insecure-registry', registry.host]
  const client = (...args: string[]) => runClient(args, { env: signingEnv() })
  const signingEnv = () => ({
    ...sigstore.workflowEnv(IDENTITY),
    DOCKER_CONFIG: join(folder, 'docker'),
  })
  const push = (tag: string, ...flags: string[]): Promise<ClientRun> =>
    client(
      'push',
      `oci://${registry.host}/acme/hello:${tag}`,
      '--path',
      repository,
      ...local(),
      ...flags,
    )
  const sign = (tag: string) =>
    push(tag, '--sign', '--fulcio-url', sigstore.fulcioUrl, '--rekor-url', sigstore.rekorUrl)

  beforeAll(async () => {
    registry = await startRegistry('password')
    sigstore = await startSigstore()
    folder = mkdtempSync(join(tmpdir(), 'packages-index-publishing-'))
    repository = join(folder, 'hello')
    mkdirSync(join(folder, 'docker'))
    const auth = Buffer.from(`${USER.username}:${USER.password}`).toString('base64')
    const config = { auths: { [registry.host]: { auth } } }
    writeFileSync(join(folder, 'docker/config.json'), JSON.stringify(config))
    writeFileSync(join(folder, 'trusted_root.json'), sigstore.trustedRoot)
    await runClient(['init', repository, '--name', 'acme.hello'])
    git('init', '--quiet')
    git('remote', 'add', 'origin', 'https://jane:secret@github.com/acme/hello.git')
    git('add', '.')
    git('commit', '--quiet', '-m', 'Begin')
    git('tag', 'v1.0.0')
  })

  afterAll(async () => {
    sigstore?.close()
    rmSync(folder, { recursive: true, force: true })
    await registry?.stop()
  })

  test('a commit gives one digest, however often it is pushed', async () => {
    const first = await push('v1.0.0')
    expect(first).toMatchObject({ code: 0, err: '' })
    expect(first.out).toMatch(
      /^oci:\/\/127\.0\.0\.1:\d+\/acme\/hello:v1\.0\.0@sha256:[0-9a-f]{64}\n$/,
    )
    expect(await push('v1.0.0')).toEqual(first)
  })

  test('a signed release verifies, and its address has no password in it', async () => {
    const pushed = await sign('v1.0.0')
    expect(pushed).toMatchObject({ code: 0, err: '' })
    const verify = (identity: string) =>
      client(
        ...['validate', `oci://${registry.host}/acme/hello:v1.0.0`, '--json', ...local()],
        ...['--identity', identity, '--issuer', ISSUER],
        ...['--trusted-root', join(folder, 'trusted_root.json')],
      )
    const good = await verify(IDENTITY)
    expect(JSON.parse(good.out).findings).toEqual([])
    expect(good.code).toBe(0)
    const other = await verify(`${IDENTITY}-other`)
    expect(other.code).toBe(1)
    expect(JSON.parse(other.out).findings).toMatchObject([{ rule: 'signature-identity' }])
    const { stdout } = spawnSync(
      'skopeo',
      [
        ...[
          'inspect',
          '--raw',
          '--tls-verify=false',
          '--creds',
          `${USER.username}:${USER.password}`,
        ],
        `docker://${registry.host}/acme/hello:v1.0.0`,
      ],
      { encoding: 'utf8' },
    )
    expect(JSON.parse(stdout).annotations).toMatchObject({
      'org.opencontainers.image.source': 'https://github.com/acme/hello.git',
      'org.opencontainers.image.revision': expect.stringMatching(/^v1\.0\.0:[0-9a-f]{40}$/),
    })
  })

  test('a second signature leaves the first in place', async () => {
    await sign('v1.0.0')
    const { out } = await client(
      'validate',
      `oci://${registry.host}/acme/hello:v1.0.0`,
      '--json',
      ...local(),
    )
    const tag = JSON.parse(out).digest.replace(':', '-')
    const { stdout } = spawnSync(
      'skopeo',
      [
        ...[
          'inspect',
          '--raw',
          '--tls-verify=false',
          '--creds',
          `${USER.username}:${USER.password}`,
        ],
        `docker://${registry.host}/acme/hello:${tag}`,
      ],
      { encoding: 'utf8' },
    )
    expect(JSON.parse(stdout).manifests.length).toBeGreaterThanOrEqual(2)
  })

  test('a release that is there is not replaced by another', async () => {
    const { code, out, err } = await push('v1.0.0', '--reproducible')
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(/is there already, and is sha256:.*\nThis would be sha256:/)
    expect((await push('v1.0.1', '--reproducible')).code).toBe(0)
    expect((await push('v1.0.1', '--force')).code).toBe(0)
  })

  test('what does not validate is not pushed', async () => {
    const source = join(repository, 'packages/core/platform/sources/other.yaml')
    writeFileSync(
      source,
      'apiVersion: cozystack.io/v1alpha1\nkind: PackageSource\nmetadata: {name: cozystack.x}\n',
    )
    const { code, out, err } = await push('v2.0.0')
    rmSync(source)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain('errors: nothing was pushed')
    const after = await client('validate', `oci://${registry.host}/acme/hello:v2.0.0`, ...local())
    expect(after.code).toBe(2)
  })

  test('who may not write is told to log in', async () => {
    const args = [
      'push',
      `oci://${registry.host}/acme/hello:v3.0.0`,
      '--path',
      repository,
      ...local(),
    ]
    const { code, err } = await runClient(args, { env: { DOCKER_CONFIG: join(folder, 'none') } })
    expect(code).toBe(2)
    expect(err).toContain(`docker login ${registry.host}`)
  })

  test('a Sigstore that refuses leaves a release that can be signed later', async () => {
    sigstore.fail(403)
    const refused = await sign('v4.0.0')
    sigstore.fail(null)
    expect(refused.code).toBe(2)
    expect(refused.err).toContain('could not be signed')
    expect(await sign('v4.0.0')).toMatchObject({ code: 0 })
  })
})
