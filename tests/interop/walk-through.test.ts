import { spawn, spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readCodeInfo } from '../../src/core/guide/code-info.ts'
import { readCode } from '../../src/core/guide/render-guide.ts'
import { ROOT } from '../docs/guide-files.ts'
import { patternOf } from '../guides/output-pattern.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { registryObstacle } from './docker-registry.ts'

const obstacle = registryObstacle()
if (obstacle) process.stderr.write(`The walk-through is not run: ${obstacle}\n`)

const BLOCKS = readCode(readFileSync(join(ROOT, 'docs/walk-through.md'), 'utf8')).map((block) => ({
  ...block,
  ...readCodeInfo(block.info),
}))

/** Starts what the first command of the page starts, until the running test ends. */
async function startLocal(): Promise<void> {
  const child = spawn(process.execPath, ['scripts/local.ts'], { cwd: ROOT })
  onTestFinished(async () => {
    const gone = new Promise((resolve) => child.once('close', resolve))
    child.kill('SIGTERM')
    await gone
  })
  let said = ''
  await new Promise<void>((resolve, reject) => {
    child.once('close', () => reject(new Error(`npm run local ended:\n${said}`)))
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        said += chunk
        if (said.includes('. .build/local/env')) resolve()
      })
    }
  })
}

test('every command is run, or says why it is not', () => {
  const commands = BLOCKS.filter(({ isOutput }) => !isOutput)
  expect(commands.filter(({ isRun }) => isRun).length).toBeGreaterThan(10)
  for (const { language, isRun, unrun, content } of commands) {
    expect.soft({ language, isExplained: isRun !== (unrun !== null) }, content).toEqual({
      language: 'sh',
      isExplained: true,
    })
  }
})

test.skipIf(obstacle !== null)('every command does what the walk-through shows', async () => {
  rmSync(join(ROOT, '.build/walk'), { recursive: true, force: true })
  await startLocal()
  const { GITHUB_ACTIONS: _, FORCE_COLOR: __, ...inherited } = process.env
  const home = temporaryFolder()
  const env = {
    ...inherited,
    HOME: home,
    XDG_CACHE_HOME: join(home, 'cache'),
    KUBECONFIG: '',
    NO_COLOR: '1',
    ...{ GIT_AUTHOR_NAME: 'Jane Doe', GIT_AUTHOR_EMAIL: 'jane@acme.example' },
    ...{ GIT_COMMITTER_NAME: 'Jane Doe', GIT_COMMITTER_EMAIL: 'jane@acme.example' },
  }
  const [first] = BLOCKS.filter(({ isRun }) => isRun)
  for (const [at, { isRun, content, exit }] of BLOCKS.entries()) {
    if (!isRun) continue
    // Every block has a shell of its own here, and readers have one for all.
    const script = `exec 2>&1\n${first?.content}\n${content}`
    const { stdout, status } = spawnSync('bash', ['-euo', 'pipefail', '-c', script], {
      cwd: ROOT,
      env,
      encoding: 'utf8',
    })
    const next = BLOCKS[at + 1]
    expect({ output: stdout, exit: status }, content).toEqual({
      output: next?.isOutput ? expect.stringMatching(patternOf(next.content)) : '',
      exit,
    })
  }
})
