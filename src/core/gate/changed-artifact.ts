import type { Index } from '../index-model.ts'
import { quote } from '../printable.ts'
import type { Entry } from '../schemas/entry.ts'
import type { ArtifactEvidence } from './artifact-evidence.ts'
import { decide } from './lanes.ts'
import { isGone } from './lifecycle-change.ts'
import type { Decision } from './verdict.ts'

/** The entries whose artifact a branch changes: new, or with another version, repository or signer. */
export function entriesToInspect(names: readonly string[], before: Index, after: Index): Entry[] {
  return names.flatMap((name) => {
    const entry = after.entries.get(name)?.value
    if (!entry || obstacleOf(name, after) !== null) return []
    return changesArtifact(name, before, after) ? [entry] : []
  })
}

/**
 * Decides on an entry whose artifact changes without anybody having looked at it. Base may have had
 * the error for which nobody looks, so that it is no finding about the branch.
 *
 * @param artifacts by package, what the registry gave; null where none was to be asked
 */
export function decideUnasked(
  name: string,
  before: Index,
  after: Index,
  artifacts: ReadonlyMap<string, ArtifactEvidence> | null,
): Decision[] {
  if (!after.entries.has(name) || !changesArtifact(name, before, after)) return []
  const isLeftOut = artifacts !== null && !artifacts.has(name)
  const obstacle =
    obstacleOf(name, after) ?? (isLeftOut ? 'the registry was not asked. Judge it again.' : null)
  if (obstacle === null) return []
  return [decide('artifact-unasked', `nobody looked at the artifact of ${name}: ${obstacle}`)]
}

/** Why no registry is asked about an entry, and what to mend; null where one is. */
function obstacleOf(name: string, { entries, lifecycle }: Index): string | null {
  const entry = entries.get(name)?.value
  const state = lifecycle[name]
  if (!entry) return 'the entry cannot be read. Mend its errors first.'
  // The evidence on one that calls itself otherwise must not pass for another's.
  if (entry.name !== name) {
    return `the entry says name: ${quote(entry.name)}. Write name: ${name} in it.`
  }
  if (state && isGone(state)) {
    return `lifecycle.yaml says that the package is ${state.state}. Delete the entry.`
  }
  return null
}

function changesArtifact(name: string, before: Index, after: Index): boolean {
  const [old, young] = [before, after].map((index) => artifactKey(index.entries.get(name)?.value))
  return old !== young
}

function artifactKey(entry: Entry | null | undefined): string | null {
  return entry ? JSON.stringify([entry.version, entry.ociRef, entry.signing]) : null
}
