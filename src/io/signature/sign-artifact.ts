import { BUNDLE_V03_MEDIA_TYPE, bundleToJSON } from '@sigstore/bundle'
import { DSSEBundleBuilder, FulcioSigner, RekorWitness } from '@sigstore/sign'
import type { Descriptor, Repository } from '../registry/oci-registry.ts'
import { pushReferrer } from '../registry/push-referrer.ts'

/** Who vouches for a signature: the public Sigstore, or one of one's own. */
export interface SigningServices {
  fulcioUrl: string
  rekorUrl: string
  /** Proves who this is: a token of the issuer, for the audience `sigstore`. */
  getToken(): Promise<string>
}

const PREDICATE_TYPE = 'https://sigstore.dev/cosign/sign/v1'
const FETCHING = { retry: 3, timeout: 30_000 }

/**
 * Signs an artifact keylessly, as cosign 3 does, and attaches the signature to it: a bundle with a
 * certificate for this very workflow and its entry in the transparency log.
 *
 * @throws with the reason where a service refuses; the artifact is then there without a signature
 */
export async function signArtifact(
  repository: Repository,
  subject: Descriptor,
  { fulcioUrl, rekorUrl, getToken }: SigningServices,
): Promise<{ digest: string }> {
  const builder = new DSSEBundleBuilder({
    signer: new FulcioSigner({
      fulcioBaseURL: fulcioUrl,
      identityProvider: { getToken },
      ...FETCHING,
    }),
    witnesses: [new RekorWitness({ rekorBaseURL: rekorUrl, entryType: 'dsse', ...FETCHING })],
  })
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ digest: { sha256: subject.digest.slice('sha256:'.length) } }],
    predicateType: PREDICATE_TYPE,
    predicate: {},
  }
  const bundle = await builder
    .create({ data: Buffer.from(JSON.stringify(statement)), type: 'application/vnd.in-toto+json' })
    .catch((error: unknown) => {
      throw new Error(
        `the artifact was pushed and could not be signed: ${refusalReasons(error)}\nRun again once it is mended: what was pushed is not sent twice.`,
      )
    })
  const document = Buffer.from(JSON.stringify(bundleToJSON(bundle)))
  return pushReferrer(repository, subject, BUNDLE_V03_MEDIA_TYPE, document, {
    'dev.sigstore.bundle.content': 'dsse-envelope',
    'dev.sigstore.bundle.predicateType': PREDICATE_TYPE,
  })
}

/** What failed stands in the causes: a status of a service, or why there was no token. */
export function refusalReasons(error: unknown): string {
  const reasons: string[] = []
  for (let one: unknown = error; one instanceof Error && reasons.length < 4; one = one.cause) {
    if (!reasons.includes(one.message)) reasons.push(one.message)
  }
  return reasons.join(': ') || String(error)
}
