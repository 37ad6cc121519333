import { readCertificate } from './certificate.ts'
import { certificateOf } from './checks.ts'
import { bundleCandidates, legacyCandidates } from './layouts.ts'
import { Refusal } from './refusal.ts'
import type { SignatureSource } from './source.ts'

/**
 * Who says that they signed a digest, as their certificates name them. Nothing of it is proven: it is
 * for proposing whom to verify.
 */
export async function findSigners(
  source: SignatureSource,
  digest: string,
): Promise<{ identity: string; issuer: string }[]> {
  const candidates = [
    ...(await bundleCandidates(source, digest)),
    ...(await legacyCandidates(source, digest)),
  ]
  const signers = new Map<string, { identity: string; issuer: string }>()
  for (const open of candidates) {
    try {
      const candidate = await open()
      if (!candidate) continue
      const { subjects, issuer } = readCertificate(certificateOf(candidate))
      const [identity] = subjects
      if (identity && issuer) signers.set(`${identity} ${issuer}`, { identity, issuer })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }
  return [...signers.values()]
}
