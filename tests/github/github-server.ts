import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Answer, answer, IMPLEMENTED, problem } from './github-routes.ts'
import type { GithubState } from './github-state.ts'
import { ApiDescription } from './openapi.ts'

/** What goes wrong on the way: before the change is made, or after it and before the answer. */
export interface Fault {
  /** Method and path, such as `PUT /repos/…/merge`; the first fault that matches applies. */
  when: RegExp
  kind:
    | 500
    | 502
    | 404
    | 409
    | 'secondary-limit'
    | 'rate-limit'
    | 'drop'
    | 'drop-after'
    | 'error-after'
    | 'hang'
  /** How often; once by itself. */
  times?: number
}

/**
 * A local GitHub: answers from a state, and holds every request and every answer of its own against
 * GitHub's description. What does not fit is a violation, which tests demand to be empty.
 */
export class GithubServer {
  readonly url: string
  readonly state: GithubState
  readonly violations: string[] = []
  /** Method and path of every request, in order. */
  readonly requests: string[] = []
  readonly faults: Fault[] = []
  readonly #server: Server

  private constructor(server: Server, state: GithubState) {
    this.#server = server
    this.state = state
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  static async start(state: GithubState): Promise<GithubServer> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const github = new GithubServer(server, state)
    server.on('request', (request, response) => {
      github.#serve(request, response).catch((error) => {
        github.violations.push(`the server failed: ${error.stack}`)
        send(response, problem(500, 'the test server failed'))
      })
    })
    return github
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url)
    const method = request.method ?? 'GET'
    const line = `${method} ${decodeURIComponent(url.pathname)}`
    this.requests.push(line)
    const text = await readAll(request)
    const kind = this.#takeFault(line)
    if (kind === 'hang') return
    if (kind === 'drop') return void request.socket.destroy()
    if (kind === 500 || kind === 502) return send(response, problem(kind, 'Server Error'))
    if (kind === 404 || kind === 409) return send(response, problem(kind, 'injected'))
    if (kind === 'secondary-limit') return sendSecondaryLimit(response)
    if (kind === 'rate-limit') return sendRateLimit(response)
    const result = this.#answer(method, url, text, request)
    if (kind === 'drop-after') return void request.socket.destroy()
    if (kind === 'error-after') return send(response, problem(502, 'Server Error'))
    send(response, result.answer, result.headers)
  }

  #answer(
    method: string,
    url: URL,
    text: string,
    request: IncomingMessage,
  ): { answer: Answer; headers?: Record<string, string> } {
    const violate = (words: string) =>
      this.violations.push(`${method} ${url.pathname}${url.search}: ${words}`)
    const api = description()
    const matched = api.match(method, url.pathname)
    if (!matched || !IMPLEMENTED.has(`${method} ${matched.operation.template}`)) {
      violate('GitHub has no such call, or this server does not know it')
      return { answer: problem(404, 'Not Found') }
    }
    if (!request.headers['user-agent']) violate('no user agent')
    const body = text === '' ? undefined : JSON.parse(text)
    const query = Object.fromEntries(url.searchParams)
    const call = { ...matched, query, body }
    const wrong = api.requestProblems(call)
    for (const one of wrong) violate(one)
    if (wrong.length > 0) return { answer: problem(422, 'Validation Failed') }
    const [, token] = /^(?:token|bearer) (.+)$/i.exec(request.headers.authorization ?? '') ?? []
    const actor = token ? (this.state.tokens.get(token) ?? null) : null
    if (token && !actor) return { answer: problem(401, 'Bad credentials') }
    const granted = token ? this.state.permissions.get(token) : undefined
    const whole = answer(api, this.state, actor, call, granted)
    const { page, headers } = paginate(whole, url, query)
    for (const one of api.responseProblems(call, page.status, page.body)) violate(one)
    return { answer: page, headers }
  }

  #takeFault(line: string): Fault['kind'] | null {
    const at = this.faults.findIndex(({ when }) => when.test(line))
    const fault = this.faults[at]
    if (!fault) return null
    fault.times = (fault.times ?? 1) - 1
    if (fault.times <= 0) this.faults.splice(at, 1)
    return fault.kind
  }
}

let loaded: ApiDescription | null = null

/** Read once: it holds thirteen megabytes. */
function description(): ApiDescription {
  loaded ??= new ApiDescription()
  return loaded
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

function send(response: ServerResponse, { status, body }: Answer, headers = {}): void {
  response.writeHead(status, {
    ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    'x-ratelimit-remaining': '4999',
    ...headers,
  })
  response.end(body === undefined ? undefined : JSON.stringify(body))
}

function sendSecondaryLimit(response: ServerResponse): void {
  const message = 'You have exceeded a secondary rate limit. Please wait a few minutes.'
  send(response, problem(403, message), { 'retry-after': '1' })
}

function sendRateLimit(response: ServerResponse): void {
  const reset = String(Math.floor(Date.now() / 1000))
  const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset, 'retry-after': '1' }
  send(response, problem(429, 'API rate limit exceeded'), headers)
}

/** Cuts a list as GitHub does, with the address of the next page. */
function paginate(
  whole: Answer,
  url: URL,
  query: Record<string, string>,
): { page: Answer; headers: Record<string, string> } {
  const body = whole.body as unknown[] | { check_runs?: unknown[] } | undefined
  const list = Array.isArray(body) ? body : (body?.check_runs ?? null)
  if (!list) return { page: whole, headers: {} }
  const size = Math.min(Number(query['per_page'] ?? 30), 100)
  const number = Number(query['page'] ?? 1)
  const part = list.slice((number - 1) * size, number * size)
  const next = new URL(url)
  next.searchParams.set('page', String(number + 1))
  const headers: Record<string, string> =
    number * size < list.length ? { link: `<${next.href}>; rel="next"` } : {}
  const page = { ...whole, body: Array.isArray(body) ? part : { ...body, check_runs: part } }
  return { page, headers }
}
