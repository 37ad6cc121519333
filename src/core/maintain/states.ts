import { likelyMeant } from '../names.ts'
import { quote } from '../printable.ts'
import { recordedReleases } from '../recorded-releases.ts'
import { VERSION_PATTERN } from '../schemas/entry.ts'
import type { LifecycleState } from '../schemas/lifecycle.ts'
import { compareVersions } from '../versions.ts'
import { type Draft, Refusal } from './draft.ts'

type Listed = Extract<LifecycleState, { yanked?: unknown }>

/** Advises against a package, and names another where there is one. */
export function deprecate(
  draft: Draft,
  name: string,
  { reason, successor }: { reason: string; successor?: string | undefined },
): void {
  const before = listedState(draft, name)
  refuseFrozen(before, name)
  const { yanked } = before
  draft.setState(name, { state: 'deprecated', reason, ...(successor ? { successor } : {}), yanked })
}

/** Takes a deprecation back. */
export function reactivate(draft: Draft, name: string): void {
  const before = listedState(draft, name)
  refuseFrozen(before, name)
  draft.setState(name, { state: 'active', yanked: before.yanked })
}

/** Says of one version that nobody should install it. */
export function yank(
  draft: Draft,
  name: string,
  version: string,
  { reason }: { reason: string },
): void {
  const before = listedState(draft, name)
  const known = knownVersions(draft, name)
  if (!VERSION_PATTERN.test(version)) {
    throw new Refusal(`${quote(version)} is no version`, `Known are ${known.join(', ')}.`)
  }
  if (!known.includes(version)) {
    const twin = known.find((one) => one.replace(/^v/, '') === version.replace(/^v/, ''))
    if (twin) {
      throw new Refusal(`${name} has no version ${version}`, `It is written ${twin}.`)
    }
    draft.notes.push(
      `${version} is neither listed nor recorded: it is yanked before anybody lists it. Known are ${known.join(', ')}.`,
    )
  }
  draft.setState(name, { ...before, yanked: { ...before.yanked, [version]: reason } })
}

/** Takes the yank of a version back. */
export function unyank(draft: Draft, name: string, version: string): void {
  const before = listedState(draft, name)
  const { [version]: reason, ...yanked } = before.yanked ?? {}
  if (reason === undefined) {
    const versions = Object.keys(yanked)
    const meant = likelyMeant(version, versions)
    draft.notes.push(
      `${name} ${quote(version)} is not yanked.${meant ? ` ${meant} is.` : versions.length > 0 ? ` Yanked are ${versions.join(', ')}.` : ''}`,
    )
    return
  }
  draft.setState(name, { ...before, yanked })
}

/**
 * Stops a package in an emergency. Nothing else has to be in order: neither its entry nor those of
 * others, and no other lines of the lifecycle.
 */
export function freeze(
  draft: Draft,
  name: string,
  { reason, advisory }: { reason: string; advisory?: string | undefined },
): void {
  draft.demandListed(name)
  const before = draft.stateOf(name)
  const yanked = before && 'yanked' in before ? before.yanked : undefined
  if (before?.state === 'deprecated') {
    draft.notes.push(
      `${name} was deprecated (${before.reason}): deprecate it again after the thaw, if that still holds.`,
    )
  }
  if (!advisory) {
    draft.notes.push(
      'There is no --advisory: a freeze changes nothing in clusters, so people need to read what to do there.',
    )
  }
  draft.setState(name, { state: 'frozen', reason, ...(advisory ? { advisory } : {}), yanked })
}

/** Ends a freeze; yanked versions stay yanked. */
export function thaw(draft: Draft, name: string): void {
  const before = listedState(draft, name)
  if (before.state !== 'frozen') {
    draft.notes.push(`${name} is not frozen.`)
    return
  }
  draft.setState(name, { state: 'active', yanked: before.yanked })
}

function listedState(draft: Draft, name: string): Listed {
  draft.demandListed(name)
  const raw = draft.index.lifecycleDocument?.raw
  const isThere = typeof raw === 'object' && raw !== null && Object.hasOwn(raw, name)
  const state = draft.stateOf(name)
  if (isThere && !state) {
    throw new Refusal(
      `what lifecycle.yaml says of ${name} cannot be read`,
      'Mend it first: npm run check says what is wrong. Only freeze replaces it.',
    )
  }
  return state && state.state !== 'renamed' && state.state !== 'removed'
    ? state
    : { state: 'active' }
}

/** One state at a time: another one would lift the freeze by the way. */
function refuseFrozen({ state }: Listed, name: string): void {
  if (state !== 'frozen') return
  throw new Refusal(
    `${name} is frozen, and this would lift the freeze`,
    `Thaw it first: thaw ${name}`,
  )
}

/** The versions that an entry lists or records hold, newest first. */
function knownVersions({ index }: Draft, name: string): string[] {
  const listed = index.entries.get(name)?.value?.version
  const recorded = recordedReleases(name, index).map(({ version }) => version)
  return [...new Set([...(listed ? [listed] : []), ...recorded])].sort((a, b) =>
    compareVersions(b, a),
  )
}
