import type { TrustedRoot } from '@sigstore/protobuf-specs'
import type { Finding } from '../../core/finding.ts'
import type { Signature } from '../../core/schemas/release.ts'
import { checkCandidate } from './checks.ts'
import { bundleCandidates, legacyCandidates, legacyTag, type OpenCandidate } from './layouts.ts'
import { Refusal } from './refusal.ts'
import type { ExpectedSigner } from './signer.ts'
import type { SignatureSource } from './source.ts'

export type { SignatureSource }

export interface SignatureRequest extends ExpectedSigner {
  repository: SignatureSource
  /** The manifest that must be signed. */
  digest: string
  trustedRoot: TrustedRoot
  /** What findings name as their file; by default the digest. */
  file?: string
}

/** The signature, or else what is wrong with each that was found. */
export interface SignatureResult {
  signature: Signature | null
  findings: Finding[]
}

/**
 * Looks for a keyless cosign signature of a digest, in the layout of cosign 3 and in the one before.
 * The first good one suffices, whatever lies beside it: who may push can add junk to any artifact.
 *
 * @throws what the source throws, where no signature is good: unread is not the same as missing
 */
export async function verifySignature(request: SignatureRequest): Promise<SignatureResult> {
  const refusals: Refusal[] = []
  const failures: unknown[] = []
  for await (const open of candidates(request, failures)) {
    try {
      const candidate = await open()
      if (candidate) return { signature: checkCandidate(candidate, request), findings: [] }
    } catch (error) {
      if (error instanceof Refusal) refusals.push(error)
      else failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
  return { signature: null, findings: toFindings(refusals, request) }
}

/** One layout that cannot be listed does not hide the other. */
async function* candidates(
  { repository, digest }: SignatureRequest,
  failures: unknown[],
): AsyncGenerator<OpenCandidate> {
  for (const list of [bundleCandidates, legacyCandidates]) {
    try {
      yield* await list(repository, digest)
    } catch (error) {
      failures.push(error)
    }
  }
}

function toFindings(refusals: readonly Refusal[], request: SignatureRequest): Finding[] {
  const { digest, file = digest } = request
  const reasons = refusals.length > 0 ? refusals : [missing(digest)]
  const findings = new Map<string, Finding>()
  for (const { rule, message, fix } of reasons) {
    const finding = {
      rule,
      severity: 'error',
      file,
      line: null,
      column: null,
      message,
      fix,
    } as const
    findings.set(`${rule} ${message}`, finding)
  }
  return [...findings.values()]
}

function missing(digest: string): Refusal {
  return new Refusal(
    'signature-missing',
    `expected a cosign signature of ${digest}, found neither a bundle that refers to it nor the tag ${legacyTag(digest)}`,
    'Sign the digest in the release workflow: cosign sign --yes REPOSITORY@DIGEST, with the permission id-token: write.',
  )
}
