import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

interface Commit {
  message: string
  author: { name: string; email: string }
  files: Map<string, string>
}

interface PullRequest {
  number: number
  head: string
  title: string
  body: string
}

/** As much of GitHub's API as a submission asks of, with its answers to what is not right. */
export interface FakeGitHub {
  url: string
  /** By `owner/name`, the branches and the commit each is at. */
  repositories: Map<string, Map<string, Commit>>
  pulls: PullRequest[]
  /** Answers everything with this status. */
  refuse: number | null
  /** Whether the account may write to the index itself. */
  mayPush: boolean
  asked: string[]
  close(): void
}

const USER = { login: 'jane', id: 7, name: 'Jane Doe', email: null }
const TIP = { message: 'Begin', author: USER, files: new Map<string, string>() }

export async function startGitHub(index = 'cozystack/packages-index'): Promise<FakeGitHub> {
  const state: Pick<FakeGitHub, 'repositories' | 'pulls' | 'refuse' | 'mayPush' | 'asked'> = {
    repositories: new Map([[index, new Map([['main', TIP as unknown as Commit]])]]),
    pulls: [],
    refuse: null,
    mayPush: false,
    asked: [],
  }
  const github = state as FakeGitHub
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const body = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : {}
    github.asked.push(`${request.method} ${request.url}`)
    const [status, answer] = respond(github, index, request, body)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  github.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  github.close = () => {
    server.closeAllConnections()
    server.close()
  }
  return github
}

type Body = Record<string, never>
type Answer = [status: number, body: object]

function respond(github: FakeGitHub, index: string, request: IncomingMessage, body: Body): Answer {
  if (github.refuse !== null) return [github.refuse, { message: 'Refused.' }]
  if (!/^(token|bearer) good$/i.test(request.headers.authorization ?? ''))
    return [401, { message: 'Bad credentials' }]
  const url = new URL(request.url ?? '', 'http://github')
  const line = `${request.method} ${decodeURIComponent(url.pathname)}`
  if (line === 'GET /user') return [200, USER]
  const [, owner = '', repo = '', rest = ''] =
    /^\w+ \/repos\/([^/]+)\/([^/]+)(.*)$/.exec(line) ?? []
  const name = `${owner}/${repo}`
  const branches = github.repositories.get(name)
  if (!branches) return [404, { message: 'Not Found' }]
  const method = request.method ?? ''
  if (method === 'GET' && rest === '') {
    const permissions = { push: github.mayPush || owner === USER.login }
    return [200, { name: repo, owner: { login: owner }, default_branch: 'main', permissions }]
  }
  if (method === 'POST' && rest === '/forks') {
    const fork = `${USER.login}/${repo}`
    if (!github.repositories.has(fork)) github.repositories.set(fork, new Map(branches))
    return [202, { name: repo, owner: { login: USER.login } }]
  }
  if (rest.startsWith('/git/')) return reference(branches, method, rest, body)
  if (rest.startsWith('/contents/'))
    return contents(branches, method, rest.slice('/contents/'.length), url, body)
  if (rest.startsWith('/pulls') && name === index)
    return pulls(github, index, method, rest, url, body)
  return [404, { message: `${line} is not known here` }]
}

const shaOf = (commit: Commit) =>
  createHash('sha1')
    .update(JSON.stringify([commit.message, ...commit.files]))
    .digest('hex')

function reference(
  branches: Map<string, Commit>,
  method: string,
  rest: string,
  body: Body,
): Answer {
  const named =
    /^\/git\/refs?\/heads\/(.+)$/.exec(rest)?.[1] ??
    String(body['ref'] ?? '').replace('refs/heads/', '')
  const there = branches.get(named)
  if (method === 'GET') {
    return there ? [200, { object: { sha: shaOf(there) } }] : [404, { message: 'Not Found' }]
  }
  const target = [...branches.values()].find((commit) => shaOf(commit) === body['sha'])
  if (!target) return [422, { message: 'Object does not exist' }]
  if (method === 'POST' && there) return [422, { message: 'Reference already exists' }]
  if (method === 'PATCH' && !there) return [422, { message: 'Reference does not exist' }]
  branches.set(named, target)
  return [method === 'POST' ? 201 : 200, { object: { sha: body['sha'] } }]
}

function contents(
  branches: Map<string, Commit>,
  method: string,
  path: string,
  url: URL,
  body: Body,
): Answer {
  const branch = method === 'GET' ? (url.searchParams.get('ref') ?? 'main') : String(body['branch'])
  const commit = branches.get(branch)
  const text = commit?.files.get(path)
  const sha = text === undefined ? null : createHash('sha1').update(text).digest('hex')
  if (!commit) return [404, { message: 'Branch not found' }]
  if (method === 'GET') return sha === null ? [404, { message: 'Not Found' }] : [200, { sha, path }]
  if (sha !== null && body['sha'] !== sha)
    return [409, { message: `${path} does not match ${sha}` }]
  const content = Buffer.from(String(body['content']), 'base64').toString()
  const files = new Map([...commit.files, [path, content]])
  branches.set(branch, { message: String(body['message']), author: body['author'] as never, files })
  return [sha === null ? 201 : 200, { content: { path } }]
}

function pulls(
  github: FakeGitHub,
  index: string,
  method: string,
  rest: string,
  url: URL,
  body: Body,
): Answer {
  const show = (one: PullRequest) => ({
    ...one,
    html_url: `https://github.com/${index}/pull/${one.number}`,
  })
  if (method === 'GET') {
    return [200, github.pulls.filter(({ head }) => head === url.searchParams.get('head')).map(show)]
  }
  const { title = '', body: text = '', head = '' } = body as Record<string, string>
  if (method === 'PATCH') {
    const one = github.pulls.find(({ number }) => rest === `/pulls/${number}`)
    return one ? [200, show(Object.assign(one, { title, body: text }))] : [404, {}]
  }
  const one = { number: github.pulls.length + 1, head, title, body: text }
  github.pulls.push(one)
  return [201, show(one)]
}
