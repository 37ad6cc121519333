import semver from 'semver'
import type { Index } from '../index-model.ts'
import { quote } from '../printable.ts'
import { recordedReleases } from '../recorded-releases.ts'
import { VERSION_PATTERN } from '../schemas/entry.ts'
import type { LifecycleState } from '../schemas/lifecycle.ts'
import { decide } from './lanes.ts'
import type { Decision } from './verdict.ts'

/** Who changes which entry. */
export interface EntryContext {
  /** Its name on base. */
  name: string
  /** The index on base: whose owners, states and records count. */
  base: Index
  /** A numeric account, or null for a stranger. */
  author: string | null
}

/** Whether a version is yanked, however it is spelled. */
export function isYanked(version: string, lifecycle: LifecycleState | undefined): boolean {
  const yanked = (lifecycle && 'yanked' in lifecycle && lifecycle.yanked) || {}
  return Object.keys(yanked).some((one) => semver.eq(one, version))
}

/** Decides on a changed version by what was listed, recorded and yanked on base. */
export function decideVersion(
  before: string | null,
  after: string | null,
  context: EntryContext,
): Decision[] {
  // What is no version is refused by its rule, in the words of the rule.
  if (!after || !VERSION_PATTERN.test(after)) return []
  if (!before || !VERSION_PATTERN.test(before)) return []
  const { name, base } = context
  const order = semver.compare(after, before)
  const change = `from ${before} to ${after}`
  if (order === 0) {
    return [decide('version-equal', `${quote(after)} is ${quote(before)} in another spelling`)]
  }
  const yanked = isYanked(after, base.lifecycle[name])
    ? [decide('version-yanked', `${after} of ${name} is yanked`)]
    : []
  if (order < 0) return [...yanked, decideDown(before, after, context)]
  const isMajor = semver.major(after) !== semver.major(before)
  const decisions = [
    ...yanked,
    ...(isMajor ? [decide('version-major', `a new major version, ${change}`)] : []),
    ...(semver.prerelease(after)
      ? [decide('version-pre-release', `${after} is a pre-release`)]
      : []),
  ]
  return decisions.length > 0 ? decisions : [decide('version-up', `version goes up ${change}`)]
}

function decideDown(before: string, after: string, { name, base }: EntryContext): Decision {
  const lifecycle = base.lifecycle[name]
  const good = recordedReleases(name, base).filter(({ version }) => !isYanked(version, lifecycle))
  const newest = good[0]?.version ?? null
  if (newest === after && isYanked(before, lifecycle)) {
    return decide(
      'version-yank-fallback',
      `${before} is yanked, and ${after} is the newest recorded version that is not`,
    )
  }
  const way =
    newest === null || newest === before
      ? 'Yank the bad version first, in lifecycle.yaml'
      : `The way back is to yank ${before} in lifecycle.yaml, and then to list ${newest}`
  return decide('version-down', `version goes down from ${before} to ${after}. ${way}.`)
}
