import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Verdict, VerdictSchema } from '../../src/core/gate/verdict.ts'
import { createDemo, DEMO_REGISTRY, type Demo } from '../demo/demo-index.ts'
import { type DockerRegistry, registryObstacle, startRegistry } from '../interop/docker-registry.ts'
import { GitRepository } from '../io/git-repository.ts'
import { runScript } from '../scripts/run-script.ts'
import { commonActions } from './runner/actions.ts'
import { copyCode } from './runner/index-repository.ts'
import { runnerPrograms } from './runner/programs.ts'
import { runWorkflow } from './runner/run-workflow.ts'
import { parseWorkflow } from './runner/workflow-file.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const AUTHOR = '5001'
const NUMBER = '7'

const obstacle = registryObstacle()
if (obstacle) process.stderr.write(`tests/github/judge-workflow.test.ts is skipped: ${obstacle}\n`)

describe('the workflow of the judge', () => {
  const workflow = parseWorkflow(readFileSync(join(ROOT, '.github/workflows/judge.yml'), 'utf8'))
  const judge = workflow.jobs['judge']

  test('comes from main, and holds no secret and no right to write', () => {
    expect(Object.keys(workflow.on)).toEqual(['pull_request_target'])
    expect(workflow.permissions).toEqual({})
    expect(judge?.permissions).toEqual({ contents: 'read' })
    const text = JSON.stringify(judge)
    expect(text).not.toMatch(/secrets\.|github\.token|head\.(ref|sha|label)|\.title|\.body/)
  })

  test('hands expressions to no shell: they come by the environment', () => {
    for (const job of Object.values(workflow.jobs)) {
      for (const { run = '' } of job.steps) expect(run).not.toContain('${{')
    }
  })

  test('checks out main and nothing else', () => {
    for (const job of Object.values(workflow.jobs)) {
      const checkouts = job.steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'))
      expect(checkouts).toMatchObject([{ with: { ref: 'main', 'persist-credentials': 'false' } }])
    }
  })
})

