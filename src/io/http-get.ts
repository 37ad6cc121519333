import { formatBytes } from '../core/bytes.ts'
import { explainFailure } from './connection-failure.ts'

/** An address that does not give what was asked for; the message says what to do about it. */
export class HttpError extends Error {
  /** Whether an answer came at all: without one, what was kept of earlier may serve. */
  readonly hasAnswered: boolean

  constructor(message: string, hasAnswered: boolean) {
    super(message)
    this.hasAnswered = hasAnswered
  }
}

export interface GetOptions {
  /** The tag of what is at hand already: where it is still the same, the answer is `null`. */
  etag?: string | null
  /** The longest wait for the whole. */
  timeoutMs: number
  /** The largest answer that is read. */
  cap: number
  signal: AbortSignal
  env: Readonly<Record<string, string | undefined>>
}

export interface HttpAnswer {
  bytes: Uint8Array
  etag: string | null
  /** How long the server lets it be used without asking again, or null where it does not say. */
  maxAgeMs: number | null
}

const PROXY_VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY']

/** Where a network wants to be asked through a proxy, by the variable that says so; or null. */
function proxyVariable(env: Readonly<Record<string, string | undefined>>): string | null {
  return PROXY_VARIABLES.find((name) => env[name]) ?? null
}

/**
 * Asks an address, through the proxy of the environment where there is one.
 *
 * @returns the answer, `unchanged`, or `absent` where there is nothing (404)
 * @throws HttpError where there is no answer, or one that is of no use
 */
export async function httpGet(
  url: URL,
  options: GetOptions,
): Promise<HttpAnswer | 'unchanged' | 'absent'> {
  const { etag, timeoutMs, cap, env } = options
  const timeout = AbortSignal.timeout(timeoutMs)
  const signal = AbortSignal.any([timeout, options.signal])
  const headers = { 'user-agent': 'cozypkg', ...(etag ? { 'if-none-match': etag } : {}) }
  try {
    const fetchFrom = await chooseFetch(env)
    const response = await fetchFrom(url, { signal, headers })
    if (url.protocol === 'https:' && new URL(response.url || url).protocol !== 'https:') {
      throw new HttpError(`${url.href} leads to ${response.url}, which is not https`, true)
    }
    if (response.status === 304 && etag) return 'unchanged'
    if (response.status === 404) return 'absent'
    if (!response.ok) throw new HttpError(statusProblem(url, response.status), true)
    const bytes = await readBody(response, url, cap)
    if (looksLikeWebPage(response.headers.get('content-type'), bytes)) throw webPage(url)
    return {
      bytes,
      etag: response.headers.get('etag'),
      maxAgeMs: readMaxAge(response.headers.get('cache-control')),
    }
  } catch (error) {
    if (error instanceof HttpError || options.signal.aborted) throw error
    throw explain(error, url, timeout.aborted, options)
  }
}

/** undici takes long to load, and the fetch that is built in knows no proxies. */
export async function chooseFetch(env: GetOptions['env']): Promise<typeof fetch> {
  if (!proxyVariable(env)) return fetch
  const undici = await import('undici')
  const dispatcher = new undici.EnvHttpProxyAgent()
  return ((url: URL, init: object) =>
    undici.fetch(url, { ...init, dispatcher })) as unknown as typeof fetch
}

async function readBody(response: Response, url: URL, cap: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > cap) throw new HttpError(`${url.href} is larger than ${formatBytes(cap)}`, true)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function looksLikeWebPage(contentType: string | null, bytes: Uint8Array): boolean {
  if (/^(text\/html|application\/xhtml)/i.test(contentType ?? '')) return true
  return /^\s*</.test(Buffer.from(bytes.subarray(0, 200)).toString('latin1'))
}

function webPage(url: URL): HttpError {
  return new HttpError(
    `${url.href} answers with a web page, and not with data\nIs the address right? Many networks answer so until one has logged in to them with a browser.`,
    true,
  )
}

function statusProblem({ href, host }: URL, status: number): string {
  if (status === 407) return `the proxy asks for a login (407)\nPut it into HTTPS_PROXY.`
  if (status === 401 || status === 403)
    return `${href} may not be read (${status})\nAsk whoever runs ${host}.`
  if (status === 429) return `${host} takes no more requests for now (429)\nTry again later.`
  return `${href} answers ${status}\n${status >= 500 ? 'The server is in trouble: try again later.' : 'Is the address right?'}`
}

function explain(
  error: unknown,
  url: URL,
  isLate: boolean,
  { timeoutMs, env }: GetOptions,
): HttpError {
  const remedy = proxyVariable(env)
    ? `It was asked through the proxy of ${proxyVariable(env)}: is that right, and does NO_PROXY list what is near?`
    : 'Check the network; behind a proxy, set HTTPS_PROXY.'
  if (isLate)
    return new HttpError(
      `${url.href} did not answer within ${timeoutMs / 1000} seconds\n${remedy}`,
      false,
    )
  return new HttpError(
    `${url.href} does not answer: ${explainFailure(error).reason}\n${remedy}`,
    false,
  )
}

function readMaxAge(cacheControl: string | null): number | null {
  const seconds = /(?:^|[,\s])max-age=(\d{1,9})/i.exec(cacheControl ?? '')?.[1]
  return seconds === undefined ? null : Number(seconds) * 1000
}
