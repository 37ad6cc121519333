import { hash } from 'node:crypto'
import {
  BUNDLE_V01_MEDIA_TYPE,
  BUNDLE_V03_MEDIA_TYPE,
  type Bundle,
  bundleFromJSON,
  isBundleWithDsseEnvelope,
} from '@sigstore/bundle'
import { z } from 'zod'
import { parseJson } from '../../core/parse-json.ts'
import type { Signature } from '../../core/schemas/release.ts'
import { certificateFromPem } from './certificate.ts'
import { Refusal, reading, SIGN_AGAIN } from './refusal.ts'

/** A signature as it was published, in the one form that is verified. */
export interface Candidate {
  layout: Signature['layout']
  bundle: Bundle
  /** The signed bytes, which say what was signed. */
  payload: Buffer
}

/** Reads the blob of a referrer. */
export function parseBundle(bytes: Buffer): Candidate {
  const bundle = reading('signature-payload', 'the bundle cannot be read', SIGN_AGAIN, () =>
    bundleFromJSON(parseJson(bytes)),
  )
  if (bundle.mediaType !== BUNDLE_V03_MEDIA_TYPE || !isBundleWithDsseEnvelope(bundle)) {
    throw new Refusal(
      'signature-payload',
      'expected a bundle of version 0.3 with a DSSE envelope, found another',
      SIGN_AGAIN,
    )
  }
  return { layout: 'bundle', bundle, payload: bundle.content.dsseEnvelope.payload }
}

const PREFIX = 'dev.sigstore.cosign'

const RekorSchema = z.object({
  SignedEntryTimestamp: z.string(),
  Payload: z.object({
    body: z.string(),
    integratedTime: z.int().min(0),
    logIndex: z.int().min(0),
    logID: z.string(),
  }),
})
const BodySchema = z.object({ kind: z.string(), apiVersion: z.string() })
const TimestampSchema = z.object({ SignedRFC3161Timestamp: z.string() })

/** Reads a layer of the legacy layout: a bundle of version 0.1 holds the log's promise as it does. */
export function parseLegacy(payload: Buffer, annotations: Record<string, string>): Candidate {
  const tlogEntries = reading('signature-log', 'the log entry cannot be read', SIGN_AGAIN, () =>
    toLogEntries(annotations[`${PREFIX}/bundle`]),
  )
  const bundle = reading('signature-payload', 'the annotations cannot be read', SIGN_AGAIN, () =>
    bundleFromJSON({
      mediaType: BUNDLE_V01_MEDIA_TYPE,
      verificationMaterial: {
        ...toKeyMaterial(annotations[`${PREFIX}/certificate`]),
        tlogEntries,
        timestampVerificationData: {
          rfc3161Timestamps: toTimestamps(annotations[`${PREFIX}/rfc3161timestamp`]),
        },
      },
      messageSignature: {
        messageDigest: {
          algorithm: 'SHA2_256',
          digest: hash('sha256', payload, 'base64'),
        },
        signature: annotations['dev.cosignproject.cosign/signature'],
      },
    }),
  )
  return { layout: 'legacy', bundle, payload }
}

/** The chain in the annotation beside the certificate is not read: the trust root has it. */
function toKeyMaterial(pem: string | undefined): object {
  if (pem === undefined) return { publicKey: { hint: '' } }
  const der = certificateFromPem(pem)
  if (!der) throw new Refusal('signature-certificate', 'the certificate cannot be read', SIGN_AGAIN)
  return { x509CertificateChain: { certificates: [{ rawBytes: der.toString('base64') }] } }
}

function toLogEntries(annotation: string | undefined): object[] {
  if (!annotation) return []
  const { SignedEntryTimestamp, Payload } = RekorSchema.parse(parseJson(annotation))
  const { kind, apiVersion } = BodySchema.parse(parseJson(Buffer.from(Payload.body, 'base64')))
  return [
    {
      logIndex: String(Payload.logIndex),
      logId: { keyId: Buffer.from(Payload.logID, 'hex').toString('base64') },
      kindVersion: { kind, version: apiVersion },
      integratedTime: String(Payload.integratedTime),
      inclusionPromise: { signedEntryTimestamp: SignedEntryTimestamp },
      canonicalizedBody: Payload.body,
    },
  ]
}

function toTimestamps(annotation: string | undefined): object[] {
  if (!annotation) return []
  const { SignedRFC3161Timestamp } = TimestampSchema.parse(parseJson(annotation))
  return [{ signedTimestamp: SignedRFC3161Timestamp }]
}
