import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import { Agent, type Dispatcher, EnvHttpProxyAgent, request } from 'undici'
import { formatBytes } from '../../core/bytes.ts'
import { quote } from '../../core/printable.ts'
import { PrivateAddress, publicConnector } from '../public-address.ts'
import { RegistryError } from './error.ts'

/** A registry that may be asked, and the hosts that may answer in its stead. */
export interface AllowedRegistry {
  host: string
  /** Where it may redirect downloads to. */
  blobHosts: readonly string[]
  /** Where its tokens may come from, beside itself and its parent domain. */
  tokenHosts?: readonly string[]
}

export interface Call {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT'
  url: URL
  headers?: Record<string, string>
  /** Made anew for every try. */
  body?: () => Uint8Array | Readable
  /** The hosts that may be asked: this one, and those it may redirect to. */
  hosts: ReadonlySet<string> | 'any'
  /** Sent to one host, and to no other that it redirects to. */
  authorization?: { host: string; value: string } | null
  /** The largest body that is accepted. */
  cap: number
}

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
  /** The address that answered, after all redirects. */
  url: URL
}

export interface HttpOptions {
  /** `host` or `host:port` that may be asked in plain HTTP and may have any address. */
  insecureHosts: ReadonlySet<string>
  connectMs: number
  /** The longest silence in the middle of an answer. */
  idleMs: number
  mostRedirects: number
  /** Whether addresses of private networks may be called too. */
  anyAddress?: boolean
  /** Whether to ask through the proxy that the environment names; the address is then its business. */
  proxies?: boolean
  log: (line: string) => void
}

/** What is kept of a body that explains an error. */
const ERROR_BODY = 64 * 1024

const REDIRECTS = [301, 302, 303, 307, 308]

/** Failures of a connection that another try may not meet. */
const TEMPORARY = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
  'UND_ERR_SOCKET',
])

/** Asks hosts that a stranger chose: https, allowed hosts and public addresses alone. */
export class GuardedHttp {
  readonly #options: HttpOptions
  readonly #agent: Dispatcher

  constructor(options: HttpOptions) {
    this.#options = options
    const settings = {
      connect: options.anyAddress
        ? { timeout: options.connectMs, allowH2: false }
        : publicConnector(options.insecureHosts, options.connectMs),
      headersTimeout: options.idleMs,
      bodyTimeout: options.idleMs,
    }
    this.#agent = options.proxies ? new EnvHttpProxyAgent(settings) : new Agent(settings)
  }

  close(): Promise<void> {
    return this.#agent.destroy()
  }

  /**
   * Asks, following redirects of reads; any status is an answer.
   *
   * @throws RegistryError where there is none, or none that may be accepted
   */
  async send(call: Call, signal: AbortSignal): Promise<Answer> {
    const seen = new Set<string>()
    let url = call.url
    for (;;) {
      this.#refuse(url, call.hosts)
      seen.add(url.href)
      const answer = await this.#ask(call, url, signal)
      const location = answer.headers.location
      if (!REDIRECTS.includes(answer.status) || location === undefined) return answer
      if (call.method === 'POST' || call.method === 'PUT')
        throw new RegistryError('redirect', `${nameOf(url)} redirects an upload`)
      url = resolveUrl(location, url)
      if (seen.has(url.href))
        throw new RegistryError('redirect', `${nameOf(call.url)} redirects in a circle`)
      if (seen.size > this.#options.mostRedirects)
        throw new RegistryError(
          'redirect',
          `${nameOf(call.url)} redirects more than ${this.#options.mostRedirects} times`,
        )
    }
  }

  #refuse(url: URL, hosts: Call['hosts']): void {
    const refuse = (reason: string, fix: string) => {
      throw new RegistryError('not-allowed', `${nameOf(url)} is not asked: ${reason}\n${fix}`)
    }
    if (url.username || url.password) refuse('the address holds credentials', 'Remove them.')
    if (this.#isInsecure(url)) return
    if (url.protocol !== 'https:')
      refuse('it is not https', 'The registry has to offer it over https.')
    if (hosts !== 'any' && !hosts.has(url.host))
      refuse(
        `${quote(url.host)} is not one of the hosts that are allowed`,
        `Allowed are ${[...hosts].join(', ')}; the index keeps its registries in policy.yaml.`,
      )
  }

  #isInsecure(url: URL): boolean {
    const { insecureHosts } = this.#options
    const isWeb = url.protocol === 'http:' || url.protocol === 'https:'
    return isWeb && (insecureHosts.has(url.host) || insecureHosts.has(url.hostname))
  }

  async #ask(call: Call, url: URL, signal: AbortSignal): Promise<Answer> {
    const { authorization } = call
    const headers: Record<string, string> = {
      'accept-encoding': 'identity',
      'user-agent': 'cozypkg',
      ...call.headers,
    }
    if (authorization && authorization.host === url.host)
      headers['authorization'] = authorization.value
    try {
      const response = await request(url, {
        method: call.method,
        headers,
        body: call.body?.() ?? null,
        dispatcher: this.#agent,
        signal,
      })
      this.#options.log(`${call.method} ${nameOf(url)} ${response.statusCode}`)
      const body = await readBody(response, call.cap, url)
      return { status: response.statusCode, headers: response.headers, body, url }
    } catch (error) {
      throw explain(error, url, signal)
    }
  }
}

async function readBody(
  { statusCode, headers, body }: Dispatcher.ResponseData,
  cap: number,
  url: URL,
): Promise<Buffer> {
  const isError = statusCode >= 300
  const limit = isError ? ERROR_BODY : cap
  const tooLarge = () =>
    new RegistryError(
      'too-large',
      `${nameOf(url)} sends more than the ${formatBytes(limit)} expected`,
    )
  const chunks: Buffer[] = []
  let size = 0
  // Leaving the loop early closes the connection.
  for await (const chunk of body) {
    if (!isError && Number(headers['content-length']) > limit) throw tooLarge()
    size += chunk.length
    if (size > limit && isError) break
    if (size > limit) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function explain(error: unknown, url: URL, signal: AbortSignal): unknown {
  if (error instanceof RegistryError) return error
  if (signal.aborted) return timedOut(url)
  if (!(error instanceof Error)) return error
  const place = nameOf(url)
  const code = 'code' in error ? String(error.code) : ''
  if (error instanceof PrivateAddress)
    return new RegistryError('not-allowed', `${place} is not asked: ${error.message}`)
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') return timedOut(url)
  if (error.name === 'HTTPParserError' || code === 'UND_ERR_HEADERS_OVERFLOW')
    return new RegistryError('invalid', `${place} does not answer in HTTP: ${error.message}`)
  const temporary = TEMPORARY.has(code) ? { retryAfterMs: null } : null
  const reason = error.message || code
  return new RegistryError(
    'unavailable',
    `${place} does not answer: ${reason}\nCheck the host and the network, and try again.`,
    temporary,
  )
}

/** The error of an answer that did not come in time. */
function timedOut(url: URL): RegistryError {
  return new RegistryError(
    'timeout',
    `${nameOf(url)} did not answer in time\nTry again later, or on a faster connection.`,
  )
}

function resolveUrl(location: string, base: URL): URL {
  if (URL.canParse(location, base.href)) return new URL(location, base)
  throw new RegistryError(
    'redirect',
    `${nameOf(base)} redirects to ${quote(location)}, which is no address`,
  )
}

/** An address for messages: without its query, which may hold a signature. */
function nameOf(url: URL): string {
  const text = `${url.protocol}//${url.host}${url.pathname}`
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}
