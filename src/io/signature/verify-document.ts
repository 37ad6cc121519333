import { bundleFromJSON, isBundleWithMessageSignature } from '@sigstore/bundle'
import type { TrustedRoot } from '@sigstore/protobuf-specs'
import { parseJson } from '../../core/parse-json.ts'
import type { Signature } from '../../core/schemas/release.ts'
import { checkSignature } from './checks.ts'
import { Refusal, reading } from './refusal.ts'
import type { ExpectedSigner } from './signer.ts'

/**
 * Verifies that a document was signed keylessly, by the bundle that lies beside it.
 *
 * @throws Refusal with the first thing that is wrong
 */
export function verifyDocument(
  document: Uint8Array,
  bundleBytes: Uint8Array,
  expected: ExpectedSigner & { trustedRoot: TrustedRoot },
): Signature {
  const fix = 'Sign the document again, keylessly, in the workflow that publishes it.'
  const bundle = reading('signature-payload', 'the bundle cannot be read', fix, () =>
    bundleFromJSON(parseJson(bundleBytes)),
  )
  if (!isBundleWithMessageSignature(bundle)) {
    const message = 'expected the signature of a document, found one of an envelope'
    throw new Refusal('signature-payload', message, fix)
  }
  return checkSignature({ layout: 'bundle', bundle, payload: Buffer.from(document) }, expected)
}
