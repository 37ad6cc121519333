import { type KeyPairKeyObjectResult, sign } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { dsse } from '@sigstore/core'
import { TrustedRoot } from '@sigstore/protobuf-specs'
import {
  type Authorities,
  createAuthorities,
  enter,
  issueCertificate,
  issuerOf,
  newKeys,
  stamp,
} from './authorities.ts'
import { EXTENDED_KEY_USAGE, reissue, SUBJECT_ALT_NAME, subjectAltNames } from './der.ts'
import { type LogEntry, rekorBody, toLogEntry } from './log-entry.ts'
import { packBundle, packLegacy, type SignedArtifact } from './pack.ts'

export const DEFAULT_ISSUER = 'https://token.actions.githubusercontent.com'
export const DEFAULT_IDENTITY =
  'https://github.com/acme/hello/.github/workflows/release.yaml@refs/heads/main'

/** What is wrong with a signature; everything else of it is right. */
export type Fault =
  | 'tampered-payload'
  | 'other-payload-type'
  | 'other-statement'
  | 'other-predicate'
  | 'key'
  | 'no-log'
  | 'timestamp-alone'
  | 'expired'
  | 'forged-promise'
  | 'other-certificate-logged'
  | 'key-logged'
  | 'two-subjects'
  | 'extension-twice'
  | 'no-code-signing'
  | 'no-certificate-log'

export interface SignOptions {
  layout: 'bundle' | 'legacy'
  /** The manifest it is attached to. */
  digest: string
  /** Bytes of that manifest. */
  size?: number
  /** The digest that the payload names, where it is another. */
  claims?: string
  identity?: string
  issuer?: string
  /** Fulcio's extensions, by default those of the identity's repository; null leaves one out. */
  source?: Partial<Record<'uri' | 'ref' | 'id' | 'ownerId' | 'trigger', string | null>>
  /** Rekor 2, for bundles, promises nothing: a timestamp proves the time. */
  log?: 'rekor' | 'rekor-2'
  fault?: Fault
  /** When it is signed, in whole seconds; by default a minute after the roots were made. */
  at?: Date
}

export interface LocalSigstore {
  trustedRoot: TrustedRoot
  /** Writes a `trusted_root.json`. */
  writeTrustedRoot(file: string): void
  sign(options: SignOptions): Promise<SignedArtifact>
}

const MINUTE_MS = 60_000

/**
 * A Sigstore of one's own: certificate authority, certificate log, transparency log and timestamp
 * authority, trusted by nobody but the root it hands out. For tests and the demonstration.
 *
 * @param start when its roots become valid, in whole seconds: fractions fail to parse now and then
 */
export async function createLocalSigstore(
  start = new Date('2026-01-01T00:00:00Z'),
): Promise<LocalSigstore> {
  const authorities = await createAuthorities(start)
  const { trustedRoot } = authorities
  const usualTime = new Date(start.getTime() + MINUTE_MS)
  return {
    trustedRoot,
    writeTrustedRoot(file) {
      writeFileSync(file, `${JSON.stringify(TrustedRoot.toJSON(trustedRoot), null, 2)}\n`)
    },
    sign: (options) => signDigest(authorities, { ...options, at: options.at ?? usualTime }),
  }
}

type Order = SignOptions & { at: Date }

async function signDigest(authorities: Authorities, order: Order): Promise<SignedArtifact> {
  const { layout, digest, size = 0, fault, at } = order
  const keys = newKeys()
  const payload = layout === 'bundle' ? statement(order) : simpleSigning(order)
  const payloadType = fault === 'other-payload-type' ? 'text/plain' : 'application/vnd.in-toto+json'
  const signed = layout === 'bundle' ? dsse.preAuthEncoding(payloadType, payload) : payload
  const signature = sign('sha256', signed, keys.privateKey)
  const certificate = fault === 'key' ? null : await issue(authorities, keys, order)
  const provenAt = fault === 'expired' ? new Date(at.getTime() + 60 * MINUTE_MS) : at
  const isStamped = order.log === 'rekor-2' || fault === 'timestamp-alone'
  const pack = layout === 'bundle' ? packBundle : packLegacy
  return pack({
    digest,
    size,
    payload: fault === 'tampered-payload' ? tamper(payload) : payload,
    payloadType,
    signature,
    certificate,
    entry: await log(authorities, keys, { payload, signature, certificate }, provenAt, order),
    timestamp: isStamped ? await stamp(authorities, signature, provenAt) : null,
  })
}

