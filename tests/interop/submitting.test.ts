import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { checkIndex } from '../../src/core/check-index.ts'
import { readIndexFolder } from '../../src/io/index-folder.ts'
import { exampleIndex } from '../cli/example-index.ts'
import { type Circumstances, runClient } from '../cli/run-client.ts'
import { exampleEntry } from '../example-entry.ts'
import { type LocalGithub, startGithub } from '../github/local-github.ts'
import { openapiObstacle } from '../github/openapi.ts'
import { type SigstoreServer, startSigstore } from '../signing/sigstore-server.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { type DockerRegistry, registryObstacle, startRegistry } from './docker-registry.ts'

const obstacle = registryObstacle() ?? openapiObstacle()
if (obstacle) process.stderr.write(`Submitting is not tested: ${obstacle}\n`)

const IDENTITY = 'https://github.com/acme/hello/.github/workflows/release.yaml@refs/tags/v1.0.0'
const ENTRY = `name: acme.hello
ociRef: oci://ghcr.io/acme/hello
version: "v1.0.0"
description: Says what Hello is for, in one sentence.
homepage: https://github.com/acme/hello
signing:
  identity: https://github.com/acme/hello/.github/workflows/release.yaml@refs/tags/{version}
  issuer: https://token.actions.githubusercontent.com
`

