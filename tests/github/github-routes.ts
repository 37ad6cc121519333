import type { BareRepository, Person } from './bare-repository.ts'
import type { Account, CheckRun, Comment, GithubState, Issue } from './github-state.ts'
import type { ApiDescription, Call } from './openapi.ts'

// biome-ignore lint/suspicious/noExplicitAny: answers are checked against GitHub's description.
type Loose = any

export interface Answer {
  status: number
  body?: unknown
}

interface Context {
  api: ApiDescription
  state: GithubState
  /** Who asks; null for nobody. */
  actor: Account | null
  /** The repository that the path names: the index or a fork of it. */
  repository: BareRepository
  params: Record<string, string>
  query: Record<string, string>
  body: Loose
}

type Handler = (context: Context) => Answer

const REPO = '/repos/{owner}/{repo}'
const WRITING = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])
/** What a fork has of its own; all else is the index's alone. */
const OF_FORKS = /^\/repos\/\{owner\}\/\{repo\}($|\/git\/|\/merge-upstream$)/

/**
 * Any one of these permissions is needed for a call, as GitHub's pages about each say. A public
 * repository may be read without; that a workflow asks for what it reads is demanded all the same.
 */
const NEEDED: [RegExp, readonly string[]][] = [
  [/\/issues\/(comments|\{issue_number\}\/(comments|labels))/, ['issues', 'pull-requests']],
  [/\/issues/, ['issues']],
  [/\/pulls\/\{pull_number\}\/merge$/, ['contents']],
  [/\/pulls/, ['pull-requests']],
  [/\/check-runs$/, ['checks']],
  [/\/git\/|\/merge-upstream$/, ['contents']],
  [/\/actions\//, ['actions']],
]

function isGranted(granted: Record<string, string>, { method, template }: Call['operation']) {
  const [, names] = NEEDED.find(([pattern]) => pattern.test(template)) ?? []
  const levels = WRITING.has(method) ? ['write'] : ['read', 'write']
  return !names || names.some((name) => levels.includes(granted[name] ?? ''))
}

/**
 * Answers a call from the state, as GitHub would; who may not write learns nothing.
 *
 * @param granted the permissions of the token, where it does not have all of its App
 */
export function answer(
  api: ApiDescription,
  state: GithubState,
  actor: Account | null,
  { operation, params, query, body }: Call,
  granted?: Record<string, string>,
): Answer {
  const handler = ROUTES[`${operation.method} ${operation.template}`]
  if (!handler) throw new Error(`no route for ${operation.method} ${operation.template}`)
  const { owner = state.owner.login, repo = state.repo } = params
  const repository = repo === state.repo ? state.repositoryOf(owner) : null
  const isFork = owner !== state.owner.login
  if (!repository || (isFork && !OF_FORKS.test(operation.template))) return notFound()
  const isWriting = WRITING.has(operation.method)
  if (granted && !isGranted(granted, operation)) return forbidden()
  if (isWriting && !actor) return problem(401, 'Requires authentication')
  const isPushing = isWriting && /\/(git\/|merge)/.test(operation.template)
  if (isPushing && actor && !state.mayPush(actor, owner)) return forbidden()
  const result = handler({ api, state, actor, params, query, body, repository })
  if (isWriting && result.status < 300) {
    state.writes.push(`${operation.method} ${operation.template.replace(REPO, '')}`)
  }
  return result
}

const ROUTES: Record<string, Handler> = {
  'GET /user': ({ api, actor }) => {
    if (!actor) return problem(401, 'Requires authentication')
    // An App speaks for nobody.
    if (actor.type === 'Bot') return forbidden()
    return {
      status: 200,
      body: merge(api.example('GET', '/user', 200), { name: null, email: null, ...actor }),
    }
  },
  [`GET ${REPO}`]: (context) => ({ status: 200, body: showRepository(context) }),
  [`POST ${REPO}/forks`]: (context) => {
    const { api, state, actor, body } = context
    if (!actor || actor.type === 'Bot') return forbidden()
    if (body?.default_branch_only !== true)
      return problem(400, 'this server makes small forks alone')
    state.fork(actor.login)
    const example = api.example('POST', `${REPO}/forks`, 202)
    const full_name = `${actor.login}/${state.repo}`
    return {
      status: 202,
      body: merge(example, { name: state.repo, full_name, owner: actor, has_discussions: false }),
    }
  },
  [`POST ${REPO}/merge-upstream`]: ({ api, state, params, body }) => {
    if (!state.syncFork(params['owner'] ?? '', body.branch))
      return problem(409, 'There are merge conflicts')
    return { status: 200, body: api.example('POST', `${REPO}/merge-upstream`, 200) }
  },
  'GET /users/{username}': ({ api, state, params }) => {
    const account = state.accounts.get(params['username'] ?? '')
    if (!account) return notFound()
    return { status: 200, body: merge(api.example('GET', '/users/{username}', 200), account) }
  },
  [`GET ${REPO}/pulls/{pull_number}`]: (context) => {
    const issue = pullOf(context)
    return issue ? { status: 200, body: showPull(context, issue) } : notFound()
  },
  [`GET ${REPO}/pulls`]: (context) => {
    const { state = 'open', head, sort, direction = 'desc' } = context.query
    const pulls = [...context.state.issues.values()].filter(({ pull }) => pull !== null)
    const wanted = pulls
      .filter((one) => state === 'all' || one.state === state)
      .filter((one) => !head || head === `${one.pull?.headOwner.login}:${one.pull?.headRef}`)
      .sort((a, b) => a.number - b.number)
    if (sort === 'updated') wanted.sort((a, b) => a.updatedAt.localeCompare(b.updatedAt))
    if (direction === 'desc') wanted.reverse()
    return { status: 200, body: wanted.map((one) => showSimplePull(context, one)) }
  },
  [`POST ${REPO}/pulls`]: (context) => {
    const { state, body, actor } = context
    const [owner, branch] = body.head.includes(':')
      ? body.head.split(':')
      : [state.owner.login, body.head]
    const headOwner = state.accounts.get(owner)
    const head = state.repositoryOf(owner)?.revision(`refs/heads/${branch}`)
    if (!headOwner || !head) return problem(422, 'Validation Failed')
    const open = [...state.issues.values()].some(
      ({ state: now, pull }) =>
        now === 'open' && pull?.headRef === branch && pull?.headOwner.login === owner,
    )
    if (open) return problem(422, 'A pull request already exists')
    const number = state.nextNumber()
    const user = actor ?? state.owner
    const issue = state.addIssue(number, body.title, body.body ?? null, user, {
      headRef: branch,
      headOwner,
      baseRef: body.base,
      draft: body.draft ?? false,
      mergedAt: null,
      mergeCommit: null,
    })
    state.fetchHead(issue)
    return { status: 201, body: showPull(context, issue) }
  },
  [`PATCH ${REPO}/pulls/{pull_number}`]: (context) => {
    const { state, actor } = context
    const issue = pullOf(context)
    if (!issue) return notFound()
    const isOwn = actor?.id === issue.user.id
    if (actor && !isOwn && !state.mayPush(actor, state.owner.login)) return forbidden()
    edit(context, issue)
    return { status: 200, body: showPull(context, issue) }
  },
  [`PUT ${REPO}/pulls/{pull_number}/merge`]: (context) => {
    const issue = pullOf(context)
    if (!issue?.pull) return notFound()
    const { sha, commit_title: title, merge_method: method } = context.body ?? {}
    if (issue.state !== 'open' || issue.pull.draft) return notMergeable()
    if (sha && sha !== context.state.headOf(issue)) {
      return problem(409, 'Head branch was modified. Review and try the merge again.')
    }
    if (method !== 'squash')
      return problem(405, 'Merge commits are not allowed on this repository.')
    const commit = context.state.squash(issue, title ?? issue.title)
    if (!commit) return notMergeable()
    issue.state = 'closed'
    issue.updatedAt = context.state.now
    Object.assign(issue.pull, { mergedAt: context.state.now, mergeCommit: commit })
    return {
      status: 200,
      body: { sha: commit, merged: true, message: 'Pull Request successfully merged' },
    }
  },
  [`GET ${REPO}/pulls/{pull_number}/files`]: (context) => {
    const issue = pullOf(context)
    if (!issue?.pull) return notFound()
    const [example] = context.api.example('GET', `${REPO}/pulls/{pull_number}/files`, 200)
    const { state } = context
    const head = state.headOf(issue)
    const base = issue.pull.mergeCommit
      ? `${issue.pull.mergeCommit}^`
      : `refs/heads/${issue.pull.baseRef}`
    const listed = state.run('diff', '--name-status', '--no-renames', '-z', `${base}...${head}`)
    const words = listed.split('\0').filter(Boolean)
    const STATUSES: Record<string, string> = { A: 'added', M: 'modified', D: 'removed' }
    const files = Array.from({ length: words.length / 2 }, (_, at) => ({
      ...example,
      filename: words[at * 2 + 1],
      status: STATUSES[words[at * 2] ?? ''] ?? 'changed',
    }))
    return { status: 200, body: files }
  },
  [`GET ${REPO}/commits/{commit_sha}/pulls`]: (context) => {
    const { state, params } = context
    const sha = params['commit_sha']
    const pulls = [...state.issues.values()].filter((one) => one.pull?.mergeCommit === sha)
    return { status: 200, body: pulls.map((one) => showSimplePull(context, one)) }
  },
  [`GET ${REPO}/issues/{issue_number}/comments`]: (context) => {
    const issue = issueOf(context)
    if (!issue) return notFound()
    return { status: 200, body: issue.comments.map((one) => showComment(context, one)) }
  },
  [`POST ${REPO}/issues/{issue_number}/comments`]: (context) => {
    const { state, body, actor } = context
    const issue = issueOf(context)
    if (!issue) return notFound()
    if (body.body.length > 65_536)
      return problem(422, 'Body is too long (maximum is 65536 characters)')
    const comment = { id: state.nextId(), body: body.body, user: actor ?? state.owner }
    issue.comments.push(comment)
    return { status: 201, body: showComment(context, comment) }
  },
  [`PATCH ${REPO}/issues/comments/{comment_id}`]: (context) => {
    const comment = commentOf(context)
    if (!comment) return notFound()
    if (context.body.body.length > 65_536) return problem(422, 'Body is too long')
    comment.body = context.body.body
    return { status: 200, body: showComment(context, comment) }
  },
  [`GET ${REPO}/issues/{issue_number}/labels`]: (context) => {
    const issue = issueOf(context)
    return issue ? { status: 200, body: showLabels(context, issue.labels) } : notFound()
  },
  [`POST ${REPO}/issues/{issue_number}/labels`]: (context) => {
    const issue = issueOf(context)
    if (!issue) return notFound()
    const names: string[] = context.body.labels
    // GitHub makes a label that it does not know yet.
    for (const name of names) context.state.labels.add(name)
    issue.labels = [...new Set([...issue.labels, ...names])]
    return { status: 200, body: showLabels(context, issue.labels) }
  },
  [`DELETE ${REPO}/issues/{issue_number}/labels/{name}`]: (context) => {
    const issue = issueOf(context)
    const name = context.params['name'] ?? ''
    if (!issue?.labels.includes(name)) return problem(404, 'Label does not exist')
    issue.labels = issue.labels.filter((one) => one !== name)
    return { status: 200, body: showLabels(context, issue.labels) }
  },
  [`GET ${REPO}/issues`]: (context) => {
    const { state = 'open', labels = '', creator } = context.query
    const wanted = labels.split(',').filter(Boolean)
    const issues = [...context.state.issues.values()]
      .filter((one) => state === 'all' || one.state === state)
      .filter((one) => wanted.every((label) => one.labels.includes(label)))
      .filter((one) => !creator || one.user.login === creator)
      .sort((a, b) => b.number - a.number)
    return { status: 200, body: issues.map((one) => showIssue(context, one)) }
  },
  [`GET ${REPO}/issues/{issue_number}`]: (context) => {
    const issue = issueOf(context)
    return issue ? { status: 200, body: showIssue(context, issue) } : notFound()
  },
  [`POST ${REPO}/issues`]: (context) => {
    const { state, body, actor } = context
    const user = actor ?? state.owner
    const issue = state.addIssue(state.nextNumber(), body.title, body.body ?? null, user, null)
    issue.labels = body.labels ?? []
    return { status: 201, body: showIssue(context, issue) }
  },
  [`PATCH ${REPO}/issues/{issue_number}`]: (context) => {
    const issue = issueOf(context)
    if (!issue) return notFound()
    edit(context, issue)
    return { status: 200, body: showIssue(context, issue) }
  },
  [`POST ${REPO}/check-runs`]: (context) => {
    const { state, body } = context
    if (!state.revision(body.head_sha))
      return problem(422, `No commit found for SHA: ${body.head_sha}`)
    const check: CheckRun = {
      id: state.nextId(),
      name: body.name,
      headSha: body.head_sha,
      status: body.status ?? 'queued',
      conclusion: body.conclusion ?? null,
      externalId: body.external_id ?? '',
      output: { title: null, summary: null, text: null, ...body.output },
      app: state.app.slug,
    }
    state.checks.push(check)
    return { status: 201, body: showCheck(context, check) }
  },
  [`GET ${REPO}/commits/{ref}/check-runs`]: (context) => {
    const { params, query, state } = context
    const checks = state.checks
      .filter(({ headSha }) => headSha === params['ref'])
      .filter(({ name }) => !query['check_name'] || name === query['check_name'])
      .filter(
        ({ app }) =>
          !query['app_id'] || (app === state.app.slug && Number(query['app_id']) === state.app.id),
      )
      .reverse()
    return {
      status: 200,
      body: {
        total_count: checks.length,
        check_runs: checks.map((one) => showCheck(context, one)),
      },
    }
  },
  [`GET ${REPO}/git/ref/{ref}`]: (context) => {
    const sha = context.repository.revision(`refs/${context.params['ref']}`)
    return sha ? { status: 200, body: showRef(context, sha) } : notFound()
  },
  [`POST ${REPO}/git/refs`]: (context) => {
    const { repository, body } = context
    if (repository.revision(body.ref)) return problem(422, 'Reference already exists')
    if (!repository.has(body.sha, 'commit')) return problem(422, 'Object does not exist')
    moveBranch(context, body.ref, body.sha)
    return { status: 201, body: showRef(context, body.sha, body.ref) }
  },
  [`PATCH ${REPO}/git/refs/{ref}`]: (context) => {
    const { repository, body, params } = context
    const ref = `refs/${params['ref']}`
    if (!repository.revision(ref)) return problem(422, 'Reference does not exist')
    if (!repository.has(body.sha, 'commit')) return problem(422, 'Object does not exist')
    moveBranch(context, ref, body.sha)
    return { status: 200, body: showRef(context, body.sha, ref) }
  },
  [`DELETE ${REPO}/git/refs/{ref}`]: ({ repository, params }) => {
    const ref = `refs/${params['ref']}`
    if (!repository.revision(ref)) return problem(422, 'Reference does not exist')
    repository.run('update-ref', '-d', ref)
    return { status: 204 }
  },
  [`GET ${REPO}/git/commits/{commit_sha}`]: (context) => {
    const sha = context.params['commit_sha'] ?? ''
    return context.repository.has(sha, 'commit')
      ? { status: 200, body: showCommit(context, sha) }
      : notFound()
  },
  [`POST ${REPO}/git/trees`]: ({ api, repository, body }) => {
    if (!repository.has(body.base_tree, 'tree')) return notFound()
    const sha = repository.writeTree(body.base_tree, body.tree)
    const example = api.example('POST', `${REPO}/git/trees`, 201)
    return { status: 201, body: { ...example, sha } }
  },
  [`POST ${REPO}/git/commits`]: (context) => {
    const { repository, body, actor } = context
    const given: string[] = body.parents
    if (!repository.has(body.tree, 'tree') || !given.every((one) => repository.has(one, 'commit')))
      return problem(422, 'Tree or parent SHA does not exist')
    const parents = given.flatMap((parent) => ['-p', parent])
    const itself = { name: actor?.login ?? '', email: 'noreply@github.com' }
    const author: Person = body.author ?? itself
    const line = ['commit-tree', body.tree, ...parents, '-m', body.message]
    const sha = repository.runAs(author, body.committer ?? author, ...line).trim()
    return { status: 201, body: showCommit(context, sha) }
  },
  [`GET ${REPO}/actions/workflows/{workflow_id}`]: ({ api, state, params }) => {
    const name = params['workflow_id'] ?? ''
    const found = state.workflows.get(name)
    if (!found) return notFound()
    const example = api.example('GET', `${REPO}/actions/workflows/{workflow_id}`, 200)
    const path = `.github/workflows/${name}`
    return { status: 200, body: merge(example, { name, path, state: found }) }
  },
  [`PUT ${REPO}/actions/workflows/{workflow_id}/enable`]: ({ state, params }) => {
    const name = params['workflow_id'] ?? ''
    if (!state.workflows.has(name)) return notFound()
    state.workflows.set(name, 'active')
    state.enabledWorkflows.push(name)
    return { status: 204 }
  },
}

export const IMPLEMENTED: ReadonlySet<string> = new Set(Object.keys(ROUTES))

export function problem(status: number, message: string): Answer {
  return { status, body: { message, documentation_url: 'https://docs.github.com/rest' } }
}

const notFound = () => problem(404, 'Not Found')
const forbidden = () => problem(403, 'Resource not accessible by integration')
const notMergeable = () => problem(405, 'Pull Request is not mergeable')

function issueOf({ state, params }: Context): Issue | null {
  return state.issues.get(Number(params['issue_number'])) ?? null
}

function pullOf({ state, params }: Context): Issue | null {
  const issue = state.issues.get(Number(params['pull_number']))
  return issue?.pull ? issue : null
}

function commentOf({ state, params }: Context): Comment | null {
  const comments = [...state.issues.values()].flatMap((one) => one.comments)
  return comments.find(({ id }) => id === Number(params['comment_id'])) ?? null
}

function moveBranch({ state, repository, params }: Context, ref: string, sha: string): void {
  repository.run('update-ref', ref, sha)
  const branch = /^refs\/heads\/(.+)$/.exec(ref)?.[1]
  if (branch) state.followBranch(params['owner'] ?? '', branch)
}

function edit({ body, state }: Context, issue: Issue): void {
  for (const key of ['title', 'body', 'state', 'labels'] as const) {
    if (body[key] !== undefined) Object.assign(issue, { [key]: body[key] })
  }
  issue.updatedAt = state.now
}

/** An object of GitHub's example with the values of ours; deeper objects are merged in turn. */
function merge(example: Loose, ours: Loose): Loose {
  const merged = { ...example }
  for (const [key, value] of Object.entries(ours)) {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    merged[key] = isObject && merged[key] ? merge(merged[key], value) : value
  }
  return merged
}

function showComment({ api }: Context, { id, body, user }: Comment): Loose {
  const example = api.example('POST', `${REPO}/issues/{issue_number}/comments`, 201)
  return merge(example, { id, body, user, performed_via_github_app: null })
}

function showLabels({ api }: Context, names: readonly string[]): Loose[] {
  const [example] = api.example('GET', `${REPO}/issues/{issue_number}/labels`, 200)
  return names.map((name) => ({ ...example, name }))
}

function showIssue(context: Context, issue: Issue): Loose {
  const example = context.api.example('POST', `${REPO}/issues`, 201)
  const { number, title, body, state, user, labels, updatedAt, pull } = issue
  const { pull_request: link, ...rest } = merge(example, {
    number,
    title,
    body,
    state,
    user,
    labels: showLabels(context, labels),
    updated_at: updatedAt,
    closed_at: state === 'closed' ? updatedAt : null,
  })
  return pull ? { ...rest, pull_request: link } : rest
}

function pullFields(context: Context, issue: Issue): Loose {
  const { number, title, body, state, user, labels, updatedAt, pull } = issue
  const { owner, repo } = context.state
  const baseSha = context.state.revision(`refs/heads/${pull?.baseRef}`)
  return {
    number,
    html_url: `https://github.com/${owner.login}/${repo}/pull/${number}`,
    title,
    body,
    state,
    user,
    labels: showLabels(context, labels),
    draft: pull?.draft,
    updated_at: updatedAt,
    closed_at: state === 'closed' ? updatedAt : null,
    merged_at: pull?.mergedAt,
    merge_commit_sha: pull?.mergeCommit,
    requested_teams: [],
    head: {
      ref: pull?.headRef,
      label: `${pull?.headOwner.login}:${pull?.headRef}`,
      sha: context.state.headOf(issue),
      user: pull?.headOwner,
    },
    base: { ref: pull?.baseRef, sha: baseSha, user: owner, repo: { name: repo, owner } },
  }
}

function showSimplePull(context: Context, issue: Issue): Loose {
  const [example] = context.api.example('GET', `${REPO}/pulls`, 200)
  return merge(example, pullFields(context, issue))
}

function showPull(context: Context, issue: Issue): Loose {
  const example = context.api.example('GET', `${REPO}/pulls/{pull_number}`, 200)
  const merged = issue.pull?.mergedAt !== null
  return merge(example, { ...pullFields(context, issue), merged })
}

function showCheck({ api, state }: Context, check: CheckRun): Loose {
  const example = api.example('PATCH', `${REPO}/check-runs/{check_run_id}`, 200)
  const completed = check.status === 'completed'
  return merge(example, {
    id: check.id,
    name: check.name,
    head_sha: check.headSha,
    status: check.status,
    conclusion: check.conclusion,
    external_id: check.externalId,
    completed_at: completed ? state.now : null,
    output: check.output,
    app: { id: state.app.id, slug: check.app },
  })
}

function showRepository({ api, state, actor, params }: Context): Loose {
  const { owner: login = '' } = params
  const push = actor !== null && state.mayPush(actor, login)
  return merge(api.example('GET', REPO, 200), {
    name: state.repo,
    full_name: `${login}/${state.repo}`,
    owner: state.accounts.get(login) ?? state.owner,
    default_branch: 'main',
    permissions: { admin: false, push, pull: true },
    // GitHub's example lacks what its own schema demands of these.
    language: null,
    source: undefined,
  })
}

function showCommit({ api, repository }: Context, sha: string): Loose {
  const [tree, message = ''] = repository.run('show', '-s', '--format=%T%x00%B', sha).split('\0')
  const example = api.example('GET', `${REPO}/git/commits/{commit_sha}`, 200)
  return merge(example, { sha, tree: { sha: tree }, message: message.trim() })
}

function showRef({ api, params }: Context, sha: string, ref = `refs/${params['ref']}`): Loose {
  const example = api.example('GET', `${REPO}/git/ref/{ref}`, 200)
  return merge(example, { ref, object: { sha, type: 'commit' } })
}
