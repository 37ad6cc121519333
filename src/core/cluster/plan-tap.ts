import { isObjectName, OBJECT_NAME_RULE } from '../contents/shape.ts'
import { quote } from '../printable.ts'
import type { Contents } from '../schemas/release.ts'
import { ociRepository, packageSource, type TapSource } from '../tap-manifest.ts'
import { ownersOf } from './managed-fields.ts'
import {
  type ClusterState,
  isOfTap,
  MATERIALIZED_REVISION,
  type Manifest,
  type OciRepository,
  type PackageSource,
  TAP_LABEL,
  TAP_SOURCE,
} from './objects.ts'

/** As whom every client of Cozystack applies a tap; what such a client leaves out, it removes. */
const TAP_MANAGER = 'cozypkg'

/** As whom `spec.verify` is applied, so that another client's re-tap leaves it where it is. */
const VERIFY_MANAGER = 'cozypkg-verify'

/** What a tap is to become. */
export interface TapWish {
  source: TapSource
  packageSources: Contents['packageSources']
  /** `spec.verify` of the source; `none` removes ours, `keep` leaves what is there. */
  verify: object | 'none' | 'keep'
}

/** A manifest to apply, and under which name. */
export interface Step {
  manifest: Manifest
  manager: string
  /** Whether fields of others are taken over; otherwise they are a conflict. */
  force: boolean
}

export interface TapPlan {
  /** In order; with problems, none may be taken. */
  steps: Step[]
  /** Why the tap is refused, each with a remedy. */
  problems: string[]
  /** Whether the source is there already. */
  isAgain: boolean
  /** Whose signature Flux will demand: the one of the wish, the one that it does already, or none. */
  demand: 'recorded' | 'kept' | 'none'
  /** Whether the operator has to be told to read the artifact anew. */
  resetsRevision: boolean
  /** PackageSources of this tap that the artifact no longer has; they stay until somebody untaps them. */
  leftOver: string[]
}

/** Says what a tap has to do to a cluster, and why it may not. */
export function planTap(wish: TapWish, state: ClusterState): TapPlan {
  const { source, packageSources } = wish
  const existing = state.ociRepositories.find(({ metadata }) => metadata.name === source.name)
  const names = packageSources.map(({ name }) => name)
  const own = state.packageSources.filter((one) => isOfTap(one, source.name))
  return {
    steps: [
      { manifest: ociRepository(source), manager: TAP_MANAGER, force: true },
      ...verifySteps(wish, existing),
      ...packageSources.map((one) => ({
        manifest: packageSource(source.name, one),
        manager: TAP_MANAGER,
        force: true,
      })),
    ],
    problems: [
      ...nameProblems(source.name, names),
      ...sourceProblems(wish, existing, own),
      ...names.flatMap((name) => holderProblem(name, source.name, state)),
    ],
    isAgain: existing !== undefined,
    demand: demandOf(wish, existing),
    resetsRevision: MATERIALIZED_REVISION in (existing?.metadata.annotations ?? {}),
    leftOver: own.map(({ metadata }) => metadata.name).filter((name) => !names.includes(name)),
  }
}

/** The manifests of a plan as a person would write them: each object once. */
export function tapManifests({ steps }: Pick<TapPlan, 'steps'>): Manifest[] {
  const manifests = new Map<string, Manifest>()
  for (const { manifest } of steps) {
    const key = `${manifest.kind} ${manifest.metadata.name}`
    const known = manifests.get(key)
    const joined = known ? { ...known, spec: { ...known.spec, ...manifest.spec } } : manifest
    manifests.set(key, joined)
  }
  return [...manifests.values()]
}

