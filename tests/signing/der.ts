import { createHash, type KeyObject, sign } from 'node:crypto'
import { ASN1Obj } from '@sigstore/core'

const SCT_LIST = '1.3.6.1.4.1.11129.2.4.2'
export const SUBJECT_ALT_NAME = '2.5.29.17'
export const EXTENDED_KEY_USAGE = '2.5.29.37'

const SEQUENCE = 0x30
const BIT_STRING = 0x03
const OCTET_STRING = 0x04
const EXTENSIONS = 0xa3
const URI = 0x86

/** Encodes one element in DER. */
export function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const body = Buffer.concat(parts)
  const digits = body.length < 0x80 ? '' : body.length.toString(16)
  const long = Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex')
  const length = long.length === 0 ? [body.length] : [0x80 | long.length, ...long]
  return Buffer.concat([Buffer.from([tag, ...length]), body])
}

/** A subject alternative name extension with any number of URIs. */
export function subjectAltNames(uris: readonly string[]): Buffer {
  const oid = Buffer.from([0x06, 0x03, 0x55, 0x1d, 0x11])
  const names = der(SEQUENCE, ...uris.map((uri) => der(URI, Buffer.from(uri, 'latin1'))))
  return der(SEQUENCE, oid, der(OCTET_STRING, names))
}

export interface Issuer {
  key: KeyObject
  publicKey: KeyObject
  /** Logs a precertificate and answers with the timestamp that goes into the certificate. */
  log(certificate: ArrayBuffer, issuerId: ArrayBuffer): Promise<ArrayBuffer>
}

/**
 * Issues a certificate anew with other extensions, logged and signed as before: what a certificate
 * authority would have to do wrong.
 *
 * @param change maps each extension, with its OID, to what stands in its place
 */
export async function reissue(
  certificate: Buffer,
  issuer: Issuer,
  change: (extension: Buffer, oid: string) => Buffer[],
): Promise<Buffer> {
  const [tbs, algorithm] = ASN1Obj.parseBuffer(Buffer.from(certificate)).subs
  if (!tbs || !algorithm) throw new Error('no certificate')
  const extensions = (tbs.subs.at(-1)?.subs[0]?.subs ?? [])
    .map((one) => ({ bytes: one.toDER(), oid: one.subs[0]?.toOID() ?? '' }))
    .filter(({ oid }) => oid !== SCT_LIST)
    .flatMap(({ bytes, oid }) => change(bytes, oid))
  const build = (all: Buffer[]) => {
    const fields = tbs.subs.slice(0, -1).map((field) => field.toDER())
    const body = der(SEQUENCE, ...fields, der(EXTENSIONS, der(SEQUENCE, ...all)))
    const signature = sign('sha384', body, issuer.key)
    return der(SEQUENCE, body, algorithm.toDER(), der(BIT_STRING, Buffer.from([0]), signature))
  }
  const spki = issuer.publicKey.export({ format: 'der', type: 'spki' })
  const issuerId = createHash('sha256').update(spki).digest()
  const sct = Buffer.from(
    await issuer.log(toArrayBuffer(build(extensions)), toArrayBuffer(issuerId)),
  )
  const oid = Buffer.from('060a2b06010401d679020402', 'hex')
  const list = Buffer.concat([Buffer.from([0, sct.length]), sct])
  return build([...extensions, der(SEQUENCE, oid, der(OCTET_STRING, der(OCTET_STRING, list)))])
}

function toArrayBuffer(bytes: Buffer): ArrayBuffer {
  return new Uint8Array(bytes).buffer
}
