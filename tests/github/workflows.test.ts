import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Catalog } from '../../src/core/schemas/catalog.ts'
import type { Release } from '../../src/core/schemas/release.ts'
import { openRepository } from '../../src/io/registry/oci-registry.ts'
import { type StaticServer, serveFolder } from '../../src/io/static-server.ts'
import { runClient } from '../cli/run-client.ts'
import { createDemo, DEMO_REGISTRY, type Demo, publish } from '../demo/demo-index.ts'
import { EXAMPLES } from '../demo/example-repositories.ts'
import {
  type DockerRegistry,
  registryObstacle,
  startRegistry,
  USER,
} from '../interop/docker-registry.ts'
import { runScript } from '../scripts/run-script.ts'
import { type SigstoreServer, startSigstore } from '../signing/sigstore-server.ts'
import { type LocalGithub, startGithub } from './local-github.ts'
import { openapiObstacle } from './openapi.ts'
import { appTokens, commonActions, pagesActions } from './runner/actions.ts'
import { copyCode } from './runner/index-repository.ts'
import { runnerPrograms } from './runner/programs.ts'
import { runWorkflow, type WorkflowRun, type World } from './runner/run-workflow.ts'
import { parseWorkflow, runSteps } from './runner/workflow-file.ts'

const obstacle = openapiObstacle() ?? registryObstacle()
if (obstacle) process.stderr.write(`tests/github/workflows.test.ts is skipped: ${obstacle}\n`)

const WORKFLOWS = fileURLToPath(new URL('../../.github/workflows/', import.meta.url))
const PUBLISHER =
  'https://github.com/cozystack/packages-index/.github/workflows/publish.yml@refs/heads/main'
const ENTRIES = 'oci://ghcr.io/cozystack/packages-index:latest'
const APP = { clientId: 'Iv23test', privateKey: 'the key of the App' }
const HELLO = 'index/packages/acme.hello.yaml'
const NOTES = 'index/packages/acme.notes.yaml'
const DAY_MS = 86_400_000

const iso = (time: number) => new Date(time).toISOString().replace(/\.\d+Z$/, 'Z')

/**
 * A few days of the index, by its workflows alone: every `run:` step of theirs, in its order, on a
 * clone of a real repository, with a GitHub, registries and a Sigstore of this machine's own.
 */
