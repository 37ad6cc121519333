import { askGit } from './git.ts'

/** Somebody else wrote the same files: what was written here is to be made anew from theirs. */
export class PushConflict extends Error {}

export interface PushRequest {
  /** A work tree, or a folder in one. */
  dir: string
  branch: string
  /** What is committed, relative to `dir`; the rest of the work tree is left alone. */
  paths: readonly string[]
  message: string
  author: { name: string; email: string }
  /** RFC 3339: the date of the commit, so that a run repeated makes the same one. */
  now: string
  /** For an https remote; null pushes as git is configured. */
  token: string | null
  /** Whether ours wins where others changed the same lines, as the newer of two observations. */
  overwrites?: boolean
  /** Asked before each push, also after others' commits came below ours; throws to prevent it. */
  check?(): void
}

const ATTEMPTS = 5

/**
 * Commits what changed and pushes it, on top of what others pushed meanwhile. Driven by state: what
 * an earlier run committed or wrote is pushed, and where all is there already nothing happens.
 *
 * @returns whether anything was pushed
 * @throws PushConflict where others changed the same files
 */
export function commitAndPush(request: PushRequest): boolean {
  const { dir, branch, paths, message } = request
  const git = (...args: string[]) => runGit(request, args)
  git('add', '--all', '--', ...paths)
  const isStaged = askGit(dir, ['diff', '--cached', '--quiet'])?.status === 1
  if (isStaged) git('commit', '--quiet', '--no-verify', '--message', message)
  for (let attempt = 1; ; attempt++) {
    if (isPushed(request)) return attempt > 1
    request.check?.()
    const pushed = tryGit(request, ['push', '--quiet', 'origin', `HEAD:refs/heads/${branch}`])
    if (pushed.status === 0) return true
    if (attempt === ATTEMPTS) throw new Error(`git could not push to ${branch}: ${pushed.stderr}`)
    // Also where the push was cut off: what is there by now decides.
    tryGit(request, ['fetch', '--quiet', 'origin', `+refs/heads/${branch}:${remote(branch)}`])
    const strategy = request.overwrites ? ['-X', 'theirs'] : []
    const rebased = tryGit(request, ['rebase', '--quiet', ...strategy, remote(branch)])
    if (rebased.status === 0) continue
    tryGit(request, ['rebase', '--abort'])
    throw new PushConflict(
      `${branch} was changed in the same places meanwhile: ${rebased.stderr.trim()}\nRun again from a new clone.`,
    )
  }
}

function isPushed(request: PushRequest): boolean {
  const known = tryGit(request, ['rev-parse', '--verify', '--quiet', remote(request.branch)])
  if (known.status !== 0) return false
  return (
    tryGit(request, ['merge-base', '--is-ancestor', 'HEAD', remote(request.branch)]).status === 0
  )
}

function remote(branch: string): string {
  return `refs/remotes/origin/${branch}`
}

function runGit(request: PushRequest, args: string[]): void {
  const { status, stderr } = tryGit(request, args)
  if (status !== 0) throw new Error(`git ${args[0]} failed in ${request.dir}: ${stderr.trim()}`)
}

/** The token goes by the environment: what stands on a command line, every process can read. */
function tryGit({ dir, author, now, token }: PushRequest, args: string[]) {
  const secret = Buffer.from(`x-access-token:${token}`).toString('base64')
  const login = {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'http.https://github.com/.extraheader',
    GIT_CONFIG_VALUE_0: `AUTHORIZATION: basic ${secret}`,
  }
  const answer = askGit(
    dir,
    ['-c', 'core.hooksPath=/dev/null', '-c', 'commit.gpgSign=false', ...args],
    undefined,
    {
      ...(token === null ? {} : login),
      GIT_TERMINAL_PROMPT: '0',
      GIT_AUTHOR_NAME: author.name,
      GIT_AUTHOR_EMAIL: author.email,
      GIT_AUTHOR_DATE: now,
      GIT_COMMITTER_NAME: author.name,
      GIT_COMMITTER_EMAIL: author.email,
      GIT_COMMITTER_DATE: now,
    },
  )
  if (!answer) throw new Error('git is not installed')
  return answer
}
