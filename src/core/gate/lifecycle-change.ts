import type { Index } from '../index-model.ts'
import type { LifecycleState } from '../schemas/lifecycle.ts'
import { pathInIndex, pathInRepository, placeInIndex, type TreeChange } from './branch.ts'
import { decide } from './lanes.ts'
import type { Decision } from './verdict.ts'

/** The packages whose state a change of `lifecycle.yaml` changes; none while it cannot be read. */
export function changedStates(before: Index, after: Index): string[] {
  if (!isReadable(after)) return []
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
  const decisions = [decide('lifecycle', describeStates(states, before, after))]
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
  if (isReadable(after)) decisions.push(...lostTombstones(before, after))
  return decisions
}

/** Also where there is no lifecycle at all; a link or a file too large has no document. */
function isReadable({ files, lifecycleDocument }: Index): boolean {
  if (lifecycleDocument) return lifecycleDocument.value !== null
  return !files.some(({ path }) => path === 'lifecycle.yaml')
}

const MOST_DESCRIBED = 10

function describeStates(states: readonly string[], before: Index, after: Index): string {
  if (!isReadable(after)) return 'lifecycle.yaml cannot be read after the change'
  if (states.length === 0) return 'lifecycle.yaml changes no state, only its text'
  const shown = states.slice(0, MOST_DESCRIBED).map((name) => {
    const changes = describeChange(before.lifecycle[name], after.lifecycle[name])
    return `${name} ${changes.join(' and ') || 'is explained otherwise'}`
  })
  const rest = states.length - shown.length
  return `lifecycle.yaml changes: ${shown.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}`
}

/** Whoever reads that a package is renamed is told as well that its freeze or a yank goes with it. */
function describeChange(
  before: LifecycleState | undefined,
  after: LifecycleState | undefined,
): string[] {
  const [from, to] = [before?.state ?? 'active', after?.state ?? 'active']
  const yankedIn = (state: LifecycleState | undefined) =>
    Object.keys((state && 'yanked' in state && state.yanked) || {})
  const [old, young] = [yankedIn(before), yankedIn(after)]
  const yanks = young.filter((version) => !old.includes(version))
  const unyanks = old.filter((version) => !young.includes(version))
  return [
    ...(from === to ? [] : [`goes from ${from} to ${to}`]),
    ...(yanks.length > 0 ? [`yanks ${yanks.join(', ')}`] : []),
    ...(unyanks.length > 0 ? [`no longer yanks ${unyanks.join(', ')}`] : []),
  ]
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
