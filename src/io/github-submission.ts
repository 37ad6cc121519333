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
  await placeBranch(octokit, head, request.branch, tip.data.object.sha, base)
  const author = {
    name: user.name || user.login,
    email: user.email || `${user.id}+${user.login}@users.noreply.github.com`,
  }
  const sha = await fileSha(octokit, head, request)
  await octokit.rest.repos.createOrUpdateFileContents({
    ...head,
    path: request.path,
    branch: request.branch,
    message: `${request.title}\n\nSigned-off-by: ${author.name} <${author.email}>`,
    content: Buffer.from(request.text).toString('base64'),
    ...(sha === null ? {} : { sha }),
    author,
    committer: author,
  })
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
    const isThere = await octokit.rest.repos.get(head).then(
      () => true,
      (error: unknown) => {
        if (statusOf(error) === 404 && tried < FORK_TRIES) return false
        throw error
      },
    )
    if (isThere) return head
    await delay(1000)
  }
}

/** Puts the branch at the tip of the index, whatever an earlier submission left on it. */
async function placeBranch(
  octokit: Octokit,
  head: Repo,
  branch: string,
  sha: string,
  base: string,
): Promise<void> {
  const create = () => octokit.rest.git.createRef({ ...head, ref: `refs/heads/${branch}`, sha })
  const move = () =>
    octokit.rest.git.updateRef({ ...head, ref: `heads/${branch}`, sha, force: true })
  const isThere = await octokit.rest.git.getRef({ ...head, ref: `heads/${branch}` }).then(
    () => true,
    (error: unknown) => {
      if (statusOf(error) === 404) return false
      throw error
    },
  )
  const place = isThere ? move : create
  try {
    await place()
  } catch (error) {
    if (statusOf(error) !== 422) throw error
    // A fork that was made long ago does not have the commit yet.
    await octokit.rest.repos.mergeUpstream({ ...head, branch: base })
    await place()
  }
}

async function fileSha(
  octokit: Octokit,
  head: Repo,
  { path, branch }: PullRequest,
): Promise<string | null> {
  try {
    const { data } = await octokit.rest.repos.getContent({ ...head, path, ref: branch })
    return Array.isArray(data) ? null : data.sha
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
