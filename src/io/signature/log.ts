import type { Bundle } from '@sigstore/bundle'
import { z } from 'zod'
import { parseJson } from '../../core/parse-json.ts'
import { certificateFromPem, type Leaf } from './certificate.ts'
import { Refusal, reading, SIGN_AGAIN } from './refusal.ts'

/** Base64 of a PEM certificate, as the first version of Rekor keeps it. */
const PemSchema = z.base64().transform((text) => {
  return certificateFromPem(Buffer.from(text, 'base64').toString('latin1'))
})

/** Base64 of the DER, as the second version keeps it. */
const DerSchema = z
  .object({ x509Certificate: z.object({ rawBytes: z.base64() }) })
  .transform(({ x509Certificate }) => Buffer.from(x509Certificate.rawBytes, 'base64'))

const one = <S extends z.ZodType>(schema: S) => z.array(schema).length(1)

/** Where each kind of log entry keeps the certificate that the log was shown. */
const CERTIFICATE_IN_BODY: Record<string, (body: unknown) => Buffer | null | undefined> = {
  'hashedrekord/0.0.1': (body) =>
    z
      .object({
        spec: z.object({ signature: z.object({ publicKey: z.object({ content: PemSchema }) }) }),
      })
      .parse(body).spec.signature.publicKey.content,
  'dsse/0.0.1': (body) =>
    z.object({ spec: z.object({ signatures: one(z.object({ verifier: PemSchema })) }) }).parse(body)
      .spec.signatures[0]?.verifier,
  'intoto/0.0.2': (body) =>
    z
      .object({
        spec: z.object({
          content: z.object({
            envelope: z.object({ signatures: one(z.object({ publicKey: PemSchema })) }),
          }),
        }),
      })
      .parse(body).spec.content.envelope.signatures[0]?.publicKey,
  'hashedrekord/0.0.2': (body) =>
    z
      .object({
        spec: z.object({
          hashedRekordV002: z.object({ signature: z.object({ verifier: DerSchema }) }),
        }),
      })
      .parse(body).spec.hashedRekordV002.signature.verifier,
  'dsse/0.0.2': (body) =>
    z
      .object({
        spec: z.object({
          dsseV002: z.object({ signatures: one(z.object({ verifier: DerSchema })) }),
        }),
      })
      .parse(body).spec.dsseV002.signatures[0]?.verifier,
}

/**
 * Demands that every log entry is of this certificate: the library compares signature and payload
 * only, so that an entry made with another certificate for the same key would pass.
 *
 * @throws Refusal where an entry is of another certificate, of a key, or of an unknown kind
 */
export function checkLoggedCertificates({ verificationMaterial }: Bundle, leaf: Leaf): void {
  for (const { kindVersion, canonicalizedBody } of verificationMaterial.tlogEntries) {
    const kind = `${kindVersion.kind}/${kindVersion.version}`
    const read = CERTIFICATE_IN_BODY[kind]
    const logged = reading('signature-log', 'the log entry cannot be read', SIGN_AGAIN, () =>
      read?.(parseJson(canonicalizedBody)),
    )
    if (logged?.equals(leaf.der)) continue
    throw new Refusal(
      'signature-log',
      'expected a log entry of the certificate that signed, found one of another certificate or of a key',
      SIGN_AGAIN,
    )
  }
}

/**
 * The place in the log, as far as it is authenticated: a promise covers the entry's index, and
 * without one only the index in the proof of inclusion is.
 */
export function logIndexOf({ verificationMaterial }: Bundle): string | null {
  const [entry] = verificationMaterial.tlogEntries
  const index = entry?.inclusionPromise ? entry.logIndex : entry?.inclusionProof?.logIndex
  if (index === undefined) return null
  return reading('signature-log', 'the log index cannot be read', SIGN_AGAIN, () => {
    const number = BigInt(index)
    // The promise is verified over a double: beyond its range two indexes have one promise.
    if (number > BigInt(Number.MAX_SAFE_INTEGER)) throw new RangeError(index)
    return number.toString()
  })
}
