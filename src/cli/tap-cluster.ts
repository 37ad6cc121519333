import {
  type ClusterState,
  MATERIALIZED_REVISION,
  OCI_REPOSITORY,
} from '../core/cluster/objects.ts'
import type { TapPlan } from '../core/cluster/plan-tap.ts'
import type { InspectedRelease } from '../core/inspection.ts'
import { quote } from '../core/printable.ts'
import type { KubernetesCluster } from '../io/cluster/kubernetes.ts'
import { openNamedCluster, type WriteFlags, warn } from './cluster-flags.ts'
import type { Cli } from './command.ts'

const EMPTY: ClusterState = { packageSources: [], packages: [], ociRepositories: [] }

/** Reads the cluster. A dry run does without a cluster: manifests for GitOps are written where there may be none. */
export async function readForTap(
  cli: Cli,
  flags: WriteFlags,
): Promise<{ cluster: KubernetesCluster | null; state: ClusterState }> {
  const { readClusterState } = await import('../io/cluster/state.ts')
  const { ClusterError } = await import('../io/cluster/error.ts')
  try {
    const cluster = await openNamedCluster(cli, flags)
    return { cluster, state: await readClusterState(cluster) }
  } catch (error) {
    if (!flags.dryRun || !(error instanceof ClusterError)) throw error
    warn(cli, `conflicts on the cluster were not looked for: ${error.message.split('\n')[0]}`)
    return { cluster: null, state: EMPTY }
  }
}

/** Says what the tap leaves to be done. */
export function warnOfPlan(
  cli: Cli,
  plan: TapPlan,
  { contents }: InspectedRelease,
  state: ClusterState,
): void {
  for (const name of plan.leftOver) {
    warn(
      cli,
      `the artifact has no PackageSource ${name} any more; remove it with cozypkg untap ${name}`,
    )
  }
  if (state === EMPTY) return
  const known = new Set([
    ...state.packageSources.map(({ metadata }) => metadata.name),
    ...contents.packageSources.map(({ name }) => name),
  ])
  for (const { name, variants } of contents.packageSources) {
    const needs = new Set(variants.flatMap(({ dependsOn }) => dependsOn))
    for (const need of needs) {
      if (!known.has(need))
        warn(cli, `${name} depends on ${quote(need)}, which the cluster does not have`)
    }
  }
}

/** Applies a plan, and tells the operator to read the artifact anew. */
export async function applyTap(
  cli: Cli,
  cluster: KubernetesCluster,
  plan: TapPlan,
  source: string,
): Promise<void> {
  const { applyAll } = await import('../io/cluster/apply-objects.ts')
  await applyAll(cluster, plan.steps, cli.signal, (line) => cli.terminal.note(`${line}\n`))
  if (!plan.resetsRevision) return
  const patch = { metadata: { annotations: { [MATERIALIZED_REVISION]: null } } }
  await cluster.merge(OCI_REPOSITORY, source, patch).catch((error: Error) => {
    warn(cli, `the operator may not read the artifact anew: ${error.message.split('\n')[0]}`)
  })
}
