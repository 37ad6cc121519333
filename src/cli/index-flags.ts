import type { Command } from 'commander'
import type { IndexHandle } from '../core/index-handle.ts'
import { openIndex } from '../io/open-index/open-index.ts'
import type { OpenOptions } from '../io/open-index/open-options.ts'
import { PUBLISHED_CATALOG } from '../io/open-index/publisher.ts'
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

/** What names the index that is meant. */
export function indexLocation({ env }: Cli, { index }: IndexFlags): string {
  return index || env['COZYPKG_INDEX'] || PUBLISHED_CATALOG
}

/** How it is to be opened. */
export function openOptions({ env, signal, now }: Cli, flags: IndexFlags): OpenOptions {
  return {
    env,
    signal,
    now: now(),
    offline: flags.offline ?? false,
    refresh: flags.refresh ?? false,
    insecureRegistries: flags.insecureRegistry ?? [],
  }
}

/** Opens the index that is meant, and says on standard error what is to be said about it. */
export async function openNamedIndex(cli: Cli, flags: IndexFlags): Promise<IndexHandle> {
  const { terminal } = cli
  const index = await openIndex(indexLocation(cli, flags), openOptions(cli, flags))
  for (const { severity, text } of index.notes) {
    const label = severity === 'warning' ? `${terminal.paintNote('yellow', 'warning')} ` : ''
    terminal.note(`${label}${text}\n`)
  }
  return index
}
