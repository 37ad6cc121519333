import { isBundleWithDsseEnvelope } from '@sigstore/bundle'
import { z } from 'zod'
import { parseJson } from '../../core/parse-json.ts'
import { quote } from '../../core/printable.ts'
import type { Candidate } from './bundles.ts'
import { Refusal, reading, SIGN_AGAIN } from './refusal.ts'

const PAYLOAD_TYPE = 'application/vnd.in-toto+json'
const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1'
const PREDICATE_TYPE = 'https://sigstore.dev/cosign/sign/v1'
const SIMPLE_SIGNING_TYPE = 'cosign container image signature'

const MOST_SUBJECTS = 64

const StatementSchema = z.object({
  _type: z.string(),
  predicateType: z.string(),
  subject: z.array(z.object({ digest: z.record(z.string(), z.string()) })).max(MOST_SUBJECTS),
})

const SimpleSigningSchema = z.object({
  critical: z.object({
    type: z.string(),
    image: z.object({ 'docker-manifest-digest': z.string() }),
  }),
})

/**
 * Demands that what was signed is an artifact's signature, and this artifact's.
 *
 * @throws Refusal where it is an attestation or another document, or of another digest
 */
export function checkClaim(candidate: Candidate, digest: string): void {
  const digests = candidate.layout === 'bundle' ? bundleClaim(candidate) : legacyClaim(candidate)
  if (digests.includes(digest)) return
  throw new Refusal(
    'signature-digest',
    `expected a signature of ${digest}, found one of ${quote(digests.join(', '), 200)}`,
    'Sign the digest of the release itself; a signature does not move with a tag.',
  )
}

function bundleClaim({ bundle, payload }: Candidate): string[] {
  if (!isBundleWithDsseEnvelope(bundle)) throw unreadable()
  expectType('payload type', PAYLOAD_TYPE, bundle.content.dsseEnvelope.payloadType)
  const statement = read(StatementSchema, payload)
  expectType('statement type', STATEMENT_TYPE, statement._type)
  expectType('predicate type', PREDICATE_TYPE, statement.predicateType)
  return statement.subject.flatMap(({ digest }) => {
    const hex = digest['sha256']
    return hex === undefined ? [] : [`sha256:${hex}`]
  })
}

function legacyClaim({ payload }: Candidate): string[] {
  const { critical } = read(SimpleSigningSchema, payload)
  expectType('type', SIMPLE_SIGNING_TYPE, critical.type)
  return [critical.image['docker-manifest-digest']]
}

function read<S extends z.ZodType>(schema: S, payload: Buffer): z.output<S> {
  const { message, fix } = unreadable()
  return reading('signature-payload', message, fix, () => schema.parse(parseJson(payload)))
}

function unreadable(): Refusal {
  return new Refusal('signature-payload', 'the signed payload is no cosign signature', SIGN_AGAIN)
}

function expectType(what: string, expected: string, found: string): void {
  if (found === expected) return
  throw new Refusal(
    'signature-payload',
    `expected the ${what} ${quote(expected)}, found ${quote(found)}`,
    'An attestation is no signature: sign the release with cosign sign.',
  )
}