describe.skipIf(obstacle !== null)('submit', () => {
  let registry: DockerRegistry
  let sigstore: SigstoreServer
  let folder: string
  let github: LocalGithub

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
    github = await startGithub({ 'README.md': 'The index.\n' })
    const jane = { login: 'jane', id: 7, type: 'User', name: 'Jane Doe', email: null } as const
    github.state.tokens.set('good', github.state.addAccount(jane))
  })

  afterEach(async () => {
    await github.remove()
    expect(github.server.violations).toEqual([])
  })

  const as = (token: string) => ({
    env: { GH_TOKEN: token, GITHUB_API_URL: github.server.url },
  })
  const signedIn = () => as('good').env
  const propose = (...args: string[]) =>
    submit(['--yes', '--index', exampleIndex(), ...args], as('good'))
  const OPENED = 'https://github.com/cozystack/packages-index/pull/1\n'
  /** What the index's repository has of a pull request. */
  const shown = (number = 1) => {
    const show = (...args: string[]) => github.state.run('show', ...args)
    return {
      pull: github.state.issues.get(number),
      entry: show(`refs/pull/${number}/head:index/packages/acme.hello.yaml`),
      files: show('--format=', '--name-only', `refs/pull/${number}/head`).trim().split('\n'),
      commit: show('-s', '--format=%an <%ae>|%cn <%ce>|%B', `refs/pull/${number}/head`).trim(),
      parent: github.state.revision(`refs/pull/${number}/head^`),
    }
  }

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
    const { state } = github
    const before = state.run('for-each-ref', 'refs/heads')
    expect(await propose()).toMatchObject({ code: 0, out: OPENED })
    const { pull, entry, files, commit, parent } = shown()
    expect({ entry, files }).toEqual({ entry: ENTRY, files: ['index/packages/acme.hello.yaml'] })
    const jane = 'Jane Doe <7+jane@users.noreply.github.com>'
    expect(commit).toBe(`${jane}|${jane}|Add acme.hello v1.0.0\n\nSigned-off-by: ${jane}`)
    expect(parent).toBe(state.revision('refs/heads/main'))
    expect(pull).toMatchObject({
      title: 'Add acme.hello v1.0.0',
      state: 'open',
      user: { login: 'jane' },
      pull: { headOwner: { login: 'jane' }, headRef: 'cozypkg/acme.hello', baseRef: 'main' },
    })
    expect(state.run('for-each-ref', 'refs/heads')).toBe(before)
  })

  test('a second submission brings the open one up to date', async () => {
    await propose()
    const again = await propose('--description', 'Greets.')
    expect(again).toMatchObject({ code: 0, out: OPENED })
    expect(again.err).toContain('It was open already')
    expect([...github.state.issues.keys()]).toEqual([1])
    const { pull, entry, parent } = shown()
    expect(pull?.state).toBe('open')
    expect(entry).toContain('description: Greets.')
    expect(parent).toBe(github.state.revision('refs/heads/main'))
  })

  test('a fork that is behind the index is brought up to date', async () => {
    await propose()
    const { clone, state } = github
    clone.write('README.md', 'The index has moved on.\n')
    clone.commit('2026-01-03T00:00:00Z')
    clone.git('push', '--quiet', 'origin', 'main')
    expect(await propose()).toMatchObject({ code: 0, out: OPENED })
    expect(shown().parent).toBe(state.revision('refs/heads/main'))
    expect(state.repositoryOf('jane')?.revision('main')).toBe(state.revision('refs/heads/main'))
  })

  test('a fork whose main has gone another way is named', async () => {
    await propose()
    const { clone, state } = github
    const fork = state.repositoryOf('jane')
    clone.commit('2026-01-03T00:00:00Z')
    clone.git('push', '--quiet', fork?.git ?? '', 'main')
    clone.git('reset', '--quiet', '--hard', 'origin/main')
    clone.commit('2026-01-04T00:00:00Z')
    clone.git('push', '--quiet', 'origin', 'main')
    const { code, err } = await propose()
    expect(code).toBe(2)
    expect(err).toContain('GitHub refuses (409)')
    expect(err).toContain('Synchronise the main branch of your fork')
  })

  test('a fork that takes its time is waited for', async () => {
    github.server.faults.push({ when: /^GET \/repos\/jane\/packages-index$/, kind: 404 })
    expect(await propose()).toMatchObject({ code: 0, out: OPENED })
  })

  test('who may write to the index needs no fork', async () => {
    github.state.writers.add('jane')
    expect(await propose()).toMatchObject({ code: 0, out: OPENED })
    expect(github.state.repositoryOf('jane')).toBe(null)
    expect(shown().pull?.pull).toMatchObject({ headOwner: { login: 'cozystack' } })
  })

  test('asks first, and takes no for an answer', async () => {
    const index = exampleIndex()
    const declined = await submit(['--index', index], { env: signedIn(), answer: false })
    expect(declined.code).toBe(1)
    expect(declined.err).toContain('signed off in your name')
    const nobody = await submit(['--index', index], { env: signedIn() })
    expect(nobody.code).toBe(2)
    expect(nobody.err).toContain('--yes')
    expect(github.server.requests).toEqual([])
  })

  test('without a token it prints the file and the link', async () => {
    const { code, out, err } = await submit(['--index', exampleIndex()])
    expect({ code, out }).toEqual({ code: 0, out: ENTRY })
    expect(err).toContain('/new/main/index/packages?filename=')
  })

  test.each([
    [401, 'of a token that nobody has', 'unknown', [], 'gh auth login'],
    [403, 'of the token of a workflow', 'app-token', [], 'a workflow’s own token cannot fork'],
    [404, 'of an index that is not there', 'good', ['--repo', 'acme/none'], 'Check --repo'],
  ])('GitHub’s refusal %i, %s, leaves the way by hand', async (status, _, token, flags, remedy) => {
    const args = ['--yes', '--index', exampleIndex(), ...flags]
    const { code, err } = await submit(args, as(token))
    expect(code).toBe(2)
    expect(err).toContain(`GitHub refuses (${status})`)
    expect(err).toContain(remedy)
    expect(err).toContain('/new/main/index/packages?filename=')
  })

  test.each([
    ['forks', /^POST .*\/forks$/],
    ['writes', /^POST .*\/git\/trees$/],
    ['names the branch', /^POST .*\/git\/refs$/],
    ['opens', /^POST .*\/pulls$/],
  ])('a failure where it %s leaves nothing that the next run trips over', async (_, when) => {
    github.server.faults.push({ when, kind: 500 })
    const failed = await propose()
    expect(failed.code).toBe(2)
    expect(failed.err).toContain('GitHub refuses (500)')
    expect(failed.err).toContain('/new/main/index/packages?filename=')
    expect(await propose()).toMatchObject({ code: 0, out: OPENED })
    expect(shown().entry).toBe(ENTRY)
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
    expect(github.server.requests).toEqual([])
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
