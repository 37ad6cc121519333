import { spawnSync } from 'node:child_process'

/** A token of the user: from the environment, or from gh where that is logged in; or null. */
export function findToken(env: Readonly<Record<string, string | undefined>>): string | null {
  const named = env['GH_TOKEN'] || env['GITHUB_TOKEN']
  if (named) return named
  const { status, stdout } = spawnSync('gh', ['auth', 'token'], {
    encoding: 'utf8',
    env: { ...env },
  })
  return status === 0 ? stdout.trim() || null : null
}
