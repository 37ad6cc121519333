import { setTimeout as delay } from 'node:timers/promises'
import { quote } from '../../core/printable.ts'
import { answerChallenge, parseChallenges, retryAfter } from './auth.ts'
import type { Credentials } from './docker-credentials.ts'
import { failedAnswer, RegistryError } from './error.ts'
import { type AllowedRegistry, type Answer, type Call, GuardedHttp } from './http.ts'

export interface RegistryLimits {
  connectMs: number
  /** The longest silence in the middle of an answer. */
  idleMs: number
  /** The longest that an operation may take, with all its tries. */
  overallMs: number
  /** The same where a blob is moved. */
  transferMs: number
  /** The longest wait that a registry may ask for between two tries. */
  longestWaitMs: number
  tries: number
  redirects: number
  /** The most pages of a list that are read. */
  pages: number
}

const REGISTRY_LIMITS: RegistryLimits = {
  connectMs: 10_000,
  idleMs: 20_000,
  overallMs: 60_000,
  transferMs: 300_000,
  longestWaitMs: 30_000,
  tries: 4,
  redirects: 5,
  pages: 100,
}

export interface RegistryOptions {
  /**
   * The registries that may be asked, such as `registries` of the policy; `any` where the user of
   * this machine chose the registry, which may then have any address and redirect anywhere.
   */
  allowedHosts: readonly AllowedRegistry[] | 'any'
  /** `host` or `host:port`: asked in plain HTTP, whatever its address, allowed or not. */
  insecureHosts?: ReadonlySet<string>
  /** Finds the credentials of a registry; null where none may be used. */
  credentials?: ((host: string) => Promise<Credentials | null>) | null
  /** Through the proxy that the environment names; not where strangers choose the registry. */
  proxies?: boolean
  limits?: Partial<RegistryLimits>
  now?: () => number
  sleep?: (ms: number, signal: AbortSignal) => Promise<unknown>
  log?: (line: string) => void
}

export interface Question {
  method: Call['method']
  /** An address, or a path of the registry. */
  at: string | URL
  headers?: Record<string, string>
  body?: Call['body']
  cap: number
  /** Statuses that are answers, beside those from 200 to 299. */
  accepted?: readonly number[]
  /** What is asked for, in the words of an error. */
  what: string
  /** Whether it is asked in order to write: for a login that may do both. */
  writes?: boolean
}

export interface Deadline {
  signal: AbortSignal
  at: number
}

/** A conversation with one registry about one repository: logs in, waits and tries again. */
export class RegistrySession {
  readonly host: string
  readonly limits: RegistryLimits
  readonly #base: URL
  readonly #scope: string
  readonly #hosts: Call['hosts']
  readonly #tokenHosts: Call['hosts']
  readonly #options: RegistryOptions
  readonly #http: GuardedHttp
  readonly #now: () => number
  #authorization: string | null = null
  #credentials: Promise<Credentials | null> | null = null

