import { RFC3161Timestamp } from '@sigstore/core'
import type { TrustedRoot } from '@sigstore/protobuf-specs'
import {
  type SignedEntity,
  toSignedEntity,
  toTrustMaterial,
  VerificationError,
  Verifier,
} from '@sigstore/verify'
import { toMoment } from '../../core/moment.ts'
import { printable } from '../../core/printable.ts'
import type { Signature } from '../../core/schemas/release.ts'
import type { Candidate } from './bundles.ts'
import { checkCertificateShape, type Leaf, readCertificate } from './certificate.ts'
import { checkClaim } from './claim.ts'
import { checkLoggedCertificates, logIndexOf } from './log.ts'
import { Refusal, reading, SIGN_AGAIN } from './refusal.ts'
import { checkSigner, type ExpectedSigner } from './signer.ts'

export interface Expected extends ExpectedSigner {
  digest: string
  trustedRoot: TrustedRoot
}

type ExpectedTrust = Omit<Expected, 'digest'>

/** More proofs than any client attaches; each costs a verification. */
const MOST_PROOFS = 8

/**
 * Verifies one signature, and that it is of an artifact.
 *
 * @throws Refusal with the first thing that is wrong
 */
export function checkCandidate(candidate: Candidate, expected: Expected): Signature {
  const signature = checkSignature(candidate, expected)
  return reading('signature-payload', 'the signature cannot be read', SIGN_AGAIN, () => {
    checkClaim(candidate, expected.digest)
    return signature
  })
}

/**
 * Verifies who signed, whatever the payload is, by the times that logs and timestamps prove and
 * never by the clock.
 *
 * @throws Refusal with the first thing that is wrong
 */
export function checkSignature(candidate: Candidate, expected: ExpectedTrust): Signature {
  return reading('signature-payload', 'the signature cannot be read', SIGN_AGAIN, () => {
    const leaf = readCertificate(certificateOf(candidate))
    const entity = readEntity(candidate)
    checkPayloadSignature(entity, leaf)
    const signedAt = claimedTime(candidate, leaf)
    checkIsLogged(candidate)
    verifyTrust(entity, expected.trustedRoot, leaf, signedAt)
    checkLoggedCertificates(candidate.bundle, leaf)
    checkCertificateShape(leaf)
    const signer = checkSigner(leaf, expected)
    return {
      layout: candidate.layout,
      ...signer,
      logIndex: logIndexOf(candidate.bundle),
      signedAt: toMoment(signedAt),
    }
  })
}

/** The certificate that a signature comes with, unproven. */
export function certificateOf({ bundle }: Candidate): Buffer {
  const { content } = bundle.verificationMaterial
  if (content.$case === 'certificate') return content.certificate.rawBytes
  const [leaf] =
    content.$case === 'x509CertificateChain' ? content.x509CertificateChain.certificates : []
  if (leaf) return leaf.rawBytes
  throw new Refusal(
    'signature-certificate',
    'expected a certificate, found a signature by a key: a key names nobody',
    SIGN_AGAIN,
  )
}

function readEntity({ bundle, payload }: Candidate): SignedEntity {
  const { tlogEntries, timestampVerificationData } = bundle.verificationMaterial
  const timestamps = timestampVerificationData?.rfc3161Timestamps ?? []
  if (tlogEntries.length > MOST_PROOFS || timestamps.length > MOST_PROOFS) {
    throw new Refusal(
      'signature-log',
      `expected at most ${MOST_PROOFS} log entries and timestamps each`,
      SIGN_AGAIN,
    )
  }
  return reading('signature-log', 'a timestamp cannot be read', SIGN_AGAIN, () =>
    toSignedEntity(bundle, payload),
  )
}

/** First of all, so that a changed payload is not reported as a fault of the log. */
function checkPayloadSignature({ signature }: SignedEntity, leaf: Leaf): void {
  if (signature.verifySignature(leaf.key)) return
  throw new Refusal(
    'signature-payload',
    'the signature does not match the signed payload: one of them was changed',
    SIGN_AGAIN,
  )
}

/** When it was signed, as log or timestamp say: proven only once the entity is verified. */
function claimedTime({ bundle }: Candidate, leaf: Leaf): Date {
  const { tlogEntries, timestampVerificationData } = bundle.verificationMaterial
  // Only the promise covers the time of an entry; Rekor 2 gives none, and a timestamp stands in.
  const promised = tlogEntries.find(
    ({ inclusionPromise, integratedTime }) => inclusionPromise && Number(integratedTime) > 0,
  )
  if (promised) return new Date(Number(promised.integratedTime) * 1000)
  const [timestamp] = timestampVerificationData?.rfc3161Timestamps ?? []
  if (timestamp) return RFC3161Timestamp.parse(Buffer.from(timestamp.signedTimestamp)).signingTime
  throw new Refusal(
    'signature-certificate',
    `nothing proves that the certificate was valid when it signed: it was valid from ${period(leaf)}, and there is neither a log entry with a time nor a timestamp`,
    'Sign again and let cosign upload to the transparency log.',
  )
}

/** A timestamp alone leaves no trace where an owner could find a signature made in his name. */
function checkIsLogged({ bundle }: Candidate): void {
  if (bundle.verificationMaterial.tlogEntries.length > 0) return
  throw new Refusal(
    'signature-log',
    'expected an entry in the transparency log, found only a timestamp',
    'Sign again and let cosign upload to the transparency log.',
  )
}

/** Without a policy: the library's would take the identity for an unanchored regular expression. */
function verifyTrust(entity: SignedEntity, root: TrustedRoot, leaf: Leaf, signedAt: Date): void {
  const verifier = new Verifier(toTrustMaterial(root), {
    ctlogThreshold: 1,
    tlogThreshold: 1,
    timestampThreshold: 1,
  })
  try {
    verifier.verify(entity)
  } catch (error) {
    throw toRefusal(error, leaf, signedAt)
  }
}

function toRefusal(error: unknown, leaf: Leaf, signedAt: Date): Refusal {
  const { code, message } =
    error instanceof VerificationError ? error : { code: null, message: 'it cannot be read' }
  if (code === 'SIGNATURE_ERROR') {
    return new Refusal('signature-payload', 'the signature does not verify', SIGN_AGAIN)
  }
  if (code !== 'CERTIFICATE_ERROR') {
    const reason = `the proof of the transparency log or timestamp is not valid: ${printable(message)}`
    return new Refusal('signature-log', reason, SIGN_AGAIN)
  }
  return new Refusal(
    'signature-certificate',
    certificateProblem(message, leaf, signedAt),
    SIGN_AGAIN,
  )
}

function certificateProblem(message: string, leaf: Leaf, signedAt: Date): string {
  if (message.includes('SCT')) {
    return 'expected a certificate that a certificate transparency log of the trust root vouches for'
  }
  return leaf.notBefore <= signedAt && signedAt <= leaf.notAfter
    ? 'expected a certificate from an authority of the trust root, found one from another'
    : `the certificate was valid from ${period(leaf)}, and the signature was made at ${toMoment(signedAt)}`
}

function period({ notBefore, notAfter }: Leaf): string {
  return `${toMoment(notBefore)} to ${toMoment(notAfter)}`
}
