import { spawn, spawnSync } from 'node:child_process'
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../temporary-folder.ts'

const SCRIPT = fileURLToPath(new URL('../../scripts/without-commands.sh', import.meta.url))
const HOSTILE = 'echo ::error::x; echo "$GITHUB_ACTIONS"; exit 7'

test('what a command prints stands between a stop and a start that it cannot guess', async () => {
  // A child of Node writes into a socket, a runner’s into a pipe.
  const child = spawn(SCRIPT, ['bash', '-c', HOSTILE], { stdio: ['ignore', 'pipe', 'pipe'] })
  const output = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].on('data', (chunk) => {
      output[stream] += chunk
    })
  }
  const status = await new Promise((resolve) => child.on('close', resolve))
  expect({ status, stderr: output.stderr }).toEqual({ status: 7, stderr: '' })
  expect(output.stdout).toMatch(/^::stop-commands::([0-9a-f]{32})\n::error::x\nfalse\n::\1::\n$/)
})

test('a log that is a file goes on where it was', () => {
  const file = join(temporaryFolder({ log: 'before\n' }), 'log')
  const log = openSync(file, 'a')
  spawnSync(SCRIPT, ['echo', 'now'], { stdio: ['ignore', log, 'inherit'] })
  closeSync(log)
  expect(readFileSync(file, 'utf8')).toMatch(/^before\n::stop-commands::.*\nnow\n::.*::\n$/)
})

test('with --to, only the standard output goes into the file', () => {
  const file = join(temporaryFolder(), 'out')
  writeFileSync(file, 'an older and longer text')
  const args = ['--to', file, 'bash', '-c', 'echo out; echo err >&2']
  const { status, stdout, stderr } = spawnSync(SCRIPT, args, { encoding: 'utf8' })
  expect({ status, stderr }).toEqual({ status: 0, stderr: 'err\n' })
  expect(stdout).toMatch(/^::stop-commands::\S+\n::\S+::\n$/)
  expect(readFileSync(file, 'utf8')).toBe('out\n')
})

test('a file that cannot be written is no verdict: exit code 2, and nothing was run', () => {
  const folder = temporaryFolder()
  const args = ['--to', join(folder, 'none/out'), 'touch', join(folder, 'ran')]
  expect(spawnSync(SCRIPT, args).status).toBe(2)
  expect(spawnSync('ls', [folder], { encoding: 'utf8' }).stdout).toBe('')
})
