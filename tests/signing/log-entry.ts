import { createHash } from 'node:crypto'
import { pem } from '@sigstore/core'
import { z } from 'zod'

/** An entry of a transparency log, as bundles of version 0.3 write it. */
export interface LogEntry {
  logIndex: string
  logId: { keyId: string }
  kindVersion: { kind: string; version: string }
  integratedTime: string
  inclusionPromise?: { signedEntryTimestamp: string }
  inclusionProof: {
    logIndex: string
    rootHash: string
    treeSize: string
    hashes: string[]
    checkpoint: { envelope: string }
  }
  canonicalizedBody: string
}

export interface LoggedSignature {
  version: '0.0.1' | '0.0.2'
  layout: 'bundle' | 'legacy'
  payload: Buffer
  signature: Buffer
  /** The certificate to log; where it is null, the key. */
  certificate: Buffer | null
  key: string
}

/** What is logged: for a bundle `dsse`, for the legacy layout `hashedrekord`. */
export function rekorBody({
  version,
  layout,
  payload,
  signature,
  certificate,
  key,
}: LoggedSignature) {
  const digest = createHash('sha256').update(payload).digest()
  const text = certificate ? pem.fromDER(certificate) : key
  const verifier = Buffer.from(text).toString('base64')
  const content = signature.toString('base64')
  if (version === '0.0.2') {
    const x509Certificate = { rawBytes: (certificate ?? Buffer.alloc(0)).toString('base64') }
    const second = { keyDetails: 'PKIX_ECDSA_P256_SHA_256', x509Certificate }
    const payloadHash = { algorithm: 'SHA2_256', digest: digest.toString('base64') }
    const signatures = [{ content, verifier: second }]
    return { apiVersion: version, kind: 'dsse', spec: { dsseV002: { payloadHash, signatures } } }
  }
  const hash = { algorithm: 'sha256', value: digest.toString('hex') }
  return layout === 'bundle'
    ? {
        apiVersion: version,
        kind: 'dsse',
        spec: { payloadHash: hash, signatures: [{ signature: content, verifier }] },
      }
    : {
        apiVersion: version,
        kind: 'hashedrekord',
        spec: { data: { hash }, signature: { content, publicKey: { content: verifier } } },
      }
}

const AnswerSchema = z.record(
  z.string(),
  z.object({
    body: z.string(),
    integratedTime: z.int(),
    logID: z.string(),
    logIndex: z.int(),
    verification: z.object({
      signedEntryTimestamp: z.string(),
      inclusionProof: z.object({
        logIndex: z.int(),
        treeSize: z.int(),
        rootHash: z.string(),
        hashes: z.array(z.string()),
        checkpoint: z.string(),
      }),
    }),
  }),
)

/** The answer of Rekor's first version as an entry; of its second, which promises nothing. */
export function toLogEntry(
  answer: unknown,
  body: { kind?: string; apiVersion?: string },
  isSecond: boolean,
): LogEntry {
  const [entry] = Object.values(AnswerSchema.parse(answer))
  if (!entry) throw new Error('no log entry')
  const { inclusionProof, signedEntryTimestamp } = entry.verification
  return {
    logIndex: String(isSecond ? inclusionProof.logIndex : entry.logIndex),
    logId: { keyId: Buffer.from(entry.logID, 'hex').toString('base64') },
    kindVersion: { kind: body.kind ?? '', version: body.apiVersion ?? '' },
    integratedTime: isSecond ? '0' : String(entry.integratedTime),
    ...(isSecond ? {} : { inclusionPromise: { signedEntryTimestamp } }),
    inclusionProof: {
      logIndex: String(inclusionProof.logIndex),
      rootHash: Buffer.from(inclusionProof.rootHash, 'hex').toString('base64'),
      treeSize: String(inclusionProof.treeSize),
      hashes: inclusionProof.hashes.map((hash) => Buffer.from(hash, 'hex').toString('base64')),
      checkpoint: { envelope: inclusionProof.checkpoint },
    },
    canonicalizedBody: entry.body,
  }
}
