import {
  type ClusterListing,
  type IndexedRepository,
  type ListedTap,
  listCluster,
} from '../../core/cluster/list-cluster.ts'
import { printable } from '../../core/printable.ts'
import { addClusterFlags, type ClusterFlags, openNamedCluster, warn } from '../cluster-flags.ts'
import type { Cli, CliCommand } from '../command.ts'
import { addIndexFlags, type IndexFlags, openNamedIndex } from '../index-flags.ts'
import { formatTable } from '../table.ts'

interface Flags extends ClusterFlags, IndexFlags {
  installed?: boolean
  components?: boolean
  taps?: boolean
  outdated?: boolean
  json?: boolean
}

export const command: CliCommand<Flags> = {
  define(command) {
    command
      .description(
        `List what a cluster has: its PackageSources, or with --installed its Packages, or with --taps
where they come from and what the index has newer. Orphans are told on standard error.`,
      )
      .option('-i, --installed', 'list Packages')
      .option('--components', 'show components on separate lines')
      .option('--taps', 'list taps, with the version that the index has')
      .option('--outdated', 'list only taps that the index has newer')
      .option('--json', 'print all of it as JSON')
    addClusterFlags(command)
    addIndexFlags(command)
  },
  examples: [
    ['cozypkg list', 'what can be added'],
    ['cozypkg list --installed', 'what was added'],
    ['cozypkg list --outdated', 'what can be updated, by tapping again'],
  ],
  async run(cli, _args, flags) {
    const { readClusterState } = await import('../../io/cluster/state.ts')
    const state = await readClusterState(await openNamedCluster(cli, flags))
    const asksIndex = flags.taps || flags.outdated || flags.json
    const listing = listCluster(state, asksIndex ? await readIndex(cli, flags) : null)
    if (flags.json) {
      cli.terminal.write(`${JSON.stringify(listing, null, 2)}\n`)
      return 0
    }
    cli.terminal.write(formatListing(listing, flags, cli.terminal.columns))
    for (const { kind, name, why, fix } of listing.orphans) {
      warn(cli, `${kind} ${printable(name)} is an orphan: ${why}; ${fix}`)
    }
    return 0
  },
}

/** The cluster is listed all the same where the index cannot be had. */
async function readIndex(cli: Cli, flags: Flags): Promise<IndexedRepository[] | null> {
  try {
    return (await openNamedIndex(cli, flags)).listing.packages
  } catch (error) {
    if (cli.signal.aborted || !(error instanceof Error)) throw error
    warn(cli, `what the index has is not known: ${error.message}`)
    return null
  }
}

function formatListing(listing: ClusterListing, flags: Flags, columns: number | null): string {
  if (flags.taps || flags.outdated) {
    const taps = listing.taps.filter(({ isOutdated }) => isOutdated || !flags.outdated)
    return formatTable(
      ['NAME', 'VERSION', 'AVAILABLE', 'STATE', 'READY', 'STATUS'],
      taps.map(tapRow),
      columns,
    )
  }
  if (flags.installed) {
    const rows = listing.packages.flatMap(({ name, variant, ready, message, components }) => [
      [name, variant, ready, message],
      ...(flags.components ? components : []).map((one) => [`  ${name}.${one}`, variant, '', '']),
    ])
    return formatTable(['NAME', 'VARIANT', 'READY', 'STATUS'], rows.map(safe), columns)
  }
  const rows = listing.packageSources.flatMap(({ name, variants, ready, message }) => [
    [name, variants.map((one) => one.name).join(','), ready, message],
    ...(flags.components ? variants : []).flatMap((variant) =>
      variant.components.map((one) => [`  ${name}.${one}`, variant.name, '', '']),
    ),
  ])
  return formatTable(['NAME', 'VARIANTS', 'READY', 'STATUS'], rows.map(safe), columns)
}

function tapRow(tap: ListedTap): string[] {
  const version = tap.tag ?? tap.digest ?? 'unknown'
  const available = tap.isOutdated
    ? (tap.available ?? '')
    : tap.available === null
      ? 'unknown'
      : '-'
  const states = [tap.state, tap.isOutdated ? 'outdated' : null].filter((one) => one !== null)
  const state = states.join(', ') || 'not listed'
  return safe([tap.listedAs ?? tap.source, version, available, state, tap.ready, tap.message])
}

function safe(row: readonly string[]): string[] {
  return row.map(printable)
}