  /** @throws RegistryError where the registry is not allowed */
  constructor(host: string, path: string, options: RegistryOptions) {
    const insecureHosts = options.insecureHosts ?? new Set()
    const isInsecure = insecureHosts.has(host) || insecureHosts.has(host.replace(/:\d+$/, ''))
    const isAny = options.allowedHosts === 'any'
    const known = options.allowedHosts === 'any' ? [] : options.allowedHosts
    const allowed = known.find((one) => one.host === host)
    if (!allowed && !isInsecure && !isAny)
      throw new RegistryError(
        'not-allowed',
        `${host} is not a registry that may be asked\nAllowed are ${known.map((one) => one.host).join(', ')}; the index keeps them in policy.yaml.`,
      )
    // A reference is a stranger's text too: it must not smuggle in a path or credentials.
    if (isAny && !/^[a-z0-9.[\]:-]+$/i.test(host))
      throw new RegistryError('invalid', `${quote(host)} is no host of a registry`)
    this.host = host
    this.limits = { ...REGISTRY_LIMITS, ...options.limits }
    this.#base = new URL(`${isInsecure ? 'http' : 'https'}://${host}`)
    this.#scope = `repository:${path}`
    this.#hosts = isAny ? 'any' : new Set([host, ...(allowed?.blobHosts ?? [])])
    this.#tokenHosts = isAny
      ? 'any'
      : new Set([host, ...parentOf(host), ...(allowed?.tokenHosts ?? [])])
    this.#options = options
    this.#now = options.now ?? Date.now
    this.#http = new GuardedHttp({
      insecureHosts,
      connectMs: this.limits.connectMs,
      idleMs: this.limits.idleMs,
      mostRedirects: this.limits.redirects,
      anyAddress: isAny,
      proxies: options.proxies ?? false,
      log: options.log ?? (() => undefined),
    })
  }

  close(): Promise<void> {
    return this.#http.close()
  }

  begin(timeoutMs: number): Deadline {
    return { signal: AbortSignal.timeout(timeoutMs), at: this.#now() + timeoutMs }
  }

  /** Asks, and asks again after what may pass. */
  ask(question: Question, deadline: Deadline): Promise<Answer> {
    return this.retry(() => this.askOnce(question, deadline), deadline)
  }

  async retry<T>(operation: () => Promise<T>, deadline: Deadline): Promise<T> {
    for (let tried = 1; ; tried++) {
      try {
        return await operation()
      } catch (error) {
        if (!(error instanceof RegistryError) || !error.isTemporary) throw error
        const wait = error.retryAfterMs ?? 500 * 2 ** tried
        const isTooLong = wait > this.limits.longestWaitMs || this.#now() + wait > deadline.at
        if (tried >= this.limits.tries || isTooLong) throw error
        await (this.#options.sleep ?? sleep)(wait, deadline.signal).catch(() => {
          throw error
        })
      }
    }
  }

  async askOnce(question: Question, deadline: Deadline): Promise<Answer> {
    const { method, headers, body, cap } = question
    const url = new URL(question.at, this.#base)
    const send = () => {
      const value = this.#authorization
      const authorization = value === null ? null : { host: this.#base.host, value }
      return this.#http.send(
        { method, url, headers, body, cap, authorization, hosts: this.#hosts },
        deadline.signal,
      )
    }
    let answer = await send()
    if (answer.status === 401 && answer.url.host === this.#base.host) {
      const hasLoggedIn = await this.#logIn(answer, question, deadline)
      if (hasLoggedIn) answer = await send()
    }
    const { status } = answer
    if ((status >= 200 && status < 300) || question.accepted?.includes(status)) return answer
    const asked = {
      host: this.host,
      what: question.what,
      writes: isWrite(question),
      anonymous: (await this.#credentials) === null,
    }
    throw failedAnswer(asked, status, answer.body, retryAfter(answer.headers, this.#now()))
  }

  async #logIn(answer: Answer, question: Question, deadline: Deadline): Promise<boolean> {
    this.#credentials ??= this.#options.credentials?.(this.host) ?? Promise.resolve(null)
    const challenges = parseChallenges(answer.headers['www-authenticate'])
    this.#authorization = await answerChallenge(challenges, {
      host: this.host,
      tokenHosts: this.#tokenHosts,
      credentials: await this.#credentials,
      scope: `${this.#scope}:${isWrite(question) ? 'pull,push' : 'pull'}`,
      what: question.what,
      writes: isWrite(question),
      now: this.#now(),
      send: (call) => this.#http.send(call, deadline.signal),
    })
    return this.#authorization !== null
  }
}

function isWrite({ method, writes = false }: Question): boolean {
  return writes || method === 'POST' || method === 'PUT'
}

/** registry.gitlab.com has its tokens from gitlab.com; a top-level domain is nobody's parent. */
function parentOf(host: string): string[] {
  const parent = host.slice(host.indexOf('.') + 1)
  return parent.includes('.') && /[a-z]/.test(parent) ? [parent] : []
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return delay(ms, undefined, { signal })
}
