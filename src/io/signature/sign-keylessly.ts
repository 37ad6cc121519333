import { bundleToJSON } from '@sigstore/bundle'
import {
  DEFAULT_FULCIO_URL,
  DEFAULT_REKOR_URL,
  FulcioSigner,
  MessageSignatureBundleBuilder,
  RekorWitness,
} from '@sigstore/sign'
import { refusalReasons, type SigningServices } from './sign-artifact.ts'

/** The public Sigstore. */
export { DEFAULT_FULCIO_URL, DEFAULT_REKOR_URL }

const FETCHING = { retry: 3, timeout: 30_000 }

/**
 * Signs bytes with a key that lives as long as the call, certified for the workflow that runs, and
 * logged.
 *
 * @returns a Sigstore bundle as JSON
 * @throws with the reason where a service refuses
 */
export async function signKeylessly(
  bytes: Uint8Array,
  { fulcioUrl, rekorUrl, getToken }: SigningServices,
): Promise<string> {
  const signer = new FulcioSigner({
    fulcioBaseURL: fulcioUrl,
    identityProvider: { getToken },
    ...FETCHING,
  })
  const witnesses = [new RekorWitness({ rekorBaseURL: rekorUrl, ...FETCHING })]
  const builder = new MessageSignatureBundleBuilder({ signer, witnesses })
  const bundle = await builder.create({ data: Buffer.from(bytes) }).catch((error: unknown) => {
    throw new Error(`Sigstore did not sign: ${refusalReasons(error)}`)
  })
  return `${JSON.stringify(bundleToJSON(bundle))}\n`
}
