import { z } from 'zod'
import { parseJson } from '../../core/parse-json.ts'
import { quote } from '../../core/printable.ts'

export type RegistryErrorCode =
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'rate-limited'
  | 'unavailable'
  | 'timeout'
  | 'too-large'
  | 'digest-mismatch'
  | 'redirect'
  | 'not-allowed'
  | 'invalid'

/** A registry that does not give what was asked for; the message says what to do about it. */
export class RegistryError extends Error {
  readonly code: RegistryErrorCode
  /** Worth another try: a cut connection, a server in trouble, too many requests. */
  readonly isTemporary: boolean
  /** How long the registry asks to wait before the next try, or null. */
  readonly retryAfterMs: number | null

  constructor(
    code: RegistryErrorCode,
    message: string,
    temporary: { retryAfterMs: number | null } | null = null,
  ) {
    super(message)
    this.code = code
    this.isTemporary = temporary !== null
    this.retryAfterMs = temporary?.retryAfterMs ?? null
  }
}

/** Who asked a registry for what, for the words of its refusal. */
export interface Asked {
  host: string
  /** Such as `acme/hello:v1.0.0`. */
  what: string
  writes: boolean
  anonymous: boolean
}

/** Makes an error of an answer that is not what was asked for. */
export function failedAnswer(
  asked: Asked,
  status: number,
  body: Uint8Array,
  retryAfterMs: number | null,
): RegistryError {
  const { host, what } = asked
  const said = registryWords(body)
  const temporary = { retryAfterMs }
  switch (status) {
    case 401:
      return new RegistryError(
        'unauthorized',
        asked.anonymous
          ? `${host} asks for a login before it shows ${what}${said}\n${remedy(asked)}`
          : `${host} refuses the stored credentials for ${what}${said}\nLog in again: docker login ${host}`,
      )
    case 403:
      return new RegistryError(
        'forbidden',
        `${host} refuses access to ${what}${said}\n${remedy(asked)}`,
      )
    case 404:
      return new RegistryError('not-found', `${host} has no ${what}${said}\n${remedy(asked)}`)
    case 429:
      return new RegistryError(
        'rate-limited',
        `${host} takes no more requests for now (429)${said}\n${waitFor(retryAfterMs)}`,
        temporary,
      )
  }
  if (status >= 500)
    return new RegistryError(
      'unavailable',
      `${host} answers ${status} for ${what}${said}\nThe registry is in trouble: try again later.`,
      temporary,
    )
  return new RegistryError('invalid', `${host} answers ${status} for ${what}${said}`)
}

function waitFor(retryAfterMs: number | null): string {
  if (retryAfterMs === null) return 'Try again later.'
  return `Try again in ${Math.ceil(retryAfterMs / 1000)} seconds.`
}

function remedy({ host, writes, anonymous }: Asked): string {
  if (writes) return `Log in with an account that may write there: docker login ${host}`
  if (!anonymous) return 'Check the reference, and what the account may read.'
  return 'Check the reference. A new package on ghcr.io is private until its owner makes it public.'
}

const ErrorsSchema = z.object({
  errors: z.tuple(
    [z.object({ code: z.string().optional(), message: z.string().optional() })],
    z.unknown(),
  ),
})

/** The registry's own words, where it answers as the distribution specification says. */
function registryWords(body: Uint8Array): string {
  const result = ErrorsSchema.safeParse(parseJson(body))
  const [first] = result.success ? result.data.errors : []
  const words = first?.message || first?.code
  return words ? `: ${quote(words, 120)}` : ''
}
