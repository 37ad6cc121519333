import type { App } from './app.ts'
import { ensure, type Github, statusOf } from './client.ts'

export interface Bump {
  name: string
  from: string
  to: string
  /** The entry's path in the repository, and its new content. */
  path: string
  content: string
  /** The commit of main that it changes, and that commit's tree. */
  base: { commit: string; tree: string }
}

export type Bumped = 'opened' | 'updated' | 'there' | 'declined'

/**
 * Makes sure that a pull request of the App lists a new version: one a package, moved on to the
 * newest. What a person closed without merging is not proposed again.
 */
export async function ensureBump(github: Github, app: App, bump: Bump): Promise<Bumped> {
  const { rest, at } = github
  const branch = `bump/${bump.name}`
  const title = `Update ${bump.name} to ${bump.to}`
  const body = describe(bump)
  const before = await findPulls(github, app, branch)
  if (before.some((pull) => pull.title === title && pull.declined)) return 'declined'
  const open = before.find((pull) => pull.open)
  if (open?.title === title) return 'there'
  const commit = await makeCommit(github, bump, title)
  await setBranch(github, branch, commit)
  return ensure<Bumped>(
    github,
    async () => {
      const now = (await findPulls(github, app, branch)).find((pull) => pull.open)
      return now?.title === title ? (open ? 'updated' : 'opened') : null
    },
    async () => {
      if (open) {
        await rest.pulls.update({ ...at, pull_number: open.number, title, body })
        return 'updated'
      }
      await rest.pulls.create({ ...at, head: branch, base: 'main', title, body })
      return 'opened'
    },
  )
}

interface KnownPull {
  number: number
  title: string
  open: boolean
  declined: boolean
}

async function findPulls({ rest, at }: Github, app: App, branch: string): Promise<KnownPull[]> {
  const head = `${at.owner}:${branch}`
  const { data } = await rest.pulls.list({ ...at, head, state: 'all', per_page: 100 })
  return data
    .filter(({ user }) => user?.id === app.bot)
    .map(({ number, title, state, merged_at }) => ({
      number,
      title,
      open: state === 'open',
      declined: state === 'closed' && merged_at === null,
    }))
}

/** One commit with the whole change, before any branch names it: no branch is ever half-written. */
async function makeCommit(
  { rest, at }: Github,
  { base, path, content }: Bump,
  message: string,
): Promise<string> {
  const { data: tree } = await rest.git.createTree({
    ...at,
    base_tree: base.tree,
    tree: [{ path, mode: '100644', type: 'blob', content }],
  })
  const parents = [base.commit]
  const { data } = await rest.git.createCommit({ ...at, message, tree: tree.sha, parents })
  return data.sha
}

async function setBranch(github: Github, branch: string, sha: string): Promise<void> {
  const { rest, at } = github
  let exists = false
  await ensure(
    github,
    async () => {
      const now = await readBranch(github, branch)
      exists = now !== null
      return now === sha ? true : null
    },
    async () => {
      if (exists) await rest.git.updateRef({ ...at, ref: `heads/${branch}`, sha, force: true })
      else await rest.git.createRef({ ...at, ref: `refs/heads/${branch}`, sha })
      return true
    },
  )
}

async function readBranch({ rest, at }: Github, branch: string): Promise<string | null> {
  try {
    return (await rest.git.getRef({ ...at, ref: `heads/${branch}` })).data.object.sha
  } catch (error) {
    if (statusOf(error) === 404) return null
    throw error
  }
}

/** Names and versions have passed the rules: nothing in them means anything in Markdown. */
function describe({ name, from, to }: Bump): string {
  return [
    `The registry holds \`${to}\` of \`${name}\`, signed by the identity that is recorded for \`${from}\`.`,
    'The index opened this by itself: its author needs no bot and no secret here. The gate judges it like any other pull request. Close it, and this version is not proposed again.',
  ].join('\n\n')
}
