import type { RequestContext } from '@kubernetes/client-node'
import type { Dispatcher } from 'undici'
import { ClusterError, connectionFailure } from './error.ts'
import type { LoadedConfig } from './kubeconfig.ts'

const TIMEOUT_MS = 30_000
const MOST_BYTES = 64 * 1024 * 1024

export interface ClusterCall {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below the address of the server. */
  path: string
  query?: Record<string, string>
  body?: unknown
  type?: string
  /** Ends the call; what writes is not ended in the middle. */
  signal?: AbortSignal
}

export interface ClusterAnswer {
  status: number
  text: string
  headers: Record<string, string | string[] | undefined>
}

/** Talks to the server of a kubeconfig, as its user. */
export class ClusterHttp {
  readonly #loaded: LoadedConfig
  #dispatcher: Dispatcher | undefined

  constructor(loaded: LoadedConfig) {
    this.#loaded = loaded
  }

  /** @throws ClusterError where the server cannot be asked, or its answer does not end */
  async send({ method, path, query, body, type, signal }: ClusterCall): Promise<ClusterAnswer> {
    const { request } = await import('undici')
    const { headers, dispatcher } = await this.#authenticate()
    const timeout = AbortSignal.timeout(TIMEOUT_MS)
    try {
      const answer = await request(this.#address(path, query), {
        method,
        headers: {
          ...headers,
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': type ?? 'application/json' }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
        ...(dispatcher ? { dispatcher } : {}),
      })
      const text = await readText(answer.body)
      return { status: answer.statusCode, text, headers: answer.headers }
    } catch (error) {
      if (signal?.aborted) throw signal.reason
      throw connectionFailure(this.#loaded.server, error)
    }
  }

  /** A server can stand below a path, as behind a gateway. */
  #address(path: string, query = {}): URL {
    const url = new URL(`${this.#loaded.server.replace(/\/+$/, '')}/${path}`)
    url.search = new URLSearchParams(query).toString()
    return url
  }

  /** Asks the library for headers and certificates; a plugin that makes them can fail. */
  async #authenticate(): Promise<{ headers: Record<string, string>; dispatcher?: Dispatcher }> {
    const headers: Record<string, string> = {}
    const context = {
      setHeaderParam: (name: string, value: string) => {
        headers[name] = value
      },
      setDispatcher: (dispatcher: Dispatcher) => {
        // One for all questions, so that connections are used again.
        this.#dispatcher ??= dispatcher
      },
    }
    try {
      await this.#loaded.config.applySecurityAuthentication(context as unknown as RequestContext)
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error)
      const [, program] = /^spawn (\S+) ENOENT/.exec(said) ?? []
      const reason = program ? `the program ${program} for it is not installed` : said
      throw new ClusterError(
        'kubeconfig',
        `the credentials of ${this.#loaded.user} cannot be had: ${reason}\nLog in to the cluster again, or name another kubeconfig with --kubeconfig.`,
      )
    }
    return { headers, ...(this.#dispatcher ? { dispatcher: this.#dispatcher } : {}) }
  }
}

async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > MOST_BYTES) throw new Error('its answer has more than 64 MiB')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
