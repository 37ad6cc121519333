import semver from 'semver'
import { compareContents } from '../compare-releases.ts'
import { currentRelease } from '../current-release.ts'
import type { Finding } from '../finding.ts'
import type { Index } from '../index-model.ts'
import type { InspectedRelease } from '../inspection.ts'
import { recordedReleases } from '../recorded-releases.ts'
import type { Entry } from '../schemas/entry.ts'
import { VERSION_PATTERN } from '../schemas/entry.ts'
import { type Contents, type Release, ReleaseSchema } from '../schemas/release.ts'
import { decide } from './lanes.ts'
import type { Decision, JudgedArtifact } from './verdict.ts'
import { isYanked } from './version-change.ts'

/** What the registry gave for the version that an entry lists after a merge. */
export interface ArtifactEvidence {
  /** What the tag names; null where it names nothing that may be pulled. */
  digest: string | null
  /** Null where the archive could not be read. */
  record: InspectedRelease | null
  findings: readonly Finding[]
  /** All tags of the repository; null where the registry does not list them. */
  tags: readonly string[] | null
}

/** The release that a new version is compared with: what base lists, or the newest good one below. */
function previousRelease(name: string, base: Index): Release | null {
  const version = base.entries.get(name)?.value?.version
  if (!version) return null
  return currentRelease(version, recordedReleases(name, base), base.lifecycle[name])
}

/** The highest release that the registry offers and nobody yanked; null where it is not known. */
function highestTag(name: string, tags: readonly string[] | null, base: Index): string | null {
  const releases = (tags ?? []).filter(
    (tag) =>
      VERSION_PATTERN.test(tag) && !semver.prerelease(tag) && !isYanked(tag, base.lifecycle[name]),
  )
  return releases.sort(semver.rcompare)[0] ?? null
}

/**
 * Decides by what the registry gave. A new entry has nothing that it could be compared with.
 *
 * @param name what the package is called on base
 */
export function decideArtifact(
  name: string,
  { version }: Entry,
  evidence: ArtifactEvidence,
  base: Index,
  judged: string | null,
): Decision[] {
  const { digest, record, tags } = evidence
  const decisions: Decision[] = []
  const recorded = recordedReleases(name, base).find((release) => release.version === version)
  const expected = recorded?.digest ?? judged
  if (digest && expected && digest !== expected) {
    const when = recorded ? 'was recorded' : 'was judged before'
    decisions.push(
      decide(
        'tag-moved',
        `${version} names ${digest}, and ${expected} ${when}. Release a new version.`,
      ),
    )
  }
  decisions.push(...decideNames(evidence.findings))
  const listed = base.entries.get(name)?.value
  if (!listed) return decisions
  if (listed.version !== version && semver.gt(version, listed.version)) {
    decisions.push(...decideHighest(name, version, tags, base))
  }
  if (!record) return decisions
  const previous = previousRelease(name, base)
  if (!previous) {
    decisions.push(decide('footprint-unknown', `no release of ${name} is recorded yet`))
    return decisions
  }
  const { growth } = compareContents(previous.contents, record.contents)
  if (growth.length > 0) {
    const some = growth.slice(0, 5).join(', ')
    const more = growth.length > 5 ? ` and ${growth.length - 5} more` : ''
    decisions.push(
      decide('footprint-larger', `${version} brings more than ${previous.version}: ${some}${more}`),
    )
  }
  return decisions
}

/** What warns of names that somebody else may fill, or already waits for. */
function decideNames(findings: readonly Finding[]): Decision[] {
  const rows = {
    'dependson-unresolved': 'dependency-unresolved',
    'ps-awaited': 'claim-awaited',
  } as const
  return Object.entries(rows).flatMap(([rule, row]) => {
    const [first, ...more] = findings.filter((one) => one.rule === rule)
    if (!first) return []
    const rest = more.length > 0 ? ` (and ${more.length} more)` : ''
    return [decide(row, `${first.message}${rest}`)]
  })
}

function decideHighest(
  name: string,
  version: string,
  tags: readonly string[] | null,
  base: Index,
): Decision[] {
  if (tags === null) {
    return [decide('version-not-highest', 'the registry does not list its tags')]
  }
  const highest = highestTag(name, tags, base)
  if (highest === null || semver.gte(version, highest)) return []
  return [
    decide('version-not-highest', `the registry has ${highest}, which is higher than ${version}`),
  ]
}

/**
 * The artifact as the verdict shows it.
 *
 * @param name what the package is called on base
 */
export function describeArtifact(
  name: string,
  entry: Entry,
  { digest, record, tags }: ArtifactEvidence,
  base: Index,
): JudgedArtifact {
  const previous = previousRelease(name, base)
  return {
    ociRef: entry.ociRef,
    version: entry.version,
    digest,
    signedBy: record?.signature?.identity ?? null,
    highest: highestTag(name, tags, base),
    comparedWith: record ? (previous?.version ?? null) : null,
    comparison: record && previous ? compareContents(previous.contents, record.contents) : null,
    contents: record ? outline(record.contents) : null,
  }
}

/** Against nothing, all that an artifact brings is new. */
function outline(contents: Contents): NonNullable<JudgedArtifact['contents']> {
  const all = compareContents({ ...contents, packageSources: [], applications: [] }, contents)
  return {
    packageSources: all.packageSources.added,
    applications: all.applications.added,
    privileged: all.privileges.gained,
    namespaces: all.namespaces.added,
    dependencies: all.dependencies.added,
  }
}

/** The record that a merge would lead to; null where one stands already, or none could be made. */
export function expectedRecord(
  entry: Entry,
  { record }: ArtifactEvidence,
  merged: Index,
): Release | null {
  const exists = recordedReleases(entry.name, merged).some(
    ({ version }) => version === entry.version,
  )
  const parsed = ReleaseSchema.safeParse(record)
  return exists || !parsed.success ? null : parsed.data
}

/** What an artifact claims for the first time, with its digest: to be looked up in other records. */
export function claimsOfArtifact(
  name: string,
  { record }: ArtifactEvidence,
  base: Index,
): string[] {
  if (!record) return []
  const claims = ({ packageSources, applications }: Contents) => [
    ...packageSources.map((source) => source.name),
    ...applications.map(({ kind }) => kind),
  ]
  const held = new Set(recordedReleases(name, base).flatMap(({ contents }) => claims(contents)))
  return [record.digest, ...claims(record.contents).filter((claim) => !held.has(claim))]
}
