import { setTimeout as delay } from 'node:timers/promises'
import { Octokit, RequestError } from 'octokit'

/** Whom to ask, about which repository, and as whom. */
export interface GithubAccess {
  /** The address of the REST API, as `GITHUB_API_URL` has it in a workflow. */
  apiUrl: string
  /** `owner/name`, as `GITHUB_REPOSITORY` has it. */
  repository: string
  token: string
  /** How long one answer may take. */
  timeoutMs?: number
  /** One second of waiting before another attempt, in milliseconds: tests have no time to lose. */
  secondMs?: number
}

export interface Github {
  rest: Octokit['rest']
  paginate: Octokit['paginate']
  /** What every call takes: whose repository it is. */
  at: { owner: string; repo: string }
  secondMs: number
}

const ANSWER_MS = 30_000
const ATTEMPTS = 5
/** GitHub asks for a minute or so; a wait beyond this is left to the next run. */
const LONGEST_WAIT_SECONDS = 300

/**
 * Opens a repository on GitHub; nothing is asked yet. Reads are repeated after failures of the
 * server; writes never are by themselves, because one whose answer was lost may have happened.
 */
export function openGithub(access: GithubAccess): Github {
  const { apiUrl, repository, token, timeoutMs = ANSWER_MS, secondMs = 1000 } = access
  const [owner, repo, ...rest] = repository.split('/')
  if (!owner || !repo || rest.length > 0) {
    throw new Error(`the repository is ${JSON.stringify(repository)}, expected owner/name`)
  }
  const octokit = new Octokit({
    auth: token,
    baseUrl: apiUrl.replace(/\/+$/, ''),
    userAgent: 'packages-index',
    log: { debug() {}, info() {}, warn() {}, error() {} },
    retry: { retryAfterBaseValue: secondMs },
    throttle: {
      // The pace between writes that GitHub asks for; tests, which set the clock, need none.
      enabled: secondMs === 1000,
      onRateLimit: mayWait,
      onSecondaryRateLimit: mayWait,
    },
    request: {
      fetch: (url: string, options: RequestInit) =>
        fetch(url, { ...options, signal: AbortSignal.timeout(timeoutMs) }),
    },
  })
  octokit.hook.before('request', (options) => {
    if (options.method !== 'GET') options.request = { ...options.request, retries: 0 }
  })
  octokit.hook.error('request', explain)
  const { rest: calls, paginate } = octokit
  return { rest: calls, paginate, at: { owner, repo }, secondMs }
}

function mayWait(seconds: number, _: unknown, __: unknown, retries: number): boolean {
  return seconds <= LONGEST_WAIT_SECONDS && retries < 2
}

/**
 * Brings something about on GitHub: looks whether it is so, writes where it is not, and looks again
 * after a failure that may pass, before it writes a second time. So a lost answer does no harm.
 *
 * @param find what is wanted as it is now, or null where it is not so yet
 * @param write makes it so
 */
export async function ensure<T>(
  { secondMs }: Github,
  find: () => Promise<T | null>,
  write: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const found = await find()
    if (found !== null) return found
    try {
      return await write()
    } catch (error) {
      if (attempt === ATTEMPTS || !mayPass(error)) throw error
      await delay(secondsUntilNext(error, attempt) * secondMs)
    }
  }
}

/** Whether the same call may succeed later: the server failed, did not answer, or asks to slow down. */
export function mayPass(error: unknown): boolean {
  if (!(error instanceof RequestError)) return false
  return error.status >= 500 || error.status === 429 || isSecondaryLimit(error)
}

/** The status of an answer that was an error, or null where it was none of GitHub's. */
export function statusOf(error: unknown): number | null {
  return error instanceof RequestError ? error.status : null
}

function isSecondaryLimit(error: RequestError): boolean {
  return error.status === 403 && /secondary rate limit|abuse/i.test(error.message)
}

function secondsUntilNext(error: unknown, attempt: number): number {
  const header = error instanceof RequestError ? error.response?.headers['retry-after'] : undefined
  const asked = Number(header)
  if (Number.isFinite(asked) && asked > 0) return Math.min(asked, LONGEST_WAIT_SECONDS)
  return attempt ** 2
}

const REMEDIES: Record<number, string> = {
  401: 'The token is not valid any more: run the workflow again.',
  403: 'The App lacks a permission that the workflow asks for, or a ruleset forbids it to write.',
  404: 'It is not there, or the App is not installed on this repository, or may not see it.',
}

/** Adds to GitHub's words what was asked and what to look at, for people who read a log. */
function explain(error: unknown): never {
  if (error instanceof RequestError) {
    const { method, url } = error.request
    const remedy =
      REMEDIES[error.status] ?? 'Run the workflow again; it goes on from what is there.'
    error.message = `GitHub answers ${error.status} to ${method} ${new URL(url).pathname}: ${error.message}\n${remedy}`
  }
  throw error
}
