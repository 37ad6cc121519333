import type { PackageSummary, State } from './schemas/catalog.ts'
import type { Entry } from './schemas/entry.ts'
import type { LifecycleState } from './schemas/lifecycle.ts'
import type { Release } from './schemas/release.ts'
import type { Status } from './schemas/status.ts'
import { expectedIdentity } from './signing-identity.ts'
import { compareVersions } from './versions.ts'

/**
 * Whether a record vouches for what an entry lists now: a record of another repository or signer
 * says nothing of it.
 */
export function isRecordOf(
  { version, ociRef, signature }: Release,
  entry: Pick<Entry, 'version' | 'ociRef' | 'signing'>,
): boolean {
  return (
    version === entry.version &&
    ociRef === entry.ociRef &&
    signature.identity === expectedIdentity(entry.signing.identity, version) &&
    signature.issuer === entry.signing.issuer
  )
}

/** What the records and the last re-check say of the listed version, and why. */
export function checkedState(
  version: string,
  recorded: boolean,
  status: Status | undefined,
): [State, string | null] {
  if (status && status.version === version && status.state !== 'fresh') {
    return [status.state, status.reason]
  }
  return [recorded ? 'active' : 'pending', null]
}

/** What the lifecycle says of a package, for the catalog. */
export type LifecycleFields = Pick<
  PackageSummary,
  'state' | 'reason' | 'successor' | 'advisory' | 'yanked'
>

/**
 * The state of a package: what its lifecycle says, and otherwise what the checks say.
 *
 * @param otherwise the state and reason by records, re-check or quarantine
 */
export function applyLifecycle(
  version: string,
  lifecycle: LifecycleState | undefined,
  otherwise: State,
  otherwiseReason: string | null = null,
): LifecycleFields {
  const yanked = Object.entries((lifecycle && 'yanked' in lifecycle && lifecycle.yanked) || {})
    .map(([yankedVersion, reason]) => ({ version: yankedVersion, reason }))
    .sort((a, b) => compareVersions(b.version, a.version))
  const fields = { reason: otherwiseReason, successor: null, advisory: null, yanked }
  const yank = yanked.find((one) => one.version === version)
  if (lifecycle?.state === 'frozen') {
    return {
      state: 'frozen',
      ...fields,
      reason: lifecycle.reason,
      advisory: lifecycle.advisory ?? null,
    }
  }
  if (yank) return { state: 'yanked', ...fields, reason: yank.reason }
  if (otherwise === 'failing' || otherwise === 'moved' || otherwise === 'stale') {
    return { state: otherwise, ...fields }
  }
  if (lifecycle?.state === 'deprecated') {
    const { reason, successor = null } = lifecycle
    return { state: 'deprecated', ...fields, reason, successor }
  }
  return { state: otherwise, ...fields }
}