describe.skipIf(obstacle !== null)('the workflows of the index', () => {
  const executed = new Set<string>()
  let folder: string
  /** Where packages are pulled from: `registry.example`. */
  let packages: DockerRegistry
  /** Where the entries go: `ghcr.io`, that lets nobody write without a login. */
  let ghcr: DockerRegistry
  let demo: Demo
  let sigstore: SigstoreServer
  let github: LocalGithub
  let pages: StaticServer
  /** The files of the package that somebody is about to hand in. */
  let newcomer: Record<string, string>

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'packages-index-workflows-'))
    packages = await startRegistry('open')
    ghcr = await startRegistry('token')
    sigstore = await startSigstore()
    writeFileSync(join(folder, 'trusted_root.json'), sigstore.trustedRoot)
    demo = await createDemo(packages.host)
    demo.bump('acme.hello')
    newcomer = takeAway('packages/acme.hello.yaml', 'packages/acme.hello.md')
    const now = iso(Date.now() - 2 * DAY_MS)
    runScript('refresh', ['--index', demo.indexDir, '--now', now, ...local()])
    github = await startGithub({})
    github.state.now = iso(Date.now())
    copyCode(github.clone.folder, demo.indexDir)
    github.clone.commit(now)
    github.clone.git('push', '--quiet', 'origin', 'HEAD:main')
    for (const name of readdirSync(WORKFLOWS)) github.state.workflows.set(name, 'active')
    const mary = github.state.addAccount({ login: 'mary', id: 8, type: 'User' })
    github.state.tokens.set('mary', mary)
    github.state.writers.add('mary')
    mkdirSync(join(folder, 'pages'))
    pages = await serveFolder(join(folder, 'pages'), '/', 0)
  })
  afterAll(async () => {
    await pages?.close()
    await github?.remove()
    sigstore?.close()
    demo?.remove()
    await ghcr?.stop()
    await packages?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const takeAway = (...paths: string[]) =>
    Object.fromEntries(
      paths.map((path) => {
        const text = readFileSync(join(demo.indexDir, path), 'utf8')
        rmSync(join(demo.indexDir, path))
        return [`index/${path}`, text]
      }),
    )
  const siteUrl = () => `${pages.url}packages-index/`
  /** What a workflow cannot know: this machine's registry, and who signs for it. */
  const local = (host = packages.host) => [
    ...['--trusted-root', demo.trustedRoot],
    ...['--insecure-registry', `${DEMO_REGISTRY}=${host}`],
  ]
  const localGhcr = () => [
    ...['--insecure-registry', `ghcr.io=${ghcr.host}`],
    ...['--insecure-registry', ghcr.tokenHost ?? ''],
  ]

  const world = (event: Record<string, string>, host?: string): World => {
    const { state, server } = github
    const asked = { args: local(host) }
    return {
      git: state.git,
      folder,
      values: {
        'github.ref': 'refs/heads/main',
        'inputs.accept': '',
        'vars.APP_CLIENT_ID': APP.clientId,
        'vars.SITE_URL': siteUrl(),
        ...event,
      },
      secrets: { 'index-write': { APP_PRIVATE_KEY: APP.privateKey } },
      env: {
        GITHUB_API_URL: server.url,
        GITHUB_REPOSITORY: 'cozystack/packages-index',
        GITHUB_SERVER_URL: 'https://github.com',
        GITHUB_ACTOR: USER.username,
        GITHUB_SECOND_MS: '1',
      },
      grant: (permissions) => ({
        token: permissions['packages'] === 'write' ? USER.password : 'may read',
        env: permissions['id-token'] === 'write' ? sigstore.workflowEnv(PUBLISHER) : {},
      }),
      actions: {
        ...commonActions(state.git),
        ...appTokens({ ...APP, slug: state.app.slug }, mint),
        ...pagesActions(siteUrl().slice(0, -1), join(folder, 'pages/packages-index')),
      },
      programs: runnerPrograms({
        'scripts/gate.ts': asked,
        'scripts/record.ts': asked,
        'scripts/refresh.ts': asked,
        'scripts/pull-bumps.ts': asked,
        'scripts/act.ts': { args: ['--', ...local()] },
        'scripts/write-head.ts': {
          args: ['--fulcio-url', sigstore.fulcioUrl, '--rekor-url', sigstore.rekorUrl],
        },
        'scripts/push-entries.ts': {
          // The login is the one that the step wrote, under the name of this machine's registry.
          before: `sed -i 's/ghcr\\.io/${ghcr.host}/' "$DOCKER_CONFIG/config.json"`,
          args: localGhcr(),
        },
      }),
      executed,
    }
  }
  const mint = (permissions: Record<string, string>) => {
    const { state } = github
    const token = `token-${state.tokens.size}`
    const bot = state.accounts.get(`${state.app.slug}[bot]`)
    if (bot) state.tokens.set(token, bot)
    state.permissions.set(token, permissions)
    return token
  }
  const start = async (file: string, event: Record<string, string> = {}, host?: string) => {
    github.state.now = iso(Date.now())
    return runWorkflow(world(event, host), file)
  }
  /** @param host where packages are pulled from, if it is not where they are */
  const judge = (number: number, host?: string) => {
    const event = {
      'github.event.pull_request.number': String(number),
      'github.event.pull_request.user.id': String(github.state.issues.get(number)?.user.id),
    }
    return start('judge.yml', event, host)
  }
  const results = (run: WorkflowRun) =>
    Object.fromEntries(Object.entries(run).map(([name, { result }]) => [name, result]))
  /** What all of its jobs printed, to look at where something is not as expected. */
  const logOf = (run: WorkflowRun) =>
    Object.values(run)
      .map(({ log }) => log)
      .join('')
  const expectResults = (run: WorkflowRun, expected: Record<string, string>) =>
    expect(results(run), logOf(run)).toEqual(expected)

  const comments = (number: number) =>
    (github.state.issues.get(number)?.comments ?? []).map(({ body }) =>
      body.replaceAll(siteUrl(), 'SITE/'),
    )
  const open = () =>
    [...github.state.issues.values()]
      .filter(({ state }) => state === 'open')
      .map(({ number, title }) => `#${number} ${title}`)
  const show = (path: string) => github.state.run('show', path)
  const lastCommit = () => github.state.run('log', '-1', '--format=%an: %s', 'main').trim()
  const digestOf = async (path: string, version: string) => {
    const insecureHosts = new Set([packages.host])
    const repository = openRepository(packages.host, path, { allowedHosts: [], insecureHosts })
    const { digest } = await repository.resolveTag(version)
    await repository.close()
    return digest
  }
  const fromSite = async (path: string) => {
    const response = await fetch(`${siteUrl()}${path}`)
    expect(response.status, path).toBe(200)
    return response.text()
  }
  const catalog = async (): Promise<Catalog> => JSON.parse(await fromSite('catalog.json'))
  const listed = async () =>
    (await catalog()).packages.map(({ name, version, state, release }) =>
      [name, version, state, release?.version].join(' '),
    )
  /** The client, as somebody has it who knows who publishes a catalog at an address. */
  const search = async (where: string, ...more: string[]) => {
    const env = {
      XDG_CACHE_HOME: mkdtempSync(join(folder, 'cache-')),
      DOCKER_CONFIG: folder,
      ...(where.startsWith('http') ? { COZYPKG_PUBLISHER: PUBLISHER } : {}),
      COZYPKG_TRUSTED_ROOT: join(folder, 'trusted_root.json'),
    }
    const now = iso(Date.now())
    const ran = await runClient(['search', '--wide', '--index', where, ...more], { env, now })
    expect(ran).toMatchObject({ code: 0, err: '' })
    return ran.out.replace(/ +/g, ' ').split('\n').slice(1, -1)
  }
  /** What the author of an example does: a new tag of the same files but for one. */
  const release = (name: string, from: string, version: string) => {
    const example = EXAMPLES.find((one) => one.name === name)
    const files = example?.releases.find((one) => one.version === from)?.files
    if (!example || !files) throw new Error(`no example ${name} ${from}`)
    const readme = from === version ? (files['README.md'] ?? '') : `# ${version}\n`
    const next = { version, files: { ...files, 'README.md': readme } }
    return publish(example, next, packages.host, demo.sigstore)
  }
  /** Writes to the tip of main, in a clone, and commits. */
  const commit = (files: Record<string, string>) => {
    const { clone } = github
    clone.git('fetch', '--quiet', 'origin')
    clone.git('checkout', '--quiet', '--force', '--detach', 'origin/main')
    for (const [path, text] of Object.entries(files)) clone.write(path, text)
    return clone.commit(iso(Date.now()))
  }
  const WELL = {
    build: 'success',
    sign: 'success',
    deploy: 'success',
    entries: 'success',
    receipt: 'success',
    quarantine: 'skipped',
  }

  test('a new package is judged and reported, and left to a person', async () => {
    const head = commit(newcomer)
    github.clone.git('push', '--quiet', 'origin', 'HEAD:refs/pull/1/head')
    github.state.openPull(1, head, { login: 'jane', id: 5001 })
    const run = await judge(1)
    expectResults(run, { judge: 'success', report: 'success', merge: 'skipped' })
    expect(run['judge']?.summary).toContain('acme.hello')
    const pull = github.state.issues.get(1)
    expect(pull).toMatchObject({ state: 'open', labels: ['lane/review'] })
    expect(comments(1)).toEqual([expect.stringContaining('acme.hello is new')])
    expect(github.state.checks).toMatchObject([
      { name: 'gate', headSha: head, conclusion: 'neutral' },
    ])
  })

  test('pushed to again, it keeps its one comment, with the new verdict', async () => {
    const [before] = comments(1)
    const text = newcomer[HELLO] ?? ''
    const head = commit({ ...newcomer, [HELLO]: text.replace('Greets a', 'Greets the whole') })
    github.clone.git('push', '--quiet', '--force', 'origin', 'HEAD:refs/pull/1/head')
    expectResults(await judge(1), { judge: 'success', report: 'success', merge: 'skipped' })
    expect(comments(1)).toHaveLength(1)
    expect(comments(1)[0]).not.toBe(before)
    expect(github.state.checks.at(-1)).toMatchObject({ headSha: head })
  })

  test('merged, it is recorded at the digest that was judged', async () => {
    const merged = await fetch(
      `${github.server.url}/repos/cozystack/packages-index/pulls/1/merge`,
      {
        method: 'PUT',
        headers: { authorization: 'token mary', 'user-agent': 'a browser' },
        body: JSON.stringify({ merge_method: 'squash' }),
      },
    )
    expect(merged.status).toBe(200)
    expectResults(await start('record.yml'), { record: 'success' })
    const record: Release = JSON.parse(show('main:index/releases/acme.hello/v1.1.0.json'))
    expect(record.digest).toBe(await digestOf('acme/hello', 'v1.1.0'))
    expect(lastCommit()).toBe('packages-index-app[bot]: Record acme.hello v1.1.0')
    expect(JSON.parse(show('status:acme.hello.json'))).toMatchObject({ state: 'fresh' })
  })

  test('then it is live: built, signed, read back, pushed, and its author told', async () => {
    expectResults(await start('publish.yml'), WELL)
    expect(await listed()).toEqual([
      'acme.hello v1.1.0 active v1.1.0',
      'acme.notes v0.3.0 active v0.3.0',
    ])
    expect((await catalog()).revision).toBe(github.state.revision('refs/heads/main'))
    expect(await fromSite('packages/acme.hello/')).toContain('cozypkg tap acme.hello')
    expect(await search(siteUrl())).toEqual([
      'acme.hello v1.1.0 active yes greeting,example oci://registry.example/acme/hello Greets the whole cluster, and everybody in it.',
      'acme.notes v0.3.0 active no notes,example oci://registry.example/acme/notes Keeps notes for a team.',
    ])
    expect(await search(ENTRIES, ...localGhcr())).toHaveLength(2)
    expect(comments(1).slice(1)).toEqual([
      expect.stringMatching(
        /This is live, .*\[acme\.hello\]\(SITE\/packages\/acme\.hello\/\) is listed at `v1\.1\.0`/s,
      ),
    ])
  })

  test('at night, a moved tag becomes one issue, and a newer tag a pull request', async () => {
    await demo.moveTag('acme.hello', 'v1.1.0')
    await release('acme.notes', 'v0.3.0', 'v0.3.1')
    expectResults(await start('refresh.yml'), { refresh: 'success' })
    const seen = [
      '#2 acme.hello v1.1.0 is not what was recorded any more',
      '#3 Update acme.notes to v0.3.1',
    ]
    expect(open()).toEqual(seen)
    expect(JSON.parse(show('status:acme.hello.json'))).toMatchObject({ state: 'moved' })
    expect(github.state.issues.get(3)?.user.login).toBe('packages-index-app[bot]')
    const scheduled = ['act.yml', 'record.yml', 'refresh.yml', 'publish.yml']
    expect(github.state.enabledWorkflows).toEqual(scheduled)
    expectResults(await start('refresh.yml'), { refresh: 'success' })
    expect(open()).toEqual(seen)
  })

  test('the bump merges by itself, is recorded, and is live', async () => {
    expectResults(await judge(3), { judge: 'success', report: 'success', merge: 'success' })
    expect(github.state.issues.get(3)).toMatchObject({ state: 'closed', labels: ['lane/auto'] })
    expect(lastCommit()).toContain('acme.notes')
    expectResults(await start('record.yml'), { record: 'success' })
    const record: Release = JSON.parse(show('main:index/releases/acme.notes/v0.3.1.json'))
    expect(record.digest).toBe(await digestOf('acme/notes', 'v0.3.1'))
    expectResults(await start('publish.yml'), WELL)
    expect(await listed()).toEqual([
      'acme.hello v1.1.0 moved v1.1.0',
      'acme.notes v0.3.1 active v0.3.1',
    ])
    expect(comments(3).at(-1)).toContain('[acme.notes](SITE/packages/acme.notes/)')
    expect(comments(1)).toHaveLength(2)
  })

  test('what is well again has its issue closed', async () => {
    await release('acme.hello', 'v1.1.0', 'v1.1.0')
    await release('acme.notes', 'v0.3.0', 'v0.3.2')
    expectResults(await start('refresh.yml'), { refresh: 'success' })
    expect(github.state.issues.get(2)?.state).toBe('closed')
    expect(open()).toEqual(['#4 Update acme.notes to v0.3.2'])
  })

  test('without an answer of the registry there is no verdict, and that is said', async () => {
    const run = await judge(4, '127.0.0.1:1')
    expectResults(run, { judge: 'failure', report: 'failure', merge: 'skipped' })
    expect(comments(4)).toEqual([expect.stringContaining('could not look at this yet')])
    expect(github.state.issues.get(4)?.labels).toEqual([])
  })

  test('what was not judged then, the hourly sweep judges, and merges', async () => {
    expectResults(await start('act.yml'), { sweep: 'success' })
    expect(github.state.issues.get(4)).toMatchObject({ state: 'closed', labels: ['lane/auto'] })
    expect(comments(4)).toEqual([expect.not.stringContaining('could not look at this yet')])
    expect(show(`main:${NOTES}`)).toContain('"v0.3.2"')
    const writes = github.state.writes.length
    expectResults(await start('act.yml'), { sweep: 'success' })
    expect(github.state.writes).toHaveLength(writes)
  })

  test('a broken entry keeps its place, holds nobody up, and turns the run red', async () => {
    const text = show(`main:${NOTES}`).replace(/^version: .*$/m, 'version: latest')
    commit({ [NOTES]: text, 'index/lifecycle.yaml': FREEZE })
    github.clone.git('push', '--quiet', 'origin', 'HEAD:main')
    const run = await start('publish.yml')
    expectResults(run, { ...WELL, quarantine: 'failure' })
    expect(run['quarantine']?.log).toContain('::error::The site is published')
    expect(await listed()).toEqual([
      'acme.hello v1.1.0 frozen v1.1.0',
      'acme.notes v0.3.1 failing v0.3.1',
    ])
    expect(await search(ENTRIES, ...localGhcr())).toEqual([expect.stringContaining('acme.notes')])
  })

  test('an index without trust leaves the last site where it is', async () => {
    const before = await fromSite('head.json')
    commit({ 'index/policy.yaml': 'registries: nonsense\n' })
    github.clone.git('push', '--quiet', 'origin', 'HEAD:main')
    const skipped = Object.keys(WELL).map((name) => [name, 'skipped'])
    expectResults(await start('publish.yml'), { ...Object.fromEntries(skipped), build: 'failure' })
    expect(await fromSite('head.json')).toBe(before)
  })

  test('left no step out, and strayed nowhere from GitHub’s description', () => {
    // ci.yml alone is not here: it runs these very tests, and each of its steps is its own test.
    const files = readdirSync(WORKFLOWS).filter((name) => name !== 'ci.yml')
    const steps = files.flatMap((name) =>
      runSteps(parseWorkflow(readFileSync(join(WORKFLOWS, name), 'utf8'))),
    )
    expect([...executed].sort()).toEqual(steps.sort())
    expect(github.server.violations).toEqual([])
  })
})

const FREEZE = 'acme.hello:\n  state: frozen\n  reason: Its account was taken over.\n'
