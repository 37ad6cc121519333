import { bundleToJSON } from '@sigstore/bundle'
import {
  CIContextProvider,
  DEFAULT_FULCIO_URL,
  DEFAULT_REKOR_URL,
  FulcioSigner,
  type IdentityProvider,
  MessageSignatureBundleBuilder,
  RekorWitness,
} from '@sigstore/sign'

export interface SigningServices {
  fulcioUrl?: string
  rekorUrl?: string
  /** Says who signs; by itself the workflow that runs. */
  identity?: IdentityProvider
}

/**
 * Signs bytes with a key that lives as long as the call, certified for the workflow that runs, and
 * logged. Needs `id-token: write`.
 *
 * @returns a Sigstore bundle as JSON
 */
export async function signKeylessly(
  bytes: Uint8Array,
  {
    fulcioUrl = DEFAULT_FULCIO_URL,
    rekorUrl = DEFAULT_REKOR_URL,
    identity = new CIContextProvider('sigstore'),
  }: SigningServices = {},
): Promise<string> {
  const options = { timeout: 30_000, retry: { retries: 3 } }
  const signer = new FulcioSigner({
    fulcioBaseURL: fulcioUrl,
    identityProvider: identity,
    ...options,
  })
  const witnesses = [new RekorWitness({ rekorBaseURL: rekorUrl, ...options })]
  const bundle = await new MessageSignatureBundleBuilder({ signer, witnesses }).create({
    data: Buffer.from(bytes),
  })
  return `${JSON.stringify(bundleToJSON(bundle))}\n`
}
