import { compareText } from '../compare-text.ts'
import type { State } from '../schemas/catalog.ts'
import { compareVersions } from '../versions.ts'
import { tapOf } from './find-package.ts'
import {
  type ClusterState,
  isRegistration,
  type OciRepository,
  privilegedComponents,
  TAP_LABEL,
  TAP_SOURCE,
  variantOf,
} from './objects.ts'
import { findOrphans, type Orphan } from './orphans.ts'

/** What an index says of a repository, as far as a list of taps wants it. */
export interface IndexedRepository {
  name: string
  ociRef: string
  version: string | null
  state: State | null
}

/** Whether an object is ready, in its controller's own words. */
export interface Readiness {
  ready: 'True' | 'False' | 'Unknown'
  message: string
}

export interface ListedTap extends Readiness {
  source: string
  url: string
  tag: string | null
  digest: string | null
  /** Whether Flux demands a signature. */
  verified: boolean
  packageSources: string[]
  /** From the index: null where it does not list the repository, or was not asked. */
  listedAs: string | null
  state: State | null
  available: string | null
  isOutdated: boolean
}

export interface ListedSource extends Readiness {
  name: string
  tap: string | null
  variants: { name: string; components: string[]; privileged: string[] }[]
  isInstalled: boolean
}

export interface ListedInstallation extends Readiness {
  name: string
  variant: string
  components: string[]
  /** Whether the platform registered it by itself. */
  isRegistration: boolean
}

export interface ClusterListing {
  taps: ListedTap[]
  packageSources: ListedSource[]
  packages: ListedInstallation[]
  orphans: Orphan[]
}

/**
 * What a cluster has of taps and packages, in the order of names.
 *
 * @param index what the index lists; null where it was not asked
 */
export function listCluster(
  state: ClusterState,
  index: readonly IndexedRepository[] | null,
): ClusterListing {
  return {
    taps: tapsOf(state)
      .map((one) => listTap(one, state, index))
      .sort(by(({ source }) => source)),
    packageSources: state.packageSources
      .map((one) => ({
        name: one.metadata.name,
        tap: tapOf(one),
        variants: one.spec.variants.map((variant) => ({
          name: variant.name,
          components: variant.components.map(({ name }) => name),
          privileged: privilegedComponents(variant),
        })),
        isInstalled: state.packages.some(({ metadata }) => metadata.name === one.metadata.name),
        ...readinessOf(one),
      }))
      .sort(by(({ name }) => name)),
    packages: state.packages
      .map((one) => ({
        name: one.metadata.name,
        variant: variantOf(one),
        components: componentsOf(one.metadata.name, variantOf(one), state),
        isRegistration: isRegistration(one, one.metadata.annotations[TAP_SOURCE] ?? ''),
        ...readinessOf(one),
      }))
      .sort(by(({ name }) => name)),
    orphans: findOrphans(state),
  }
}

function by<T>(key: (one: T) => string): (a: T, b: T) => number {
  return (a, b) => compareText(key(a), key(b))
}

function tapsOf({ ociRepositories }: ClusterState): OciRepository[] {
  return ociRepositories.filter(({ metadata }) => metadata.labels[TAP_LABEL] === 'true')
}

function listTap(
  tap: OciRepository,
  state: ClusterState,
  index: readonly IndexedRepository[] | null,
): ListedTap {
  const { name } = tap.metadata
  const { url, ref, verify } = tap.spec
  const entry = index?.find(({ ociRef }) => ociRef === url) ?? null
  const tag = ref.tag ?? null
  const available = entry?.version ?? null
  return {
    source: name,
    url,
    tag,
    digest: ref.digest ?? null,
    verified: verify !== undefined,
    packageSources: state.packageSources
      .filter((one) => tapOf(one) === name)
      .map((one) => one.metadata.name)
      .sort(compareText),
    listedAs: entry?.name ?? null,
    state: entry?.state ?? null,
    available,
    isOutdated: isOlder(tag, available),
    ...readinessOf(tap),
  }
}

const VERSION = /^v?\d+\.\d+\.\d+(-[\w.-]+)?(\+[\w.-]+)?$/

/** Of tags that are no versions nobody can say which is older. */
function isOlder(tag: string | null, available: string | null): boolean {
  if (tag === null || available === null || !VERSION.test(tag) || !VERSION.test(available))
    return false
  return compareVersions(tag, available) < 0
}

/** What the controller says last about readiness; nothing is `Unknown`, as upstream has it. */
function readinessOf({ status }: Pick<OciRepository, 'status'>): Readiness {
  const condition = status.conditions.find(({ type }) => type === 'Ready')
  const ready = condition?.status
  return {
    ready: ready === 'True' || ready === 'False' ? ready : 'Unknown',
    message: condition?.message ?? '',
  }
}

function componentsOf(name: string, variant: string, { packageSources }: ClusterState): string[] {
  const source = packageSources.find(({ metadata }) => metadata.name === name)
  const found = source?.spec.variants.find((one) => one.name === variant)
  return (found?.components ?? []).map((component) => component.name)
}
