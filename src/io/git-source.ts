import { spawnSync } from 'node:child_process'
import { toMoment } from '../core/moment.ts'

/** Where a folder comes from, as artifacts state it. */
export interface GitSource {
  /** The address of its remote, without credentials; null where it has none. */
  source: string | null
  /** `<describe>:<commit>` */
  revision: string
  /** When that was committed, in whole seconds. */
  committedAt: string
  /** Whether the folder differs from that commit. */
  isChanged: boolean
}

/** Asks git where a folder comes from; null where it is no clone, or has no commit yet. */
export function readGitSource(dir: string): GitSource | null {
  const commit = git(dir, ['rev-parse', '--verify', '--quiet', 'HEAD'])
  if (!commit) return null
  const described = git(dir, ['describe', '--tags', '--always']) || commit.slice(0, 7)
  const changes = git(dir, ['status', '--porcelain', '--untracked-files=normal', '--', '.'])
  const seconds = Number(git(dir, ['log', '-1', '--format=%ct']))
  const remote = git(dir, ['remote', 'get-url', 'origin'])
  return {
    source: remote ? withoutCredentials(remote) : null,
    revision: `${described}:${commit}`,
    committedAt: toMoment(new Date(seconds * 1000)),
    isChanged: changes !== '',
  }
}

/** Workflows put their token into the address of the remote, and an artifact is public. */
function withoutCredentials(address: string): string {
  if (!URL.canParse(address)) return address
  const url = new URL(address)
  url.username = ''
  url.password = ''
  return url.href
}

function git(dir: string, args: string[]): string | null {
  const { status, stdout } = spawnSync('git', ['-C', dir, ...args], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : null
}
