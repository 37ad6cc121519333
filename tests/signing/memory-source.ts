import type { SignatureSource } from '../../src/io/signature/verify-signature.ts'
import { MANIFEST_TYPE, type SignedArtifact } from './pack.ts'

/** A repository in memory that holds signatures of one digest, in the order they are given. */
export function memorySource(...signatures: readonly SignedArtifact[]): SignatureSource {
  const manifests = new Map(signatures.map(({ manifest }) => [manifest.digest, manifest.bytes]))
  const blobs = new Map(signatures.flatMap((one) => [...one.blobs]))
  return {
    async resolveTag(tag) {
      const tagged = signatures.find((one) => one.tag === tag)
      return tagged ? { digest: tagged.manifest.digest } : null
    },
    async getManifest(digest) {
      return found(manifests, digest)
    },
    async getBlob({ digest }) {
      return found(blobs, digest)
    },
    async listReferrers() {
      return signatures
        .filter(({ tag }) => tag === null)
        .map(({ manifest: { bytes, digest } }) => ({
          digest,
          size: bytes.length,
          mediaType: MANIFEST_TYPE,
        }))
    },
  }
}

function found(map: ReadonlyMap<string, Buffer>, digest: string): Buffer {
  const bytes = map.get(digest)
  if (!bytes) throw new Error(`there is no ${digest}`)
  return bytes
}