/** As cosign 3 writes it. */
function statement({ digest, claims = digest, fault }: Order): Buffer {
  const cosign = 'https://sigstore.dev/cosign/sign/v1'
  return json({
    _type:
      fault === 'other-statement' ? 'https://example.com/v1' : 'https://in-toto.io/Statement/v1',
    subject: [{ digest: { sha256: claims.slice('sha256:'.length) }, annotations: {} }],
    predicateType: fault === 'other-predicate' ? 'https://slsa.dev/provenance/v1' : cosign,
    predicate: {},
  })
}

/** As cosign before version 3 writes it. */
function simpleSigning({ digest, claims = digest, fault }: Order): Buffer {
  const cosign = 'cosign container image signature'
  return json({
    critical: {
      identity: { 'docker-reference': 'registry.local.test/acme/hello' },
      image: { 'docker-manifest-digest': claims },
      type: fault === 'other-predicate' ? 'atomic container signature' : cosign,
    },
    optional: {},
  })
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value))
}

/** Another text of the same length, as a registry could serve it. */
function tamper(payload: Buffer): Buffer {
  return Buffer.from(payload.toString().replace(/[0-9a-f]{8}/, '00000000'))
}

/** A certificate with Fulcio's extensions, right but for the fault that is asked for. */
async function issue(
  authorities: Authorities,
  keys: KeyPairKeyObjectResult,
  { identity = DEFAULT_IDENTITY, issuer = DEFAULT_ISSUER, source, fault, at }: Order,
): Promise<Buffer> {
  const [uri = ''] = /^https:\/\/[^/]+\/[^/]+\/[^/]+/.exec(identity) ?? []
  const [, ref = null] = /@(refs\/.+)$/.exec(identity) ?? []
  const claims = { uri, ref, id: '1001', ownerId: '501', trigger: 'push', ...source }
  const certificate = await issueCertificate(authorities, {
    keys,
    at,
    identity,
    extensions: [
      { oid: '1.3.6.1.4.1.57264.1.1', value: issuer, legacy: true },
      ...extension(8, issuer),
      ...extension(12, claims.uri),
      ...extension(14, claims.ref),
      ...extension(15, claims.id),
      ...extension(17, claims.ownerId),
      ...extension(20, claims.trigger),
    ],
    isLogged: fault !== 'no-certificate-log',
  })
  const change = fault && EXTENSION_FAULTS[fault]
  if (!change) return certificate
  return reissue(certificate, await issuerOf(authorities, at), change(identity))
}

/** What each of these faults makes of the extensions. */
const EXTENSION_FAULTS: Partial<
  Record<Fault, (identity: string) => (extension: Buffer, oid: string) => Buffer[]>
> = {
  'no-code-signing': () => (bytes, oid) => (oid === EXTENDED_KEY_USAGE ? [] : [bytes]),
  'two-subjects': (identity) => (bytes, oid) =>
    oid === SUBJECT_ALT_NAME ? [subjectAltNames([identity, `${identity}-other`])] : [bytes],
  'extension-twice': (identity) => (bytes, oid) =>
    oid === SUBJECT_ALT_NAME ? [bytes, subjectAltNames([`${identity}-other`])] : [bytes],
}

function extension(arc: number, value: string | null): { oid: string; value: string }[] {
  return value === null ? [] : [{ oid: `1.3.6.1.4.1.57264.1.${arc}`, value }]
}

async function log(
  authorities: Authorities,
  keys: KeyPairKeyObjectResult,
  signed: { payload: Buffer; signature: Buffer; certificate: Buffer | null },
  at: Date,
  order: Order,
): Promise<LogEntry | null> {
  const { layout, fault } = order
  if (fault === 'no-log' || fault === 'timestamp-alone') return null
  const isOther = fault === 'other-certificate-logged'
  const certificate = isOther ? await issue(authorities, keys, order) : signed.certificate
  const isSecond = order.log === 'rekor-2'
  const body = rekorBody({
    ...signed,
    version: isSecond ? '0.0.2' : '0.0.1',
    layout,
    certificate: fault === 'key-logged' ? null : certificate,
    key: keys.publicKey.export({ format: 'pem', type: 'spki' }).toString(),
  })
  const answer = await enter(authorities, body, at, fault === 'forged-promise')
  return toLogEntry(answer, body, isSecond)
}
