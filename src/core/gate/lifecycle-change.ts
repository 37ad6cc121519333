import type { Index } from '../index-model.ts'
import type { LifecycleState } from '../schemas/lifecycle.ts'
import { pathInIndex, pathInRepository, placeInIndex, type TreeChange } from './branch.ts'
import { decide } from './lanes.ts'
import type { Decision } from './verdict.ts'

/** The packages whose state a change of `lifecycle.yaml` changes. */
export function changedStates(before: Index, after: Index): string[] {
  const names = new Set([...Object.keys(before.lifecycle), ...Object.keys(after.lifecycle)])
  return [...names].filter(
    (name) => JSON.stringify(before.lifecycle[name]) !== JSON.stringify(after.lifecycle[name]),
  )
}

export function isGone(state: LifecycleState | undefined): boolean {
  return state?.state === 'removed' || state?.state === 'renamed'
}

/** Decides on a changed `lifecycle.yaml`. */
export function decideLifecycle(
  changes: readonly TreeChange[],
  states: readonly string[],
  before: Index,
  after: Index,
): Decision[] {
  const about = states.length > 0 ? `the state of ${states.join(', ')}` : 'no state, only its text'
  const decisions = [decide('lifecycle', `lifecycle.yaml changes ${about}`)]
  const named = new Set(states.flatMap((name) => [name, ...targetsOf(after.lifecycle[name])]))
  const others = changes.flatMap(({ path }) => {
    if (pathInIndex(path) === null || path === pathInRepository('lifecycle.yaml')) return []
    const name = placeInIndex(path)?.name ?? null
    return name !== null && named.has(name) ? [] : [path]
  })
  if (others.length > 0) {
    decisions.push(
      decide(
        'lifecycle-with-others',
        `it changes together with ${others.slice(0, 3).join(', ')}, whose state does not change. Open one pull request for each.`,
      ),
    )
  }
  // A file that cannot be read has lost nothing yet: its findings come first.
  const isRead = after.lifecycleDocument === null || after.lifecycleDocument.value !== null
  if (isRead) decisions.push(...lostTombstones(before, after))
  return decisions
}

/** The packages that a state sends people to. */
export function targetsOf(state: LifecycleState | undefined): string[] {
  if (state?.state === 'renamed') return [state.to]
  return state?.state === 'deprecated' && state.successor ? [state.successor] : []
}

function lostTombstones(before: Index, after: Index): Decision[] {
  return Object.entries(before.lifecycle).flatMap(([name, state]) => {
    if (!isGone(state)) return []
    const now = after.lifecycle[name]
    if (!isGone(now)) {
      return [
        decide('tombstone-lost', `${name} is ${state.state}, and its tombstone must stay for ever`),
      ]
    }
    const kept = new Set(claimsOf(now))
    const lost = claimsOf(state).filter((claim) => !kept.has(claim))
    if (lost.length === 0) return []
    return [
      decide('tombstone-lost', `the tombstone of ${name} no longer claims ${lost.join(', ')}`),
    ]
  })
}

/** The PackageSources and kinds that a tombstone keeps taken. */
export function claimsOf(state: LifecycleState | undefined): string[] {
  if (!state || !('claims' in state)) return []
  return [...(state.claims?.packageSources ?? []), ...(state.claims?.kinds ?? [])]
}
