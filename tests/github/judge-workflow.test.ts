import { execFileSync, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { type Verdict, VerdictSchema } from '../../src/core/gate/verdict.ts'
import { createDemo, DEMO_REGISTRY, type Demo } from '../demo/demo-index.ts'
import { type DockerRegistry, registryObstacle, startRegistry } from '../interop/docker-registry.ts'
import { GitRepository } from '../io/git-repository.ts'
import { runScript } from '../scripts/run-script.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const AUTHOR = '5001'
const NUMBER = '7'

const obstacle = registryObstacle()
if (obstacle) process.stderr.write(`tests/github/judge-workflow.test.ts is skipped: ${obstacle}\n`)

interface Step {
  name?: string
  uses?: string
  run?: string
  env?: Record<string, string>
}

interface Workflow {
  on: Record<string, unknown>
  permissions: object
  jobs: Record<string, { permissions: Record<string, string>; steps: Step[] }>
}

function readWorkflow(text: string): Workflow {
  return parse(text) as Workflow
}

describe('the workflow of the judge', () => {
  const workflow = readWorkflow(readFileSync(join(ROOT, '.github/workflows/judge.yml'), 'utf8'))
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
      expect(checkouts).toMatchObject([{ with: { ref: 'main', 'persist-credentials': false } }])
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
    const tracked = execFileSync(
      'git',
      ['-C', ROOT, 'ls-files', '-co', '--exclude-standard', '-z', '--', ':!index', ':!tests'],
      {
        encoding: 'utf8',
      },
    )
    for (const path of tracked.split('\0').filter((one) => one && existsSync(join(ROOT, one)))) {
      mkdirSync(dirname(join(work.folder, path)), { recursive: true })
      cpSync(join(ROOT, path), join(work.folder, path))
    }
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
    cpSync(demo.indexDir, join(work.folder, 'index'), { recursive: true })
    work.commit('2026-01-02T00:00:00Z')
    work.git('clone', '--quiet', '--bare', work.folder, join(folder, 'bare.git'))
    work.git('remote', 'add', 'origin', join(folder, 'bare.git'))
    work.git('fetch', '--quiet', 'origin')
    demo.bump('acme.hello')
    honest = runJudge({})
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

  function runSteps() {
    const workspace = mkdtempSync(join(folder, 'workspace-'))
    const temp = mkdtempSync(join(folder, 'temp-'))
    const shims = mkdtempSync(join(folder, 'shims-'))
    // Installing takes the lock file of main; the packages are those of this checkout.
    writeFileSync(
      join(shims, 'npm'),
      `#!/bin/sh\ncmp package-lock.json "${ROOT}package-lock.json" && test ! -e .npmrc && ln -s "${ROOT}node_modules" node_modules\n`,
      { mode: 0o755 },
    )
    symlinkSync(process.execPath, join(shims, 'node'))
    const values: Record<string, string> = {
      'github.event.pull_request.number': NUMBER,
      'github.event.pull_request.user.id': AUTHOR,
      'vars.SITE_URL': 'https://index.example/',
    }
    execFileSync('git', [
      'clone',
      '--quiet',
      '--branch',
      'main',
      join(folder, 'bare.git'),
      workspace,
    ])
    const workflow = readWorkflow(
      readFileSync(join(workspace, '.github/workflows/judge.yml'), 'utf8'),
    )
    let log = ''
    let outputs = ''
    for (const { run, env = {}, name } of workflow.jobs['judge']?.steps ?? []) {
      if (!run) continue
      const given = Object.entries(env).map(([key, value]) => [
        key,
        value.replace(/\$\{\{ (.*?) \}\}/g, (_, of: string) => values[of] ?? `no value for ${of}`),
      ])
      // The registry and the root of trust of this test, which the workflow cannot know.
      const local = `scripts/gate.ts --trusted-root '${demo.trustedRoot}' --insecure-registry '${DEMO_REGISTRY}=${registry.host}'`
      const result = spawnSync(
        'bash',
        ['-eo', 'pipefail', '-c', run.replace('scripts/gate.ts', local)],
        {
          cwd: workspace,
          encoding: 'utf8',
          env: {
            PATH: `${shims}:${process.env['PATH']}`,
            HOME: temp,
            RUNNER_TEMP: temp,
            GITHUB_ACTIONS: 'true',
            GITHUB_OUTPUT: join(temp, 'output'),
            GITHUB_STEP_SUMMARY: join(temp, 'summary'),
            PWNED: join(folder, 'pwned'),
            ...Object.fromEntries(given),
          },
        },
      )
      log += result.stdout + result.stderr
      expect(result.status, `${name ?? run}\n${log}`).toBe(0)
    }
    outputs = readFileSync(join(temp, 'output'), 'utf8')
    const verdict = VerdictSchema.parse(
      JSON.parse(readFileSync(join(temp, 'verdict/verdict.json'), 'utf8')),
    )
    expect(outputs).toBe(`lane=${verdict.lane}\n`)
    expect(readFileSync(join(temp, 'summary'), 'utf8')).toContain('### ')
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
  ])('by %s changes nothing about its entry, and is refused', (_, files) => {
    const { verdict } = runJudge(files)
    expect(existsSync(join(folder, 'pwned'))).toBe(false)
    expect(verdict.lane).toBe('refused')
    expect(verdict.packages).toEqual(honest.verdict.packages)
    const entry = (all: Verdict) => all.changes.find(({ file }) => file.endsWith('acme.hello.yaml'))
    const own = honest.verdict.changes[0]?.decisions ?? []
    expect(entry(verdict)?.decisions).toEqual(expect.arrayContaining(own))
    expect(verdict.author).toBe(AUTHOR)
  })

  test('alone is none of the gate’s business, and is judged by the code of main', () => {
    const { verdict } = runJudge({ 'scripts/gate.ts': BENT, 'package.json': PACKAGE }, false)
    expect(verdict.lane).toBe('none')
    expect(existsSync(join(folder, 'pwned'))).toBe(false)
  })

  test('gives the log no command', () => {
    const { log } = runJudge({ 'index/::error::x\n##[error]y': '::set-output name=lane::auto\n' })
    const [, ...parts] = log.split(/::stop-commands::([0-9a-f]{32})\n/)
    const [token = '', said = ''] = parts
    const after = said.split(`::${token}::\n`).at(-1) ?? ''
    expect(after.split('\n').filter((line) => line.startsWith('::'))).toEqual(
      after.split('\n').filter((line) => /^::(error|warning|notice) file=/.test(line)),
    )
    expect(after).not.toContain('##[')
  })
})