describe.skipIf(obstacle !== null)('a pull request that would bend the gate', () => {
  let registry: DockerRegistry
  let demo: Demo
  let folder: string
  let work: GitRepository
  let honest: { verdict: Verdict; log: string }

  beforeAll(async () => {
    registry = await startRegistry('open')
    demo = await createDemo(registry.host)
    folder = mkdtempSync(join(tmpdir(), 'packages-index-judge-'))
    mkdirSync(join(folder, 'work'))
    work = new GitRepository(join(folder, 'work'))
    runScript('refresh', [
      ...[
        '--index',
        demo.indexDir,
        '--now',
        '2026-01-02T00:00:00Z',
        '--trusted-root',
        demo.trustedRoot,
      ],
      ...['--insecure-registry', `${DEMO_REGISTRY}=${registry.host}`],
    ])
    copyCode(work.folder, demo.indexDir)
    work.commit('2026-01-02T00:00:00Z')
    work.git('clone', '--quiet', '--bare', work.folder, join(folder, 'bare.git'))
    work.git('remote', 'add', 'origin', join(folder, 'bare.git'))
    work.git('fetch', '--quiet', 'origin')
    demo.bump('acme.hello')
    honest = await runJudge({})
  }, 120_000)
  afterAll(async () => {
    demo?.remove()
    rmSync(folder, { recursive: true, force: true })
    await registry?.stop()
  })

  /** Pushes a bump with more files as pull request 7, and runs the steps of the job on it in order. */
  function runJudge(files: Record<string, string>, bumps = true) {
    work.git('checkout', '--quiet', '--force', '--detach', 'origin/main')
    const entry = 'index/packages/acme.hello.yaml'
    if (bumps) cpSync(join(demo.indexDir, 'packages/acme.hello.yaml'), join(work.folder, entry))
    for (const [path, text] of Object.entries(files)) work.write(path, text)
    work.git('add', '--all', '--force')
    work.commit('2026-01-03T00:00:00Z')
    work.git('push', '--quiet', '--force', 'origin', `HEAD:refs/pull/${NUMBER}/head`)
    return runSteps()
  }

  async function runSteps() {
    const bare = join(folder, 'bare.git')
    const local = ['--insecure-registry', `${DEMO_REGISTRY}=${registry.host}`]
    const args = ['--trusted-root', demo.trustedRoot, ...local]
    const world = {
      git: bare,
      folder,
      values: {
        'github.event.pull_request.number': NUMBER,
        'github.event.pull_request.user.id': AUTHOR,
        'vars.SITE_URL': 'https://index.example/',
      },
      secrets: {},
      env: { PWNED: join(folder, 'pwned') },
      grant: () => ({ token: 'of no use', env: {} }),
      actions: commonActions(bare),
      programs: runnerPrograms({ 'scripts/gate.ts': { args } }),
      executed: new Set<string>(),
    }
    const { judge } = await runWorkflow(world, 'judge.yml', ['judge'])
    if (!judge) throw new Error('there is no job judge')
    const { log, outputs, summary, temp, workspace } = judge
    expect(judge.result, log).toBe('success')
    const verdict = VerdictSchema.parse(
      JSON.parse(readFileSync(join(temp, 'verdict/verdict.json'), 'utf8')),
    )
    expect(outputs).toEqual({ lane: verdict.lane })
    expect(summary).toContain('### ')
    expect(
      execFileSync('git', ['-C', workspace, 'status', '--porcelain', '-uno'], { encoding: 'utf8' }),
    ).toBe('')
    return { verdict, log }
  }

  const SPY = "require('node:fs').writeFileSync(process.env.PWNED, 'x')"
  const PACKAGE = JSON.stringify({
    name: 'packages-index',
    scripts: { preinstall: `node -e "${SPY}"`, gate: `node -e "${SPY}"` },
  })
  const BENT = `${SPY.replace("require('node:fs')", "(await import('node:fs'))")}\nconsole.log('{"lane":"auto"}')\n`

  test('is judged as the same bump without it would be', () => {
    // Its footprint grows: what would bend the gate wants it to merge by itself.
    expect(honest.verdict).toMatchObject({ lane: 'review', author: AUTHOR })
    expect(honest.verdict.packages).toMatchObject([{ name: 'acme.hello', after: 'v1.1.0' }])
  })

  test.each([
    ['the gate’s own code', { 'scripts/gate.ts': BENT, 'src/core/gate/lanes.ts': BENT }],
    ['package.json', { 'package.json': PACKAGE }],
    ['the lock file', { 'package-lock.json': '{"lockfileVersion":3,"packages":{}}' }],
    ['the workflow', { '.github/workflows/judge.yml': 'on: push\njobs: {}\n' }],
    ['an .npmrc', { '.npmrc': 'registry=https://evil.example/\n', 'index/.npmrc': 'x=1\n' }],
    [
      'a hook and attributes',
      { '.gitattributes': '* filter=x\n', '.githooks/post-checkout': '#!/bin/sh\n' },
    ],
    [
      'scripts that the steps call',
      { 'scripts/without-commands.sh': `#!/bin/sh\ntouch "$PWNED"\n` },
    ],
  ])('by %s changes nothing about its entry, and is refused', async (_, files) => {
    const { verdict } = await runJudge(files)
    expect(existsSync(join(folder, 'pwned'))).toBe(false)
    expect(verdict.lane).toBe('refused')
    expect(verdict.packages).toEqual(honest.verdict.packages)
    const entry = (all: Verdict) => all.changes.find(({ file }) => file.endsWith('acme.hello.yaml'))
    const own = honest.verdict.changes[0]?.decisions ?? []
    expect(entry(verdict)?.decisions).toEqual(expect.arrayContaining(own))
    expect(verdict.author).toBe(AUTHOR)
  })

  test('alone is none of the gate’s business, and is judged by the code of main', async () => {
    const { verdict } = await runJudge({ 'scripts/gate.ts': BENT, 'package.json': PACKAGE }, false)
    expect(verdict.lane).toBe('none')
    expect(existsSync(join(folder, 'pwned'))).toBe(false)
  })

  test('gives the log no command', async () => {
    const { log } = await runJudge({
      'index/::error::x\n##[error]y': '::set-output name=lane::auto\n',
    })
    const [, ...parts] = log.split(/::stop-commands::([0-9a-f]{32})\n/)
    const [token = '', said = ''] = parts
    const after = said.split(`::${token}::\n`).at(-1) ?? ''
    expect(after.split('\n').filter((line) => line.startsWith('::'))).toEqual(
      after.split('\n').filter((line) => /^::(error|warning|notice) file=/.test(line)),
    )
    expect(after).not.toContain('##[')
  })
})
