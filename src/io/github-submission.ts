import { setTimeout as delay } from 'node:timers/promises'
import { Octokit } from 'octokit'
import { chooseFetch } from './http-get.ts'

export interface PullRequest {
  /** The index's repository, as `owner/name`. */
  repository: string
  /** The file that is added or changed, from the root of the repository. */
  path: string
  text: string
  /** The branch that the change is made on: the same for every release of a package. */
  branch: string
  title: string
  body: string
}

export interface GitHubOptions {
  token: string
  env: Readonly<Record<string, string | undefined>>
  onProgress(text: string): void
}

const FORK_TRIES = 30

/**
 * Opens a pull request from the account's fork, or brings the one that is open up to date. Needs the
 * right to write to the account's own public repositories, and nothing more.
 *
 * @returns its address
 */
export async function openPullRequest(
  request: PullRequest,
  { token, env, onProgress }: GitHubOptions,
): Promise<{ url: string; isNew: boolean }> {
  const octokit = new Octokit({
    auth: token,
    userAgent: 'cozypkg',
    baseUrl: env['GITHUB_API_URL'] || 'https://api.github.com',
    request: { fetch: await chooseFetch(env) },
    retry: { enabled: false },
    throttle: { enabled: false },
    log: { debug() {}, info() {}, warn() {}, error() {} },
  })
  const [owner = '', repo = ''] = request.repository.split('/')
  const { data: user } = await octokit.rest.users.getAuthenticated()
  const { data: upstream } = await octokit.rest.repos.get({ owner, repo })
  const base = upstream.default_branch
  const tip = await octokit.rest.git.getRef({ owner, repo, ref: `heads/${base}` })
  onProgress(`forking ${request.repository}`)
  const head = await forkOf(octokit, {
    owner,
    repo,
    login: user.login,
    mayPush: upstream.permissions?.push ?? false,
  })
  onProgress(`writing ${request.path} to ${head.owner}/${head.repo}`)
  const author = {
    name: user.name || user.login,
    email: user.email || `${user.id}+${user.login}@users.noreply.github.com`,
  }
  const onto = { branch: base, commit: tip.data.object.sha }
  const commit = await makeCommit(octokit, head, request, onto, author)
  await setBranch(octokit, head, request.branch, commit)
  onProgress('opening the pull request')
  return propose(octokit, { owner, repo, base, head: `${head.owner}:${request.branch}` }, request)
}

interface Repo {
  owner: string
  repo: string
}

/** Who may write to the index itself needs no fork; a fork that is there is used. */
async function forkOf(
  octokit: Octokit,
  { owner, repo, login, mayPush }: Repo & { login: string; mayPush: boolean },
): Promise<Repo> {
  if (mayPush || login === owner) return { owner, repo }
  const { data: fork } = await octokit.rest.repos.createFork({
    owner,
    repo,
    default_branch_only: true,
  })
  const head = { owner: fork.owner.login, repo: fork.name }
  for (let tried = 1; ; tried++) {
    const isThere = await absentAsNull(octokit.rest.repos.get(head))
    if (isThere) return head
    if (tried === FORK_TRIES)
      throw new Error(`the fork ${head.owner}/${head.repo} is not there yet`)
    await delay(1000)
  }
}

/**
 * One commit on the tip of the index with the whole change, before any branch names it. GitHub closes
 * a pull request whose branch is set back to its base, even if the change follows at once.
 */
async function makeCommit(
  octokit: Octokit,
  head: Repo,
  { path, text, title }: PullRequest,
  onto: { branch: string; commit: string },
  author: { name: string; email: string },
): Promise<string> {
  const { data: tree } = await octokit.rest.git.createTree({
    ...head,
    base_tree: await treeOf(octokit, head, onto),
    tree: [{ path, mode: '100644', type: 'blob', content: text }],
  })
  const { data: commit } = await octokit.rest.git.createCommit({
    ...head,
    message: `${title}\n\nSigned-off-by: ${author.name} <${author.email}>`,
    tree: tree.sha,
    parents: [onto.commit],
    author,
    committer: author,
  })
  return commit.sha
}

/** A fork that was made long ago may not have the tip of the index yet. */
async function treeOf(
  octokit: Octokit,
  head: Repo,
  { branch, commit }: { branch: string; commit: string },
): Promise<string> {
  const read = () => octokit.rest.git.getCommit({ ...head, commit_sha: commit })
  const there = await absentAsNull(read())
  if (!there) await octokit.rest.repos.mergeUpstream({ ...head, branch })
  return (there ?? (await read())).data.tree.sha
}

/** Puts the branch at a commit, whatever an earlier submission left on it. */
async function setBranch(octokit: Octokit, head: Repo, branch: string, sha: string): Promise<void> {
  const ref = `heads/${branch}`
  const there = await absentAsNull(octokit.rest.git.getRef({ ...head, ref }))
  if (there) await octokit.rest.git.updateRef({ ...head, ref, sha, force: true })
  else await octokit.rest.git.createRef({ ...head, ref: `refs/${ref}`, sha })
}

async function absentAsNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer
  } catch (error) {
    if (statusOf(error) === 404) return null
    throw error
  }
}

async function propose(
  octokit: Octokit,
  { owner, repo, base, head }: Repo & { base: string; head: string },
  { title, body }: PullRequest,
): Promise<{ url: string; isNew: boolean }> {
  const { data: open } = await octokit.rest.pulls.list({ owner, repo, head, base, state: 'open' })
  const [first] = open
  if (first) {
    await octokit.rest.pulls.update({ owner, repo, pull_number: first.number, title, body })
    return { url: first.html_url, isNew: false }
  }
  const { data } = await octokit.rest.pulls.create({ owner, repo, base, head, title, body })
  return { url: data.html_url, isNew: true }
}

/** The status of GitHub's refusal, or null where it did not answer. */
export function statusOf(error: unknown): number | null {
  const isRefusal = typeof error === 'object' && error !== null && 'status' in error
  return isRefusal && typeof error.status === 'number' ? error.status : null
}
