import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'

const UNAVAILABLE =
  /dial tcp|no such host|i\/o timeout|network is unreachable|connection refused|GOPROXY=off|requires go/i

export interface GoProgram {
  /** Why it cannot be built on this machine, or null where it was. */
  obstacle: string | null
  /** Runs it, and reads the lines of JSON that it prints. */
  run<Line>(args: string[], env?: Record<string, string>, input?: string): Line[]
}

/** Builds the program of a folder beside this file; it is removed after the tests of the caller's file. */
export function buildGoProgram(name: string): GoProgram {
  const folder = mkdtempSync(join(tmpdir(), 'packages-index-go-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  const program = join(folder, process.platform === 'win32' ? `${name}.exe` : name)
  const obstacle = build(name, program)
  // Where every test is skipped, afterAll is not called.
  if (obstacle) remove()
  else afterAll(remove)
  return { obstacle, run: (...given) => run(program, ...given) }
}

function build(name: string, program: string): string | null {
  const cwd = fileURLToPath(new URL(name, import.meta.url))
  const { error, status, stderr } = spawnSync('go', ['build', '-o', program, '.'], {
    cwd,
    encoding: 'utf8',
  })
  if (error && 'code' in error && error.code === 'ENOENT') return 'Go is not installed'
  if (error) throw error
  if (status === 0) return null
  if (UNAVAILABLE.test(stderr)) return 'Go is too old, or its modules cannot be downloaded offline'
  throw new Error(`go build failed:\n${stderr}`)
}

function run<Line>(
  program: string,
  args: string[],
  env: Record<string, string> = {},
  input = '',
): Line[] {
  const result = spawnSync(program, args, {
    input,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  })
  if (result.error) throw result.error
  if (result.status !== 0) throw new Error(result.stderr)
  return result.stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line)
}
