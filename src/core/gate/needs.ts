import type { Index } from '../index-model.ts'
import { type Branch, pathInIndex, placeInIndex } from './branch.ts'
import { changedStates, claimsOf, targetsOf } from './lifecycle-change.ts'
import { sourcesOf } from './removal.ts'

/**
 * What must be read beside the changed packages, so that the verdict on a bump costs the same in a
 * large index: only what names, repositories and claims are compared with.
 */
export interface Needs {
  /** All entries: a name or a repository is new, or goes. */
  entries: boolean
  /** All records: what is trusted changes. */
  records: boolean
  /** Packages of which all is read beside those whose files change: their state does. */
  packages: string[]
  /** Entries that need only be there: the lifecycle or a record speaks of them. */
  names: string[]
  /** The records that hold one of these, as they stand in JSON. */
  texts: string[]
}

/** What the changes of a branch have to be compared with. */
export function needsOf(branch: Branch, before: Index, after: Index): Needs {
  const paths = new Set(branch.changes.map(({ path }) => pathInIndex(path)))
  const touchesPolicy = paths.has('policy.yaml')
  const touchesLifecycle = paths.has('lifecycle.yaml')
  const removed = branch.changes.flatMap((change) => {
    const place = placeInIndex(change.path)
    return place?.kind === 'entry' && place.name && !change.after ? [place.name] : []
  })
  const states = touchesLifecycle ? changedStates(before, after) : []
  const newClaims = states.flatMap((name) => claimsOf(after.lifecycle[name]))
  return {
    entries: touchesPolicy || touchesLifecycle || changesIdentity(branch, before, after),
    records: touchesPolicy,
    packages: states,
    names: [
      ...[before, after].flatMap(namesInLifecycle),
      ...branch.changes.flatMap(({ path }) => placeInIndex(path)?.name ?? []),
    ],
    texts: [...removed.flatMap((name) => sourcesOf(name, before)), ...newClaims].map(asJson),
  }
}

function namesInLifecycle({ lifecycle }: Index): string[] {
  return Object.entries(lifecycle).flatMap(([name, state]) => [name, ...targetsOf(state)])
}

/** A string as the recorder writes it. */
export function asJson(text: string): string {
  return JSON.stringify(text)
}

function changesIdentity(branch: Branch, before: Index, after: Index): boolean {
  return branch.changes.some(({ path }) => {
    const place = placeInIndex(path)
    if (place?.kind !== 'entry' || !place.name) return false
    const [old, young] = [before.entries.get(place.name), after.entries.get(place.name)]
    return identityOf(old?.raw) !== identityOf(young?.raw)
  })
}

/** What no two entries may share, as it stands in the file. */
function identityOf(raw: unknown): string {
  if (typeof raw !== 'object' || raw === null) return ''
  const { name, ociRef } = raw as Record<string, unknown>
  return JSON.stringify([name, ociRef])
}
