import { nearestNames } from '../names.ts'
import { quote } from '../printable.ts'
import {
  type ClusterState,
  type InstalledPackage,
  isRegistration,
  type Kind,
  OCI_REPOSITORY,
  PACKAGE,
  PACKAGE_SOURCE,
  type PackageSource,
  TAP_LABEL,
} from './objects.ts'
import { dependentsOf } from './reverse-dependencies.ts'

/** An object to delete, exactly as it was seen. */
export interface Deletion {
  kind: Kind
  name: string
  uid?: string | undefined
  resourceVersion?: string | undefined
}

export interface UntapPlan {
  /** In order. */
  deletions: Deletion[]
  /** Packages that lose what they are reconciled from, each with why. */
  blockers: { name: string; why: string }[]
}

/** Says what an untap deletes, and what it would break; a text says why there is nothing to untap. */
export function planUntap(name: string, state: ClusterState): UntapPlan | string {
  const source = state.packageSources.find(({ metadata }) => metadata.name === name)
  if (!source) return notTapped(name, state)
  if (source.metadata.labels[TAP_LABEL] !== 'true') {
    return `${name} is no tapped repository: it lacks the label ${TAP_LABEL}\nCozystack's own packages cannot be untapped.`
  }
  const tapSource = sourceOf(source)
  const installed = state.packages.find(({ metadata }) => metadata.name === name)
  const isOurs = installed !== undefined && isRegistration(installed, tapSource)
  return {
    deletions: [
      ...(isOurs ? [deletionOf(PACKAGE, installed)] : []),
      { kind: PACKAGE_SOURCE, name },
      ...lastSource(tapSource, name, state),
    ],
    blockers: [
      ...(installed && !isOurs ? [{ name, why: 'is installed from it' }] : []),
      ...dependentsOf([name], state).map(({ name: dependent, on }) => ({
        name: dependent,
        why: `depends on ${on}`,
      })),
    ],
  }
}

function sourceOf({ spec }: PackageSource): string {
  return spec.sourceRef?.kind === OCI_REPOSITORY.kind ? spec.sourceRef.name : ''
}

function deletionOf(kind: Kind, { metadata }: InstalledPackage): Deletion {
  const { name, uid, resourceVersion } = metadata
  return { kind, name, uid, resourceVersion }
}

/** The Flux source goes with the last PackageSource that refers to it, and only where a tap made it. */
function lastSource(tapSource: string, name: string, state: ClusterState): Deletion[] {
  const repository = state.ociRepositories.find(({ metadata }) => metadata.name === tapSource)
  const isShared = state.packageSources.some(
    (one) => one.metadata.name !== name && one.spec.sourceRef?.name === tapSource,
  )
  if (!repository || isShared || repository.metadata.labels[TAP_LABEL] !== 'true') return []
  return [{ kind: OCI_REPOSITORY, name: tapSource }]
}

function notTapped(name: string, { packageSources }: ClusterState): string {
  const tapped = packageSources.filter(({ metadata }) => metadata.labels[TAP_LABEL] === 'true')
  const names = tapped.map(({ metadata }) => metadata.name)
  const ofTap = tapped
    .filter((one) => [name, `tap-${name}`].includes(sourceOf(one)))
    .map(({ metadata }) => `  cozypkg untap ${metadata.name}`)
  if (ofTap.length > 0) {
    return `${name} is a tap, and PackageSources are untapped one by one\nThis one has:\n${ofTap.join('\n')}`
  }
  const near = nearestNames(name, names)
  const hint =
    near.length > 0
      ? `Did you mean ${near.join(', ')}?`
      : names.length > 0
        ? `Tapped are ${names.join(', ')}.`
        : 'Nothing is tapped.'
  return `there is no PackageSource ${quote(name)} on the cluster\n${hint}`
}
