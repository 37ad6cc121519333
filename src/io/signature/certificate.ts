import { createPublicKey, type KeyObject } from 'node:crypto'
import { type ASN1Obj, X509Certificate } from '@sigstore/core'
import { Refusal, reading, SIGN_AGAIN } from './refusal.ts'

/** What a signing certificate says; nothing of it is proven until its chain is verified. */
export interface Leaf {
  der: Buffer
  key: KeyObject
  notBefore: Date
  notAfter: Date
  /** Subject alternative names: one in every certificate that Fulcio issues. */
  subjects: string[]
  issuer: string | null
  /** Whether it is for signing code, and for nothing that a certificate authority does. */
  signsCode: boolean
  repositoryUri: string | null
  /** The branch or tag that the run built. */
  repositoryRef: string | null
  repositoryId: string | null
  ownerId: string | null
  trigger: string | null
}

/** A certificate of Fulcio has 1 to 2 KiB; readers of ASN.1 take long over absurd numbers. */
const MOST_BYTES = 16 * 1024

const KEY_USAGE = '2.5.29.15'
const SUBJECT_ALT_NAME = '2.5.29.17'
const EXTENDED_KEY_USAGE = '2.5.29.37'
const CODE_SIGNING = '1.3.6.1.5.5.7.3.3'
/** https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md */
const FULCIO = '1.3.6.1.4.1.57264.1'

const EMAIL = 0x01
const URI = 0x06
const UTF8_STRING = 0x0c

/**
 * Reads a certificate in DER.
 *
 * @throws Refusal where it is none, or says one thing twice
 */
export function readCertificate(der: Buffer): Leaf {
  const odd = 'expected a certificate of Fulcio, found one that is damaged or says one thing twice'
  return reading('signature-certificate', odd, SIGN_AGAIN, () => {
    if (der.length > MOST_BYTES) throw new Error('too large')
    const certificate = X509Certificate.parse(Buffer.from(der))
    const extensions = readExtensions(certificate)
    const text = (arc: number) => utf8Text(extensions.get(`${FULCIO}.${arc}`))
    return {
      der,
      key: createPublicKey({ key: certificate.publicKey, format: 'der', type: 'spki' }),
      notBefore: certificate.notBefore,
      notAfter: certificate.notAfter,
      subjects: readSubjects(extensions.get(SUBJECT_ALT_NAME)),
      issuer: text(8) ?? rawText(extensions.get(`${FULCIO}.1`)),
      signsCode:
        !certificate.isCA &&
        (!extensions.has(KEY_USAGE) || certificate.extKeyUsage?.digitalSignature === true) &&
        readUsages(extensions.get(EXTENDED_KEY_USAGE)).includes(CODE_SIGNING),
      repositoryUri: text(12),
      repositoryRef: text(14),
      repositoryId: text(15),
      ownerId: text(17),
      trigger: text(20),
    }
  })
}

/** The value of each extension. Twice the same could be read as the first or as the last. */
function readExtensions(certificate: X509Certificate): Map<string, ASN1Obj> {
  const values = new Map<string, ASN1Obj>()
  for (const extension of certificate.extensions) {
    const oid = extension.subs[0]?.toOID()
    const value = extension.subs.at(-1)
    if (!oid || !value || values.has(oid)) throw new Error('extension')
    values.set(oid, value)
  }
  return values
}

function readSubjects(value: ASN1Obj | undefined): string[] {
  const names = value?.subs[0]?.subs ?? []
  return names.map((name) => {
    // latin1 and not ascii, which would drop the high bit and turn other bytes into letters.
    if (name.tag.isContextSpecific(URI)) return name.value.toString('latin1')
    if (name.tag.isContextSpecific(EMAIL)) return name.value.toString('latin1')
    throw new Error('neither a URI nor an e-mail address')
  })
}

function readUsages(value: ASN1Obj | undefined): string[] {
  return value?.subs[0]?.subs.map((usage) => usage.toOID()) ?? []
}

function utf8Text(value: ASN1Obj | undefined): string | null {
  if (!value) return null
  const [string, ...more] = value.subs
  const isText = string?.tag.isUniversal() && string.tag.number === UTF8_STRING
  if (!string || !isText || more.length > 0) throw new Error('not a UTF8String')
  return decode(string.value)
}

/** Fulcio's first six extensions hold their text bare, without a type. */
function rawText(value: ASN1Obj | undefined): string | null {
  return value ? decode(value.value) : null
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
}

/** The one certificate in a PEM text, in DER; null where there is none, or another thing. */
export function certificateFromPem(pem: string): Buffer | null {
  const [, body] =
    /^\s*-----BEGIN CERTIFICATE-----\s*([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----\s*$/.exec(
      pem.slice(0, 2 * MOST_BYTES),
    ) ?? []
  return body ? Buffer.from(body, 'base64') : null
}

/**
 * Demands what every certificate of Fulcio has.
 *
 * @throws Refusal where it lacks the usage, or names another number of subjects than one
 */
export function checkCertificateShape(leaf: Leaf): void {
  if (!leaf.signsCode) {
    throw new Refusal(
      'signature-certificate',
      'expected a certificate for signing code, and the certificate does not allow that',
      SIGN_AGAIN,
    )
  }
  if (leaf.subjects.length !== 1) {
    throw new Refusal(
      'signature-certificate',
      `expected one subject alternative name in the certificate, found ${leaf.subjects.length}`,
      SIGN_AGAIN,
    )
  }
}
