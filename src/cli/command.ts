import type { Command } from 'commander'
import type { Terminal } from './terminal.ts'

/** What a command is given to work with: everything that belongs to the process. */
export interface Cli {
  terminal: Terminal
  env: Readonly<Record<string, string | undefined>>
  now(): Date
  /**
   * Aborted by Ctrl+C. Who listens ends in its own way, and has until the second Ctrl+C; where
   * nobody listens the process ends at once.
   */
  signal: AbortSignal
}

/**
 * One command, in a file of its own that is only loaded when it is named. What takes long to load
 * is imported inside `run`, so that `--help` and `completion` answer at once.
 */
export interface CliCommand<Flags extends object = object> {
  /** Adds arguments and options. */
  define(command: Command): void
  /** Lines of the help that show how it is used, with what each does. */
  examples: readonly [string, string][]
  /**
   * @param loadAll the parser with every command, for who describes them
   * @returns the exit code: 0 done, 1 said no. What it throws is worded by the caller.
   */
  run(
    cli: Cli,
    args: readonly (string | undefined)[],
    flags: Flags,
    loadAll: () => Promise<Command>,
  ): Promise<number>
}

/** Where a command is found, and its line in the list of all commands. */
export interface CommandPlace {
  name: string
  summary: string
  /** The flags of a command are its own business: only it reads them. */
  load(): Promise<{ command: CliCommand<never> }>
}