/** Without fields of its own, a manager that applies lets go of those that it had. */
function verifySteps({ source, verify }: TapWish, existing: OciRepository | undefined): Step[] {
  if (verify === 'keep') return []
  const { apiVersion, kind, metadata } = ociRepository(source)
  const { name, namespace } = metadata
  const target = { apiVersion, kind, metadata: { name, ...(namespace ? { namespace } : {}) } }
  const step = (manifest: Manifest) => [{ manifest, manager: VERIFY_MANAGER, force: false }]
  if (verify !== 'none') return step({ ...target, spec: { verify } })
  const isOurs = existing && verifiersOf(existing).includes(VERIFY_MANAGER)
  return isOurs ? step(target) : []
}

function demandOf({ verify }: TapWish, existing: OciRepository | undefined): TapPlan['demand'] {
  if (typeof verify === 'object') return 'recorded'
  if (existing?.spec.verify === undefined) return 'none'
  return verify === 'keep' || !verifiersOf(existing).includes(VERIFY_MANAGER) ? 'kept' : 'none'
}

function verifiersOf(existing: OciRepository): string[] {
  return ownersOf(existing, ['spec', 'verify'])
}

function nameProblems(source: string, names: readonly string[]): string[] {
  const problems = [...new Set(names)]
    .filter((name) => !isObjectName(name))
    .map(
      (name) =>
        `The artifact declares a PackageSource ${quote(name)}, which Kubernetes takes for no name: expected ${OBJECT_NAME_RULE}.\nOnly its author can mend that.`,
    )
  if (!isObjectName(source)) {
    problems.push(
      `The repository would be called ${quote(source)} on the cluster, which Kubernetes takes for no name.\nOnly its author can mend that, by publishing it under another path.`,
    )
  }
  const twice = names.filter((name, at) => names.indexOf(name) !== at)
  return [
    ...problems,
    ...[...new Set(twice)].map(
      (name) =>
        `The artifact declares the PackageSource ${quote(name)} more than once.\nOnly its author can mend that.`,
    ),
  ]
}

function sourceProblems(
  { source, verify }: TapWish,
  existing: OciRepository | undefined,
  own: readonly PackageSource[],
): string[] {
  if (!existing) return []
  if (existing.spec.url !== source.url) {
    const untap = own.map(({ metadata }) => `  cozypkg untap ${metadata.name}`)
    const remedy =
      untap.length > 0
        ? `Remove that one first:\n${untap.join('\n')}`
        : `Remove it first: kubectl delete ocirepository -n cozy-system ${source.name}`
    return [
      `Another repository is tapped as ${source.name}: ${quote(existing.spec.url)}, not ${quote(source.url)}.\nThe name comes from the last two parts of the address, which both share. ${remedy}`,
    ]
  }
  const others = verifiersOf(existing).filter((manager) => manager !== VERIFY_MANAGER)
  if (typeof verify === 'string' || others.length === 0 || same(existing.spec.verify, verify)) {
    return []
  }
  return [
    `Whose signature Flux demands of ${source.name} was set by ${others.map((one) => quote(one)).join(' and ')}, and is not what the index records.\nKeep it with --no-verify, or remove spec.verify of the OCIRepository first.`,
  ]
}

function same(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))]
  return (
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && same(value, right.get(key)))
  )
}

function holderProblem(name: string, tapSource: string, state: ClusterState): string[] {
  const holder = state.packageSources.find(({ metadata }) => metadata.name === name)
  if (!holder || isOfTap(holder, tapSource)) return []
  const { labels, annotations } = holder.metadata
  const other = labels[TAP_LABEL] === 'true' ? annotations[TAP_SOURCE] : undefined
  if (other === undefined) {
    return [
      `The cluster has a PackageSource ${name} that no tap made: Cozystack's own, or somebody's who applied it by hand.\nA tap never replaces such a one. Tell the author that the name is taken.`,
    ]
  }
  const url = state.ociRepositories.find(({ metadata }) => metadata.name === other)?.spec.url
  return [
    `The PackageSource ${name} belongs to another tap, ${other}${url ? ` (${quote(url)})` : ''}.\nOne cluster can have only one of the two. To change over: cozypkg untap ${name}`,
  ]
}
