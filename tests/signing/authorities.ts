import { createHash, generateKeyPairSync, type KeyPairKeyObjectResult } from 'node:crypto'
import { mock } from 'node:test'
import { initializeCA, initializeCTLog, initializeTLog, initializeTSA } from '@sigstore/mock'
import { HashAlgorithm, PublicKeyDetails, type TrustedRoot } from '@sigstore/protobuf-specs'
import type { Issuer } from './der.ts'

const REKOR_URL = 'https://rekor.local.test'
const OPERATOR = 'local.test'

/** The keys of all authorities, and what a trust root says of them. */
export interface Authorities {
  keys: Record<'ca' | 'ctLog' | 'log' | 'tsa', KeyPairKeyObjectResult>
  trustedRoot: TrustedRoot
}

/**
 * Makes the authorities of a Sigstore.
 *
 * @param start when they become valid
 */
export async function createAuthorities(start: Date): Promise<Authorities> {
  const keys = { ca: newKeys(), ctLog: newKeys(), log: newKeys(), tsa: newKeys() }
  // The mock's certificates are valid from the clock's now, and it takes no other.
  const [ca, tsa] = await atTime(start, async () => [
    await initializeCA(keys.ca),
    await initializeTSA(keys.tsa),
  ])
  const trustedRoot = {
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    certificateAuthorities: [authority('https://fulcio.local.test', [ca.rootCertificate], start)],
    timestampAuthorities: [
      authority('https://tsa.local.test', [tsa.intCertificate, tsa.rootCertificate], start),
    ],
    tlogs: [logInstance(REKOR_URL, keys.log, start)],
    ctlogs: [logInstance('https://ctfe.local.test', keys.ctLog, start)],
  }
  return { keys, trustedRoot }
}

export function newKeys(): KeyPairKeyObjectResult {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' })
}

async function atTime<T>(time: Date, make: () => Promise<T>): Promise<T> {
  mock.timers.enable({ apis: ['Date'], now: time })
  try {
    return await make()
  } finally {
    mock.timers.reset()
  }
}

function authority(uri: string, chain: ArrayBufferView[], start: Date) {
  return {
    subject: { commonName: 'sigstore', organization: OPERATOR },
    uri,
    certChain: { certificates: chain.map((one) => ({ rawBytes: toBuffer(one) })) },
    validFor: { start },
    operator: OPERATOR,
  }
}

function logInstance(baseUrl: string, keys: KeyPairKeyObjectResult, start: Date) {
  const rawBytes = spki(keys)
  return {
    baseUrl,
    hashAlgorithm: HashAlgorithm.SHA2_256,
    publicKey: {
      rawBytes,
      keyDetails: PublicKeyDetails.PKIX_ECDSA_P256_SHA_256,
      validFor: { start },
    },
    logId: { keyId: createHash('sha256').update(rawBytes).digest() },
    checkpointKeyId: undefined,
    operator: OPERATOR,
  }
}

export interface CertificateRequest {
  keys: KeyPairKeyObjectResult
  at: Date
  identity: string
  extensions: { oid: string; value: string; legacy?: boolean }[]
  isLogged: boolean
}

/** Issues a certificate that is valid for ten minutes. */
export async function issueCertificate(
  { keys }: Authorities,
  { keys: signer, at, identity, extensions, isLogged }: CertificateRequest,
): Promise<Buffer> {
  const ctLog = isLogged ? await initializeCTLog(keys.ctLog, at) : undefined
  const ca = await initializeCA(keys.ca, ctLog, at)
  return toBuffer(
    await ca.issueCertificate({ publicKey: spki(signer), subjectAltName: identity, extensions }),
  )
}

/** For issuing anew what the certificate authority would not issue. */
export async function issuerOf({ keys }: Authorities, at: Date): Promise<Issuer> {
  const ctLog = await initializeCTLog(keys.ctLog, at)
  return {
    key: keys.ca.privateKey,
    publicKey: keys.ca.publicKey,
    log: (certificate, issuerId) => ctLog.log(certificate, issuerId),
  }
}

/**
 * Enters something into the transparency log.
 *
 * @param isForged keeps the log's id and signs with another key
 */
export async function enter(
  { keys }: Authorities,
  body: object,
  at: Date,
  isForged: boolean,
): Promise<unknown> {
  const { publicKey } = keys.log
  const signer = isForged ? { publicKey, privateKey: newKeys().privateKey } : keys.log
  const log = await initializeTLog(REKOR_URL, signer, at)
  return log.log(body)
}

/** A timestamp of a signature, as RFC 3161 has it. */
export async function stamp({ keys }: Authorities, signature: Buffer, at: Date): Promise<Buffer> {
  const tsa = await initializeTSA(keys.tsa, at)
  return toBuffer(
    await tsa.timestamp({
      artifactHash: createHash('sha256').update(signature).digest(),
      hashAlgorithmOID: '2.16.840.1.101.3.4.2.1',
      nonce: 1,
      policyOID: '1.3.6.1.4.1.57264.2',
    }),
  )
}

function spki({ publicKey }: KeyPairKeyObjectResult): Buffer<ArrayBuffer> {
  return Buffer.from(publicKey.export({ format: 'der', type: 'spki' }))
}

function toBuffer(view: ArrayBufferView): Buffer<ArrayBuffer> {
  return Buffer.from(new Uint8Array(view.buffer, view.byteOffset, view.byteLength))
}
