import { spawnSync } from 'node:child_process'
import { devNull } from 'node:os'

/** Variables that would point git at another repository or other objects than the folder's own. */
const REDIRECTIONS = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_COMMON_DIR',
  'GIT_PREFIX',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_NAMESPACE',
]

export interface GitAnswer {
  status: number
  stdout: Buffer
  stderr: string
}

/**
 * Runs git on the repository of a folder.
 *
 * @param more variables beside those of this process
 * @returns null where there is no git
 * @throws where the folder is missing
 */
export function askGit(
  dir: string,
  args: readonly string[],
  input?: string,
  more: NodeJS.ProcessEnv = {},
): GitAnswer | null {
  // Objects mean what they hold: a replacement or a graft would show the gate another history than
  // the one that is merged.
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    LC_ALL: 'C',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_GRAFT_FILE: devNull,
  }
  for (const name of REDIRECTIONS) delete env[name]
  Object.assign(env, more)
  const result = spawnSync('git', ['-C', dir, '-c', 'core.quotePath=false', ...args], {
    env,
    maxBuffer: 1 << 30,
    input,
  })
  if (result.error) {
    if ('code' in result.error && result.error.code === 'ENOENT') return null
    throw result.error
  }
  return { status: result.status ?? 128, stdout: result.stdout, stderr: result.stderr.toString() }
}
