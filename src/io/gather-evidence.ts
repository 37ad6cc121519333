import type { TrustedRoot } from '@sigstore/protobuf-specs'
import type { ContentsContext } from '../core/contents/read-contents.ts'
import type { Validator } from '../core/contents/schema-problem.ts'
import type { Finding } from '../core/finding.ts'
import type { ArtifactEvidence } from '../core/gate/artifact-evidence.ts'
import type { Entry } from '../core/schemas/entry.ts'
import type { Policy } from '../core/schemas/policy.ts'
import type { Release } from '../core/schemas/release.ts'
import { expectedIdentity, knownSource } from '../core/signing-identity.ts'
import { inspectArtifact } from './inspect-artifact.ts'
import { RegistryError, type RegistryErrorCode } from './registry/error.ts'
import type { Repository } from './registry/oci-registry.ts'

export interface EvidenceServices {
  open: (entry: Entry, policy: Policy) => Repository
  createValidator: () => Validator
  trustedRoot: TrustedRoot
  now: string
}

/** What base knows of a package and of the others, before a registry is asked about it. */
export interface KnownOnBase {
  policy: Policy
  /** Of the package, newest first, under whatever name. */
  releases: readonly Release[]
  findSources: NonNullable<ContentsContext['findSources']>
}

/** Answers that tomorrow may be others; a verdict must not depend on the hour. */
const UNREACHABLE: readonly RegistryErrorCode[] = ['unavailable', 'timeout', 'rate-limited']

/**
 * Asks the registry about what an entry lists: the artifact under its tag, who signed it, and
 * which other tags there are. The tag is resolved once.
 *
 * @throws RegistryError where the registry does not answer, so that nothing can be said
 */
export async function gatherEvidence(
  entry: Entry,
  { policy, releases, findSources }: KnownOnBase,
  services: EvidenceServices,
): Promise<ArtifactEvidence> {
  const { trustedRoot, now } = services
  let digest: string | null = null
  try {
    const repository = services.open(entry, policy)
    digest = (await repository.resolveTag(entry.version)).digest
    const identity = expectedIdentity(entry.signing.identity, entry.version)
    const known = knownSource(identity, releases)
    const { record, findings } = await inspectArtifact(
      digest,
      { identity, issuer: entry.signing.issuer, known },
      {
        ...{ repository, ociRef: entry.ociRef, policy, findSources, trustedRoot, now },
        validate: services.createValidator(),
      },
    )
    const tags = await listTags(repository)
    return {
      digest,
      record: record && { ...record, version: entry.version },
      findings: findings.filter(({ severity }) => severity !== 'info'),
      tags,
    }
  } catch (error) {
    if (!(error instanceof RegistryError) || UNREACHABLE.includes(error.code)) throw error
    return { digest, record: null, findings: [toFinding(error, entry)], tags: null }
  }
}

/** Some registries refuse to list, or have more tags than anybody reads. */
async function listTags(repository: Repository): Promise<string[] | null> {
  try {
    return await repository.listTags()
  } catch (error) {
    if (!(error instanceof RegistryError) || UNREACHABLE.includes(error.code)) throw error
    return null
  }
}

function toFinding({ message }: RegistryError, { ociRef, version }: Entry): Finding {
  return {
    rule: 'artifact-missing',
    severity: 'error',
    // Not a file: the finding is shown where the entry names the version.
    file: 'sha256:',
    line: null,
    column: null,
    message: `${ociRef}:${version} cannot be pulled: ${message}`,
    fix: 'Publish the release under this tag, and let everybody pull it; a new package on GitHub is private until somebody makes it public.',
  }
}
