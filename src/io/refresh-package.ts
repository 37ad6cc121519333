import type { Finding } from '../core/finding.ts'
import type { Entry } from '../core/schemas/entry.ts'
import { type Release, ReleaseSchema } from '../core/schemas/release.ts'
import type { Status } from '../core/schemas/status.ts'
import { expectedIdentity, knownSource } from '../core/signing-identity.ts'
import { type InspectionServices, inspectArtifact } from './inspect-artifact.ts'
import { RegistryError } from './registry/error.ts'
import { signatureSource } from './signature/source.ts'
import { verifySignature } from './signature/verify-signature.ts'

export interface Refreshed {
  status: Omit<Status, 'lastGood' | 'homepage'>
  /** A version that had no record yet, with its icons; null where nothing is to be recorded. */
  recorded: { release: Release; icons: ReadonlyMap<string, Uint8Array> } | null
  findings: Finding[]
  /** Why the registry could not be asked at all, which says nothing of the package; else null. */
  hostTrouble: string | null
}

/** What is recorded of a package and of the whole index before a refresh. */
export interface Recorded {
  /** This package's releases, newest first. */
  releases: readonly Release[]
  /** By digest, which package, by its name of today, and version it is recorded for. */
  digests: ReadonlyMap<string, string>
  /** What the gate judged the listed version at: no other artifact is recorded for it. */
  judged?: string
}

/**
 * Checks the listed version of a package anew: records it where it has no record, and otherwise
 * compares it with its record. Never throws for what a registry or an artifact does.
 */
export async function refreshPackage(
  entry: Entry,
  recorded: Recorded,
  services: InspectionServices,
): Promise<Refreshed> {
  const record = recorded.releases.find((release) => release.version === entry.version)
  try {
    return record
      ? await recheck(entry, record, services)
      : await recordFirst(entry, recorded, services)
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error
    const isGone = error.code === 'not-found'
    const result = outcome(entry, services.now, isGone ? 'failing' : 'stale', error.message)
    return { ...result, hostTrouble: error.isTemporary ? error.message : null }
  }
}

async function recheck(
  entry: Entry,
  record: Release,
  { repository, trustedRoot, now }: InspectionServices,
): Promise<Refreshed> {
  const { digest } = await repository.resolveTag(entry.version)
  if (digest !== record.digest) {
    return outcome(
      entry,
      now,
      'moved',
      `${entry.version} names ${digest}, and ${record.digest} was recorded.`,
    )
  }
  const { identity, issuer } = record.signature
  const source = signatureSource(repository)
  const { signature, findings } = await verifySignature({
    repository: source,
    digest,
    identity,
    issuer,
    trustedRoot,
  })
  if (signature) return outcome(entry, now, 'fresh', null)
  return {
    ...outcome(entry, now, 'failing', findings[0]?.message ?? 'It has no signature.'),
    findings,
  }
}

async function recordFirst(
  entry: Entry,
  { releases, digests, judged }: Recorded,
  services: InspectionServices,
): Promise<Refreshed> {
  const { digest } = await services.repository.resolveTag(entry.version)
  if (judged !== undefined && digest !== judged) {
    const reason = `${entry.version} names ${digest}, and ${judged} was judged.`
    return outcome(entry, services.now, 'moved', reason)
  }
  const identity = expectedIdentity(entry.signing.identity, entry.version)
  const known = knownSource(identity, releases)
  const signer = { identity, issuer: entry.signing.issuer, known }
  const { record, icons, findings } = await inspectArtifact(digest, signer, services)
  const error = findings.find((finding) => finding.severity === 'error')
  if (!record || error || !record.signature) {
    const reason = error?.message ?? 'It could not be read.'
    return { ...outcome(entry, services.now, 'failing', reason), findings }
  }
  const holder = digests.get(record.digest)
  if (holder && holder !== `${entry.name} ${entry.version}`) {
    const reason = `Its digest is already recorded for ${holder}.`
    return { ...outcome(entry, services.now, 'failing', reason), findings }
  }
  const release = ReleaseSchema.parse({ ...record, version: entry.version })
  return { ...outcome(entry, services.now, 'fresh', null), recorded: { release, icons }, findings }
}

function outcome(
  entry: Entry,
  checkedAt: string,
  state: Status['state'],
  reason: string | null,
): Refreshed {
  const { name, version } = entry
  const status = { name, version, state, reason, checkedAt }
  return { status, recorded: null, findings: [], hostTrouble: null }
}
