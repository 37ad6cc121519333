import { type Command, Option } from 'commander'
import type { Deletion } from '../core/cluster/plan-untap.ts'
import { manifestsToYaml } from '../core/tap-manifest.ts'
import type { Cli } from './command.ts'
import { CannotDo } from './failure.ts'

export interface ClusterFlags {
  kubeconfig?: string
}

export interface WriteFlags extends ClusterFlags {
  yes?: boolean
  dryRun?: boolean
  output?: 'yaml'
}

/** The flag of every command that asks a cluster. */
export function addClusterFlags(command: Command): Command {
  return command.option(
    '--kubeconfig <file>',
    'the cluster to ask (environment: KUBECONFIG; default: ~/.kube/config)',
  )
}

/** The flags of every command that changes a cluster. */
export function addWriteFlags(command: Command, yes: string): Command {
  return addClusterFlags(command)
    .option('-y, --yes', yes)
    .option('--dry-run', 'say what would be done, and do nothing')
    .addOption(
      new Option('-o, --output <format>', 'with --dry-run: the objects, for kubectl').choices([
        'yaml',
      ]),
    )
}

/** @throws CannotDo where an output is asked for that only a dry run has */
export function checkWriteFlags({ dryRun, output }: WriteFlags): void {
  if (output && !dryRun) throw new CannotDo('--output goes with --dry-run')
}

/** Opens the cluster that is meant; the library for it is loaded only now. */
export async function openNamedCluster({ env, signal }: Cli, { kubeconfig }: ClusterFlags) {
  const { openCluster } = await import('../io/cluster/kubernetes.ts')
  return openCluster(kubeconfig, env, signal)
}

/** Writes a warning to standard error. */
export function warn({ terminal }: Cli, text: string): void {
  terminal.note(`${terminal.paintNote('yellow', 'warning')} ${text}\n`)
}

/** What would be deleted, as `kubectl delete -f` takes it. */
export function deletionsToYaml(deletions: readonly Deletion[]): string {
  return manifestsToYaml(
    deletions.map(({ kind: { apiVersion, kind, namespace }, name }) => ({
      apiVersion,
      kind,
      metadata: { name, ...(namespace === null ? {} : { namespace }) },
    })),
  )
}
