import { RegistryError, type RegistryErrorCode } from '../registry/error.ts'
import type { Repository } from '../registry/oci-registry.ts'
import { Refusal, SIGN_AGAIN } from './refusal.ts'

/** What verification asks of a repository in a registry. */
export interface SignatureSource {
  /** Null where there is no such tag. */
  resolveTag(tag: string): Promise<{ digest: string } | null>
  getManifest(digest: string): Promise<Uint8Array>
  getBlob(descriptor: { digest: string; size: number }): Promise<Uint8Array>
  /** Manifests that refer to a digest, also where the registry keeps them under a fallback tag. */
  listReferrers(digest: string): Promise<{ digest: string; size: number; mediaType: string }[]>
}

/** Asks a real registry. */
export function signatureSource(repository: Repository): SignatureSource {
  return {
    async resolveTag(tag) {
      try {
        return await repository.resolveTag(tag)
      } catch (error) {
        if (error instanceof RegistryError && error.code === 'not-found') return null
        throw error
      }
    },
    getManifest: async (digest) => (await repository.getManifest(digest)).bytes,
    // The size was held against the bounds of signatures before it is asked for.
    getBlob: (descriptor) => repository.getBlob(descriptor, descriptor.size),
    listReferrers: (digest) => repository.listReferrers(digest),
  }
}

/** Answers that say what was published; any other failure leaves open what is there. */
const PUBLISHED_SO: readonly RegistryErrorCode[] = [
  'not-found',
  'too-large',
  'digest-mismatch',
  'invalid',
]

/**
 * Waits for a part of one signature.
 *
 * @throws Refusal where the registry has it not, or not as it was announced
 */
export async function fetching(bytes: Promise<Uint8Array>): Promise<Uint8Array> {
  try {
    return await bytes
  } catch (error) {
    if (!(error instanceof RegistryError) || !PUBLISHED_SO.includes(error.code)) throw error
    throw new Refusal(
      'signature-missing',
      `expected a signature that is announced, and it cannot be read: ${error.message}`,
      SIGN_AGAIN,
    )
  }
}
