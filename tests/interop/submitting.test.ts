import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { checkIndex } from '../../src/core/check-index.ts'
import { readIndexFolder } from '../../src/io/index-folder.ts'
import { exampleIndex } from '../cli/example-index.ts'
import { type FakeGitHub, startGitHub } from '../cli/fake-github.ts'
import { type Circumstances, runClient } from '../cli/run-client.ts'
import { exampleEntry } from '../example-entry.ts'
import { type SigstoreServer, startSigstore } from '../signing/sigstore-server.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { type DockerRegistry, registryObstacle, startRegistry } from './docker-registry.ts'

const obstacle = registryObstacle()
if (obstacle) process.stderr.write(`Submitting is not tested: ${obstacle}\n`)

const IDENTITY = 'https://github.com/acme/hello/.github/workflows/release.yaml@refs/tags/v1.0.0'
const ENTRY = `name: acme.hello
ociRef: oci://ghcr.io/acme/hello
version: "v1.0.0"
description: Says what Hello is for, in one sentence.
homepage: https://github.com/acme/hello
signing:
  identity: "https://github.com/acme/hello/.github/workflows/release.yaml@refs/tags/{version}"
  issuer: https://token.actions.githubusercontent.com
`

describe.skipIf(obstacle !== null)('submit', () => {
  let registry: DockerRegistry
  let sigstore: SigstoreServer
  let folder: string
  let github: FakeGitHub

  const repository = () => join(folder, 'hello')
  const local = () => ['--insecure-registry', `ghcr.io=${registry.host}`]
  const push = (ref: string, identity: string | null, ...flags: string[]) => {
    const signing = ['--sign', '--fulcio-url', sigstore.fulcioUrl, '--rekor-url', sigstore.rekorUrl]
    const stated = ['--source', 'https://github.com/acme/hello', '--revision', 'v1:1', '--force']
    return runClient(
      [
        'push',
        ref,
        '--path',
        repository(),
        ...local(),
        ...stated,
        ...(identity ? signing : []),
        ...flags,
      ],
      { env: identity ? sigstore.workflowEnv(identity) : {} },
    )
  }
  const submit = (args: string[], given: Circumstances = {}) =>
    runClient(
      [
        ...['submit', 'oci://ghcr.io/acme/hello:v1.0.0', ...args, ...local()],
        ...['--trusted-root', join(folder, 'trusted_root.json')],
      ],
      given,
    )

  beforeAll(async () => {
    registry = await startRegistry('open')
    sigstore = await startSigstore()
    folder = mkdtempSync(join(tmpdir(), 'packages-index-submitting-'))
    writeFileSync(join(folder, 'trusted_root.json'), sigstore.trustedRoot)
    await runClient(['init', repository(), '--name', 'acme.hello'])
    const pushed = await push('oci://ghcr.io/acme/hello:v1.0.0', IDENTITY)
    if (pushed.code !== 0) throw new Error(pushed.err)
  })

  afterAll(async () => {
    sigstore?.close()
    rmSync(folder, { recursive: true, force: true })
    await registry?.stop()
  })

  beforeEach(async () => {
    github = await startGitHub()
  })

  afterEach(() => github.close())

  const signedIn = (): Record<string, string> => ({ GH_TOKEN: 'good', GITHUB_API_URL: github.url })

  test('writes the entry of a new package out of what was pushed', async () => {
    const index = exampleIndex()
    const { code, out, err } = await submit(['--dry-run', '--index', index])
    expect({ code, out }).toEqual({ code: 0, out: ENTRY })
    expect(err).toContain(
      'https://github.com/cozystack/packages-index/new/main/index/packages?filename=acme.hello.yaml&value=',
    )
    const link = new URL(/https:\S+/.exec(err)?.[0] ?? '')
    expect(link.searchParams.get('value')).toBe(ENTRY)
  })

  test('--to writes into an index folder, which passes every rule', async () => {
    const index = exampleIndex()
    const { code, out } = await submit(['--to', index])
    expect({ code, out }).toEqual({ code: 0, out: `${join(index, 'packages/acme.hello.yaml')}\n` })
    expect(readFileSync(join(index, 'packages/acme.hello.yaml'), 'utf8')).toBe(ENTRY)
    const { findings } = checkIndex(readIndexFolder(index))
    expect(findings.filter(({ file }) => file.includes('acme'))).toEqual([])
    const search = await runClient(['search', 'acme', '--index', index])
    expect(search.out).toContain('oci://ghcr.io/acme/hello')
  })

  test('opens a pull request from a fork, signed off', async () => {
    const run = await submit(['--yes', '--index', exampleIndex()], { env: signedIn() })
    expect(run).toMatchObject({
      code: 0,
      out: 'https://github.com/cozystack/packages-index/pull/1\n',
    })
    const commit = github.repositories.get('jane/packages-index')?.get('cozypkg/acme.hello')
    expect(commit?.files.get('index/packages/acme.hello.yaml')).toBe(ENTRY)
    expect(commit?.message).toBe(
      'Add acme.hello v1.0.0\n\nSigned-off-by: Jane Doe <7+jane@users.noreply.github.com>',
    )
    expect(commit?.author).toEqual({ name: 'Jane Doe', email: '7+jane@users.noreply.github.com' })
    expect(github.pulls).toMatchObject([
      { head: 'jane:cozypkg/acme.hello', title: 'Add acme.hello v1.0.0' },
    ])
    expect(github.repositories.get('cozystack/packages-index')?.size).toBe(1)
  })

  test('a second submission brings the open one up to date', async () => {
    const index = exampleIndex()
    await submit(['--yes', '--index', index], { env: signedIn() })
    const again = await submit(['--yes', '--index', index, '--description', 'Greets.'], {
      env: signedIn(),
    })
    expect(again).toMatchObject({
      code: 0,
      out: 'https://github.com/cozystack/packages-index/pull/1\n',
    })
    expect(github.pulls).toHaveLength(1)
    const commit = github.repositories.get('jane/packages-index')?.get('cozypkg/acme.hello')
    expect(commit?.files.get('index/packages/acme.hello.yaml')).toContain('description: Greets.')
  })

  test('who may write to the index needs no fork', async () => {
    github.mayPush = true
    await submit(['--yes', '--index', exampleIndex()], { env: signedIn() })
    expect(github.repositories.has('jane/packages-index')).toBe(false)
    expect(github.pulls).toMatchObject([{ head: 'cozystack:cozypkg/acme.hello' }])
  })

  test('asks first, and takes no for an answer', async () => {
    const index = exampleIndex()
    const declined = await submit(['--index', index], { env: signedIn(), answer: false })
    expect(declined.code).toBe(1)
    expect(declined.err).toContain('signed off in your name')
    const nobody = await submit(['--index', index], { env: signedIn() })
    expect(nobody.code).toBe(2)
    expect(nobody.err).toContain('--yes')
    expect(github.asked).toEqual([])
  })

  test('without a token it prints the file and the link', async () => {
    const { code, out, err } = await submit(['--index', exampleIndex()])
    expect({ code, out }).toEqual({ code: 0, out: ENTRY })
    expect(err).toContain('/new/main/index/packages?filename=')
  })

  test.each([401, 403, 404, 500])('GitHub’s refusal %i leaves the way by hand', async (status) => {
    github.refuse = status
    const { code, err } = await submit(['--yes', '--index', exampleIndex()], { env: signedIn() })
    expect(code).toBe(2)
    expect(err).toContain(`GitHub refuses (${status})`)
    expect(err).toContain('/new/main/index/packages?filename=')
  })

  test('a new version of what is listed keeps what people wrote, and its recorded signer', async () => {
    const listed = exampleEntry('greeter', {
      ociRef: 'oci://ghcr.io/acme/hello',
      version: '"v0.9.0"',
      description: 'Written by hand.',
      tags: '[demo]',
    }).replaceAll(
      'example/greeter/.github/workflows/release.yaml@refs/heads/main',
      'acme/hello/.github/workflows/release.yaml@refs/tags/{version}',
    )
    const { code, out, err } = await submit([
      '--dry-run',
      '--index',
      exampleIndex({ 'packages/greeter.yaml': listed }),
    ])
    expect({ code, err }).toMatchObject({ code: 0 })
    expect(out).toContain('name: greeter\n')
    expect(out).toContain('version: "v1.0.0"\n')
    expect(out).toContain('description: Written by hand.\n')
    expect(out).toContain('tags: [demo]\n')
    expect(err).toContain('/edit/main/index/packages/greeter.yaml')
  })

  test('a signer that is not the recorded one is refused before anybody is asked', async () => {
    const listed = exampleEntry('greeter', {
      ociRef: 'oci://ghcr.io/acme/hello',
      version: '"v0.9.0"',
    })
    const index = exampleIndex({ 'packages/greeter.yaml': listed })
    const { code, err } = await submit(['--yes', '--index', index], { env: signedIn() })
    expect(code).toBe(1)
    expect(err).toContain('[signature-identity]')
    expect(github.asked).toEqual([])
  })

  test.each([
    ['a name that looks like another', ['--name', 'he11o'], 'name-confusable'],
    ['a name that is gone', ['--name', 'gone-one'], 'lifecycle-package'],
    ['a name that is reserved', ['--name', 'cozystack.hello'], 'name-reserved'],
    ['a tag that is none', ['--tag', 'Two Words'], 'tags'],
    ['a description with markup', ['--description', 'A <b>bold</b> claim.'], 'text-html'],
  ])('%s is named as the gate would', async (_, flags, rule) => {
    const { code, out, err } = await submit(['--dry-run', ...flags, '--index', exampleIndex()])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain(`[${rule}]`)
    expect(err).toContain('the index would refuse it')
  })

  test('an artifact without a signature is not listed', async () => {
    await push('oci://ghcr.io/acme/unsigned:v1.0.0', null)
    const { code, err } = await runClient([
      'submit',
      'oci://ghcr.io/acme/unsigned:v1.0.0',
      ...local(),
    ])
    expect(code).toBe(1)
    expect(err).toContain('ghcr.io/acme/unsigned:v1.0.0 is not signed')
  })

  test('a private package is every author’s first failure', async () => {
    const closed = await startRegistry('password')
    const docker = temporaryFolder({
      'config.json': JSON.stringify({
        auths: { [closed.host]: { auth: Buffer.from('jane:correct horse').toString('base64') } },
      }),
    })
    const there = ['--insecure-registry', `ghcr.io=${closed.host}`]
    const stated = ['--source', 'https://github.com/acme/hello', '--revision', 'v1:1']
    const env = { DOCKER_CONFIG: docker }
    try {
      const pushed = await runClient(
        ['push', 'oci://ghcr.io/acme/hello:v1.0.0', '--path', repository(), ...there, ...stated],
        { env },
      )
      expect(pushed.code).toBe(0)
      const { code, err } = await runClient(
        ['submit', 'oci://ghcr.io/acme/hello:v1.0.0', ...there, '--index', exampleIndex()],
        { env },
      )
      expect(code).toBe(1)
      expect(err).toContain('ghcr.io/acme/hello is private')
      expect(err).toContain('https://github.com/orgs/acme/packages/container/hello/settings')
    } finally {
      await closed.stop()
    }
  })

  test('an index that cannot be read costs the comparison', async () => {
    const { code, out, err } = await submit(['--dry-run', '--index', 'no/such/index'])
    expect({ code, out }).toEqual({ code: 0, out: ENTRY })
    expect(err).toContain('The entry is not compared with what is listed.')
  })
})
