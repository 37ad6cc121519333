import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Run } from './run-script.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Runs a script as `runScript` does, beside this process, which serves what it asks meanwhile. */
export function runBesideServer(
  name: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<Run> {
  const { GITHUB_ACTIONS: _, FORCE_COLOR: __, GITHUB_TOKEN: ___, ...inherited } = process.env
  const child = spawn(process.execPath, [`${ROOT}scripts/${name}.ts`, ...args], {
    cwd: ROOT,
    env: { ...inherited, NO_COLOR: '1', ...env },
  })
  const output = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].on('data', (chunk) => {
      output[stream] += chunk
    })
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status) => resolve({ status, ...output }))
  })
}
