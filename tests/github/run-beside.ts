import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Run } from '../scripts/run-script.ts'
import type { LocalGithub } from './local-github.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Runs a script beside this process, which serves GitHub to it meanwhile, in a folder. */
export function runBeside(
  { server, state }: LocalGithub,
  name: string,
  args: readonly string[],
  { cwd = ROOT, env = {} }: { cwd?: string; env?: Record<string, string> } = {},
): { child: ChildProcess; done: Promise<Run> } {
  const { GITHUB_ACTIONS: _, FORCE_COLOR: __, ...inherited } = process.env
  const child = spawn(process.execPath, [`${ROOT}scripts/${name}.ts`, ...args], {
    cwd,
    env: {
      ...inherited,
      NO_COLOR: '1',
      GITHUB_API_URL: server.url,
      GITHUB_REPOSITORY: `${state.owner.login}/${state.repo}`,
      GITHUB_TOKEN: 'app-token',
      GITHUB_SECOND_MS: '1',
      APP_SLUG: state.app.slug,
      ...env,
    },
  })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const done = new Promise<Run>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status) => resolve({ status, stdout, stderr }))
  })
  return { child, done }
}
