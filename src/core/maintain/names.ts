import { decideRemoval, sourcesOf } from '../gate/removal.ts'
import type { Index } from '../index-model.ts'
import { quote } from '../printable.ts'
import { recordedReleases } from '../recorded-releases.ts'
import { NAME_PATTERN } from '../schemas/entry.ts'
import type { LifecycleState } from '../schemas/lifecycle.ts'
import { type Draft, entryPath, overviewPath, Refusal } from './draft.ts'

/** Names that a tombstone keeps taken beside those that records hold. */
export interface MoreClaims {
  packageSources?: readonly string[] | undefined
  kinds?: readonly string[] | undefined
}

/**
 * Moves a package to another name and leaves a tombstone under the old one. Its state moves along.
 * Its records stay where they are, because nobody but the recorder writes there; whoever reads them
 * follows the tombstone, so that the new name has every release of the old.
 */
export function rename(
  draft: Draft,
  name: string,
  to: string,
  { reason, ...more }: { reason?: string | undefined } & MoreClaims,
): void {
  const before = draft.stateOf(name)
  if (before?.state === 'renamed' && before.to === to && draft.has(entryPath(to))) {
    bury(draft, name, { ...before, reason: reason ?? before.reason }, more)
    return
  }
  draft.demandListed(name)
  refuseTaken(draft, to)
  draft.move(entryPath(name), entryPath(to))
  draft.setKey(entryPath(to), 'name', to)
  draft.move(overviewPath(name), overviewPath(to))
  redirect(draft, name, to)
  bury(draft, name, { state: 'renamed', to, ...(reason ? { reason } : {}) }, more)
  if (before) draft.setState(to, before)
  const owners = draft.index.policy.owners[name]
  if (owners) {
    draft.notes.push(
      `Its owners stay behind in policy.yaml, which changes alone. Afterwards: npm run maintain -- own ${to} ${owners.join(' ')}`,
    )
  }
}

/** Removes a package, and leaves a tombstone. Its records stay: they are history. */
export function remove(
  draft: Draft,
  name: string,
  { reason, ...more }: { reason: string } & MoreClaims,
): void {
  const before = draft.stateOf(name)
  const isGone = before?.state === 'removed' && !draft.has(entryPath(name))
  if (!isGone) draft.demandListed(name)
  draft.delete(entryPath(name))
  draft.delete(overviewPath(name))
  redirect(draft, name, null, reason)
  bury(draft, name, { state: 'removed', reason }, more)
}

/** @throws Refusal where a package that is removed is still needed, as the gate would refuse it */
export function refuseIfNeeded(name: string, before: Index, after: Index): void {
  const { lane, reason } = decideRemoval(name, before, after)
  if (lane === 'refused') {
    throw new Refusal(
      reason,
      'The gate would refuse it too; freeze the package if it must not wait.',
    )
  }
}

function refuseTaken(draft: Draft, to: string): void {
  if (!NAME_PATTERN.test(to) || to.length > 63) {
    throw new Refusal(
      `${quote(to)} cannot be a name`,
      'Names are lower-case letters, digits and hyphens, in labels joined by dots.',
    )
  }
  if (draft.has(entryPath(to))) {
    throw new Refusal(`${to} is listed already`, 'Choose a name that nobody has.')
  }
  const state = draft.stateOf(to)
  if (state) {
    throw new Refusal(
      `${to} is taken: it is ${state.state}`,
      'Names of packages that are gone are never given to another.',
    )
  }
}

/** Writes a tombstone that claims what records hold, and never less than it claimed before. */
function bury(
  draft: Draft,
  name: string,
  state: Extract<LifecycleState, { state: 'renamed' | 'removed' }>,
  more: MoreClaims,
): void {
  const before = draft.stateOf(name)
  const old = before && 'claims' in before ? before.claims : undefined
  const { index } = draft
  const kindsOf = recordedReleases(name, index).flatMap(({ contents }) =>
    contents.applications.map(({ kind }) => kind),
  )
  const packageSources = union(old?.packageSources, sourcesOf(name, index), more.packageSources)
  const kinds = union(old?.kinds, kindsOf, more.kinds)
  const claims = {
    ...(packageSources.length > 0 ? { packageSources } : {}),
    ...(kinds.length > 0 ? { kinds } : {}),
  }
  const hasClaims = packageSources.length + kinds.length > 0
  if (!hasClaims) {
    draft.notes.push(
      `No record says what ${name} brought into clusters. Name its PackageSources and kinds with --package-source and --kind, or they are free for others.`,
    )
  }
  const { claims: _, ...fields } = state
  draft.setState(name, { ...fields, ...(hasClaims ? { claims } : {}) })
}

function union(...lists: (readonly string[] | undefined)[]): string[] {
  return [...new Set(lists.flatMap((list) => list ?? []))].sort()
}

/** Leads whatever led to a package to its new name, or nowhere: nobody may be stranded. */
function redirect(draft: Draft, name: string, to: string | null, reason = ''): void {
  for (const other of Object.keys(draft.index.lifecycleDocument?.raw ?? {})) {
    const state = draft.stateOf(other)
    if (state?.state === 'renamed' && state.to === name) {
      const { to: _, reason: own = reason, ...rest } = state
      draft.setState(other, to ? { ...state, to } : { ...rest, state: 'removed', reason: own })
      draft.notes.push(
        `${other} was renamed to ${name}: its tombstone now says ${to ?? 'removed'}.`,
      )
    }
    if (state?.state === 'deprecated' && state.successor === name) {
      const { successor: _, ...rest } = state
      draft.setState(other, to ? { ...state, successor: to } : rest)
      draft.notes.push(`${other} named ${name} as its successor: now ${to ?? 'none'}.`)
    }
  }
}
