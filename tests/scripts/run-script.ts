import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface Run {
  status: number | null
  stdout: string
  stderr: string
}

/** Runs a script of scripts/ as npm does, in the root of the project. */
export function runScript(name: string, args: string[], env: Record<string, string> = {}): Run {
  const { GITHUB_ACTIONS: _, FORCE_COLOR: __, ...inherited } = process.env
  const result = spawnSync(process.execPath, [`${ROOT}scripts/${name}.ts`, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...inherited, NO_COLOR: '1', ...env },
    maxBuffer: 64 * 1024 * 1024,
  })
  return { status: result.status, stdout: result.stdout, stderr: result.stderr }
}
