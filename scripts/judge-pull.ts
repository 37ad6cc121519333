import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Verdict, VerdictSchema } from '../src/core/gate/verdict.ts'
import { CannotRun } from './run.ts'

/** What a program needs of its surroundings to run at all; no token is among it. */
const KEPT = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'SSL_CERT_FILE', 'NODE_EXTRA_CA_CERTS']

/** How long one pull request may take: whoever makes it slow must not hold up the others. */
export const LONGEST_SECONDS = 600

/** The gate could not say anything: a registry did not answer, it failed, or it took too long. */
export class Unjudged extends Error {}

/**
 * Fetches the tip of main and the head of a pull request, both as objects only, and judges them in
 * a process that is given no token: it reads what strangers wrote.
 *
 * @param gateArgs passed on to the gate
 * @param seconds how long the gate may take
 * @throws Unjudged where the gate could not run
 */
export function judgePull(
  { number, author }: { number: number; author: string },
  repo: string,
  gateArgs: readonly string[],
  seconds = LONGEST_SECONDS,
): Verdict {
  const base = 'refs/gate/main'
  const head = `refs/gate/pull-${number}`
  git(repo, [
    ...['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', 'origin'],
    `+refs/heads/main:${base}`,
    `+refs/pull/${number}/head:${head}`,
  ])
  const args = ['--repo', repo, '--base', base, '--head', head, '--author', author, '--json']
  const dockerConfig = mkdtempSync(join(tmpdir(), 'packages-index-no-login-'))
  try {
    const kept = KEPT.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))
    const gate = fileURLToPath(new URL('./gate.ts', import.meta.url))
    const done = spawnSync(process.execPath, [gate, ...args, ...gateArgs], {
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
      env: { ...Object.fromEntries(kept), DOCKER_CONFIG: dockerConfig, NO_COLOR: '1' },
      timeout: seconds * 1000,
      killSignal: 'SIGKILL',
    })
    const { status, stdout, stderr, error } = done
    if (error && 'code' in error && error.code === 'ETIMEDOUT') {
      throw new Unjudged(
        `the gate took longer than ${seconds} s and was stopped. Run it on this pull request alone, to see what it waits for.`,
      )
    }
    if (error) throw new Unjudged(`the gate could not be run to its end: ${error.message}`)
    if (status !== 0 && status !== 1) throw new Unjudged(stderr.trim())
    return VerdictSchema.parse(JSON.parse(stdout))
  } finally {
    rmSync(dockerConfig, { recursive: true, force: true })
  }
}

/** Runs git without the hooks and the settings that a work tree could bring along. */
function git(repo: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(
    'git',
    ['-C', repo, '-c', 'core.hooksPath=/dev/null', ...args],
    { encoding: 'utf8' },
  )
  if (error) throw error
  if (status !== 0) throw new CannotRun(`git ${args[0]} failed: ${stderr.trim()}`)
}
