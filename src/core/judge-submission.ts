import { checkAgainst, restoreIndex } from './check-against.ts'
import type { Finding } from './finding.ts'
import { toIndexFile } from './index-file.ts'
import type { Listing } from './listing.ts'
import type { Context } from './schemas/context.ts'
import type { Entry } from './schemas/entry.ts'
import type { Lifecycle } from './schemas/lifecycle.ts'
import { PolicySchema } from './schemas/policy.ts'
import type { Release } from './schemas/release.ts'
import { writeEntry } from './write-entry.ts'

export interface Submission {
  entry: Entry
  /** What was found at the version that it names; null where that is not recordable. */
  release: Release | null
}

/**
 * What the index would say of an entry, before anybody is asked: every offline rule, beside the names
 * that are listed. The index has the last word, with its own policy.
 */
export function judgeSubmission(
  { entry, release }: Submission,
  listing: Listing | null,
): Finding[] {
  const { name, version } = entry
  const files = [toIndexFile(`packages/${name}.yaml`, writeEntry(entry))]
  if (release) files.push(toIndexFile(`releases/${name}/${version}.json`, JSON.stringify(release)))
  return checkAgainst(files, restoreIndex(contextOf(listing))).findings
}

/** A listing says of its policy only what the core tap has. */
function contextOf(listing: Listing | null): Context {
  const { packages = [], tombstones = [], core = null } = listing ?? {}
  const lifecycle: Lifecycle = {}
  for (const { name, state, to, reason } of tombstones) {
    const isRenamed = state === 'renamed' && to !== null
    lifecycle[name] = isRenamed ? { state, to } : { state: 'removed', reason: reason ?? '' }
  }
  return {
    schemaVersion: 1,
    policy: PolicySchema.parse(core ? { core } : {}),
    lifecycle,
    entries: packages.map(({ name, ociRef }) => ({ name, ociRef })),
  }
}
