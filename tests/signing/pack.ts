import { createHash } from 'node:crypto'
import { pem } from '@sigstore/core'
import type { LogEntry } from './log-entry.ts'

export const MANIFEST_TYPE = 'application/vnd.oci.image.manifest.v1+json'
const INDEX_TYPE = 'application/vnd.oci.image.index.v1+json'
const BUNDLE_TYPE = 'application/vnd.dev.sigstore.bundle.v0.3+json'
const EMPTY_TYPE = 'application/vnd.oci.empty.v1+json'
const IMAGE_CONFIG_TYPE = 'application/vnd.oci.image.config.v1+json'
const SIMPLE_SIGNING_TYPE = 'application/vnd.dev.cosign.simplesigning.v1+json'

/** A signature as it is pushed to a registry: blobs first, then the manifest. */
export interface SignedArtifact {
  /** By digest. */
  blobs: ReadonlyMap<string, Buffer>
  manifest: { bytes: Buffer; digest: string; mediaType: string }
  /** The tag that the manifest goes under; null for a referrer, which is pushed by its digest. */
  tag: string | null
}

export interface SignatureParts {
  digest: string
  size: number
  payload: Buffer
  payloadType: string
  signature: Buffer
  certificate: Buffer | null
  entry: LogEntry | null
  timestamp: Buffer | null
}

/** The layout of cosign 3. */
export function packBundle(parts: SignatureParts): SignedArtifact {
  const { certificate, entry, timestamp } = parts
  const bundle = json({
    mediaType: BUNDLE_TYPE,
    verificationMaterial: {
      ...(certificate
        ? { certificate: { rawBytes: certificate.toString('base64') } }
        : { publicKey: { hint: 'release-key' } }),
      tlogEntries: entry ? [entry] : [],
      timestampVerificationData: {
        rfc3161Timestamps: timestamp ? [{ signedTimestamp: timestamp.toString('base64') }] : [],
      },
    },
    dsseEnvelope: {
      payload: parts.payload.toString('base64'),
      payloadType: parts.payloadType,
      signatures: [{ sig: parts.signature.toString('base64') }],
    },
  })
  const config = Buffer.from('{}')
  const manifest = json({
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    artifactType: BUNDLE_TYPE,
    config: descriptor(EMPTY_TYPE, config),
    layers: [descriptor(BUNDLE_TYPE, bundle)],
    subject: { mediaType: MANIFEST_TYPE, digest: parts.digest, size: parts.size },
    annotations: {
      'dev.sigstore.bundle.content': 'dsse-envelope',
      'dev.sigstore.bundle.predicateType': 'https://sigstore.dev/cosign/sign/v1',
    },
  })
  return pack(manifest, [config, bundle], null)
}

/** The layout before cosign 3. */
export function packLegacy(parts: SignatureParts): SignedArtifact {
  const { certificate, entry, timestamp } = parts
  const annotations = {
    'dev.cosignproject.cosign/signature': parts.signature.toString('base64'),
    ...(certificate && { 'dev.sigstore.cosign/certificate': pem.fromDER(certificate) }),
    ...(entry && { 'dev.sigstore.cosign/bundle': JSON.stringify(rekorBundle(entry)) }),
    ...(timestamp && {
      'dev.sigstore.cosign/rfc3161timestamp': JSON.stringify({
        SignedRFC3161Timestamp: timestamp.toString('base64'),
      }),
    }),
  }
  const config = json({ architecture: '', os: '', rootfs: { type: 'layers', diff_ids: [] } })
  const manifest = json({
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    config: descriptor(IMAGE_CONFIG_TYPE, config),
    layers: [{ ...descriptor(SIMPLE_SIGNING_TYPE, parts.payload), annotations }],
  })
  return pack(manifest, [config, parts.payload], `${parts.digest.replace(':', '-')}.sig`)
}

function rekorBundle(entry: LogEntry): object {
  return {
    SignedEntryTimestamp: entry.inclusionPromise?.signedEntryTimestamp ?? '',
    Payload: {
      body: entry.canonicalizedBody,
      integratedTime: Number(entry.integratedTime),
      logIndex: Number(entry.logIndex),
      logID: Buffer.from(entry.logId.keyId, 'base64').toString('hex'),
    },
  }
}

/** The index that a registry without the referrers API is given, under the fallback tag. */
export function fallbackIndex(
  digest: string,
  referrers: readonly SignedArtifact[],
): { tag: string; bytes: Buffer; mediaType: string } {
  const manifests = referrers.map(({ manifest }) => ({
    ...descriptor(MANIFEST_TYPE, manifest.bytes),
    artifactType: BUNDLE_TYPE,
  }))
  const bytes = json({ schemaVersion: 2, mediaType: INDEX_TYPE, manifests })
  return { tag: digest.replace(':', '-'), bytes, mediaType: INDEX_TYPE }
}

function pack(manifest: Buffer, blobs: Buffer[], tag: string | null): SignedArtifact {
  return {
    blobs: new Map(blobs.map((blob) => [digestOf(blob), blob])),
    manifest: { bytes: manifest, digest: digestOf(manifest), mediaType: MANIFEST_TYPE },
    tag,
  }
}

function descriptor(mediaType: string, bytes: Buffer) {
  return { mediaType, digest: digestOf(bytes), size: bytes.length }
}

/** The digest of bytes, as registries name them. */
export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value))
}
