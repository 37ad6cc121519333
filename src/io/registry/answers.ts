import { hash } from 'node:crypto'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { parseJson } from '../../core/parse-json.ts'
import { quote } from '../../core/printable.ts'
import { RegistryError } from './error.ts'
import type { Answer } from './http.ts'

export const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/
export const DIGEST = /^sha256:[0-9a-f]{64}$/

export const DigestSchema = z.string().regex(DIGEST)

export const TagsSchema = z.object({ tags: z.array(z.string().regex(TAG)).nullish() })

export const ReferrersSchema = z.object({
  manifests: z.array(
    z.object({
      digest: DigestSchema,
      mediaType: z.string(),
      size: z.int().min(0),
      artifactType: z.string().nullish(),
      annotations: z.record(z.string(), z.string()).nullish(),
    }),
  ),
})

/** Large enough to be fast, small enough for a progress bar to move. */
const CHUNK = 64 * 1024

/** `sha256:` and the digest of bytes in hexadecimal digits. */
export function digestOf(bytes: Uint8Array): string {
  return `sha256:${hash('sha256', bytes)}`
}

/** A digest that may stand in an address. */
export function checkDigest(digest: string): string {
  if (DIGEST.test(digest)) return digest
  throw new RegistryError('invalid', `${quote(digest)} is no sha256 digest`)
}

export function requireDigest(expected: string, found: string, what: string): void {
  if (expected === found) return
  throw new RegistryError(
    'digest-mismatch',
    `${what} should have the digest ${expected} and has ${quote(found)}\nThe registry does not send what was asked for: do not use it.`,
  )
}

/** The media type of an answer, without parameters; empty where it has none. */
export function mediaTypeOf({ headers }: Answer): string {
  return (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
}

/** A login page, a portal, a proxy's error with the status 200. */
export function refuseWebPage(answer: Answer, what: string): void {
  if (!/html/.test(mediaTypeOf(answer))) return
  throw new RegistryError(
    'invalid',
    `${answer.url.host} answers with a web page for ${what}\nCheck that it is an OCI registry.`,
  )
}

/** Reads a manifest, of whichever kind; it is JSON, and its digest is that of its bytes. */
export function readManifest(answer: Answer, what: string) {
  refuseWebPage(answer, what)
  const { body, headers, url } = answer
  const json = parseJson(body)
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new RegistryError('invalid', `${url.host} answers without a manifest for ${what}`)
  const digest = digestOf(body)
  const claimed = headers['docker-content-digest']
  if (claimed !== undefined) requireDigest(String(claimed), digest, what)
  const own = 'mediaType' in json && typeof json.mediaType === 'string' ? json.mediaType : ''
  return { digest, mediaType: mediaTypeOf(answer) || own, bytes: new Uint8Array(body) }
}

export function readAs<S extends z.ZodType>(schema: S, answer: Answer, what: string): z.output<S> {
  const result = schema.safeParse(parseJson(answer.body))
  if (result.success) return result.data
  throw new RegistryError('invalid', `${answer.url.host} does not answer with ${what}`)
}

/** The next page of a list, by its header `Link`, or null on the last. */
export function nextPage({ headers, url }: Answer): URL | null {
  const link = [headers.link ?? []].flat().join(', ')
  const target = /<([^<>]*)>\s*;\s*rel="?next"?/i.exec(link)?.[1]
  if (target === undefined || !URL.canParse(target, url.href)) return null
  return new URL(target, url)
}

/** Where an upload that was begun is completed. */
export function uploadAddress({ headers, url }: Answer, digest: string): URL {
  const { location } = headers
  if (location === undefined || !URL.canParse(location, url.href))
    throw new RegistryError('invalid', `${url.host} does not say where to upload to`)
  const address = new URL(location, url)
  address.searchParams.set('digest', digest)
  return address
}

export function inChunks(
  bytes: Uint8Array,
  onProgress: (sent: number, total: number) => void,
): Readable {
  return Readable.from(chunks(bytes, onProgress))
}

function* chunks(bytes: Uint8Array, onProgress: (sent: number, total: number) => void) {
  for (let at = 0; at < bytes.length; at += CHUNK) {
    yield bytes.subarray(at, at + CHUNK)
    onProgress(Math.min(at + CHUNK, bytes.length), bytes.length)
  }
}
