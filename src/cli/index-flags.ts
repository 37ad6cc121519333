import type { Command } from 'commander'
import type { IndexHandle } from '../core/index-handle.ts'
import { openIndex, PUBLISHED_CATALOG } from '../io/open-index.ts'
import type { Cli } from './command.ts'

export interface IndexFlags {
  index?: string
  offline?: boolean
  refresh?: boolean
  insecureRegistry?: string[]
}

/** The flags of every command that reads an index. */
export function addIndexFlags(command: Command): Command {
  return command
    .option(
      '--index <where>',
      "a catalog's address, a folder of entries, or oci://… (environment: COZYPKG_INDEX)",
    )
    .option('--offline', 'use what was fetched before, and ask nobody')
    .option('--refresh', 'ask, however fresh what was fetched before is')
    .option('--insecure-registry <host...>', 'ask this registry in plain HTTP')
}

/** Opens the index that is meant, and says on standard error what is to be said about it. */
export async function openNamedIndex(cli: Cli, flags: IndexFlags): Promise<IndexHandle> {
  const { env, signal, terminal } = cli
  const location = flags.index || env['COZYPKG_INDEX'] || PUBLISHED_CATALOG
  const index = await openIndex(location, {
    env,
    signal,
    now: cli.now(),
    offline: flags.offline ?? false,
    refresh: flags.refresh ?? false,
    insecureRegistries: flags.insecureRegistry ?? [],
  })
  for (const { severity, text } of index.notes) {
    const label = severity === 'warning' ? `${terminal.paintNote('yellow', 'warning')} ` : ''
    terminal.note(`${label}${text}\n`)
  }
  return index
}
