import { z } from 'zod'
import { parseJson } from '../../core/parse-json.ts'
import type { Credentials } from './docker-credentials.ts'
import { failedAnswer, RegistryError } from './error.ts'
import type { Answer, Call } from './http.ts'

/** One way to log in that a registry offers: `Bearer realm="https://...",service="..."`. */
export interface Challenge {
  scheme: string
  parameters: ReadonlyMap<string, string>
}

const TOKEN_CAP = 256 * 1024

/** Only what a header may hold: the token is a stranger's text. */
const Token = z
  .string()
  .max(64 * 1024)
  .regex(/^[\x21-\x7e]+$/)

const TokenAnswerSchema = z.union([
  z.object({ token: Token }).transform(({ token }) => token),
  z.object({ access_token: Token }).transform((answer) => answer.access_token),
])

const PART =
  /[\s,]*(?:(?<key>[\w!#$%&'*+.^`|~-]+)\s*=\s*(?:"(?<quoted>(?:[^"\\]|\\.)*)"|(?<bare>[^\s,"]+))|(?<scheme>[\w-]+)(?=[\s,]|$))/y

/** Reads the header `WWW-Authenticate`, which may offer several ways. */
export function parseChallenges(header: string | string[] | undefined): Challenge[] {
  const text = [header ?? []].flat().join(', ')
  const challenges: { scheme: string; parameters: Map<string, string> }[] = []
  const part = new RegExp(PART)
  for (let match = part.exec(text); match; match = part.exec(text)) {
    const { key, quoted, bare, scheme } = match.groups ?? {}
    if (scheme) challenges.push({ scheme: scheme.toLowerCase(), parameters: new Map() })
    const value = quoted?.replace(/\\(.)/g, '$1') ?? bare ?? ''
    if (key) challenges.at(-1)?.parameters.set(key.toLowerCase(), value)
  }
  return challenges
}

export interface LoginContext {
  /** The registry. */
  host: string
  /** The hosts that may hand out its tokens. */
  tokenHosts: Call['hosts']
  credentials: Credentials | null
  /** What the token is to allow where the challenge does not say. */
  scope: string
  what: string
  writes: boolean
  now: number
  send(call: Call): Promise<Answer>
}

/**
 * Answers a challenge: the value of the header `Authorization`, or null where the registry offers
 * nothing that these credentials, or none, can answer.
 */
export async function answerChallenge(
  challenges: readonly Challenge[],
  context: LoginContext,
): Promise<string | null> {
  const bearer = challenges.find(({ scheme }) => scheme === 'bearer')
  if (bearer) return `Bearer ${await fetchToken(bearer.parameters, context)}`
  const offersBasic = challenges.some(({ scheme }) => scheme === 'basic')
  return offersBasic ? basic(context.credentials) : null
}

function basic(credentials: Credentials | null): string | null {
  if (!credentials || !('password' in credentials)) return null
  const { username, password } = credentials
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}

async function fetchToken(
  parameters: ReadonlyMap<string, string>,
  context: LoginContext,
): Promise<string> {
  const { host, credentials } = context
  const realm = parameters.get('realm') ?? ''
  if (!URL.canParse(realm))
    throw new RegistryError('invalid', `${host} does not say where its tokens come from`)
  const query = {
    service: parameters.get('service') ?? host,
    scope: parameters.get('scope') ?? context.scope,
  }
  const call = tokenCall(new URL(realm), query, context)
  const { status, headers, body } = await context.send(call)
  const anonymous = credentials === null
  if (status !== 200) {
    const { what, writes, now } = context
    throw failedAnswer({ host, what, writes, anonymous }, status, body, retryAfter(headers, now))
  }
  const token = TokenAnswerSchema.safeParse(parseJson(body))
  if (token.success) return token.data
  throw new RegistryError('invalid', `${call.url.host} answers without a token for ${host}`)
}

function tokenCall(
  realm: URL,
  query: { service: string; scope: string },
  { tokenHosts, credentials }: LoginContext,
): Call {
  if (credentials && 'identityToken' in credentials) {
    const form = new URLSearchParams({
      ...query,
      grant_type: 'refresh_token',
      client_id: 'cozypkg',
      refresh_token: credentials.identityToken,
    })
    return {
      method: 'POST',
      url: realm,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: () => Buffer.from(form.toString()),
      hosts: tokenHosts,
      cap: TOKEN_CAP,
    }
  }
  const url = new URL(realm)
  for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value)
  const value = basic(credentials)
  const authorization = value === null ? null : { host: url.host, value }
  return { method: 'GET', url, authorization, hosts: tokenHosts, cap: TOKEN_CAP }
}

/** The header `Retry-After` in milliseconds, from seconds or a date; null where it is neither. */
export function retryAfter(
  headers: { 'retry-after'?: string | undefined },
  now: number,
): number | null {
  const text = headers['retry-after']?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000
  const date = Date.parse(text)
  return Number.isNaN(date) ? null : Math.max(0, date - now)
}
