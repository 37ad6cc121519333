import { type ParseArgsConfig, parseArgs, styleText } from 'node:util'
import type { Paint } from '../src/core/report.ts'

/** A failure that a person can mend: it is printed without a stack, and the exit code is 2. */
export class CannotRun extends Error {}

type Options = NonNullable<ParseArgsConfig['options']>

/**
 * Runs a script's `main` and sets the exit code it returns; what it throws is exit code 2.
 * Prints `help` for `--help`. This is the only place where scripts end.
 *
 * @param takesWords whether words that are no options are passed on, or an error
 */
export async function run<O extends Options>(
  help: string,
  options: O,
  main: (flags: ReturnType<typeof parse<O>>['values'], words: string[]) => number | Promise<number>,
  takesWords = false,
): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // A script that waits for the signal itself ends in its own way.
      if (process.listenerCount(signal) === 1) process.exit(signal === 'SIGINT' ? 130 : 143)
    })
  }
  try {
    const { values: flags, positionals } = parse(options, takesWords)
    if ('help' in flags && flags.help) {
      process.stdout.write(help)
      return
    }
    process.exitCode = await main(flags, positionals)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    process.stderr.write(`${paint('red', 'error')} ${describe(error)}\n`)
    process.exitCode = 2
  }
}

/** Reads the value of an option that takes a whole number from 1. */
export function numberOf(option: string, text: string): number {
  const number = Number(text)
  if (Number.isSafeInteger(number) && number >= 1) return number
  throw new CannotRun(`--${option} is ${JSON.stringify(text)}, expected a whole number from 1`)
}

function parse<O extends Options>(options: O, allowPositionals: boolean) {
  const config = {
    options: { ...options, help: { type: 'boolean', short: 'h' } },
    strict: true,
    allowPositionals,
  } as const
  return parseArgs(config as typeof config & { options: O })
}

function describe(error: Error): string {
  const code = 'code' in error ? String(error.code) : ''
  if (error instanceof CannotRun) return error.message
  if (code.startsWith('ERR_PARSE_ARGS'))
    return `${error.message}\nRun with --help to see the options.`
  if (REMEDIES[code]) return `${error.message}\n${REMEDIES[code]}`
  // What this project throws on purpose says what to do; a stack is for faults of ours.
  const isFault =
    error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError
  if (!isFault) return error.message
  return error.stack ?? error.message
}

const REMEDIES: Record<string, string> = {
  ENOSPC: 'The disk is full: free some space and run again. Nothing was half-written.',
  EROFS: 'The folder is read-only: name another with --out. Nothing was written.',
  EACCES: 'Permission denied: name another folder, or ask its owner. Nothing was written.',
  EADDRINUSE: 'The port is taken: set PORT to another.',
}

/** Colours text for a terminal, and leaves it alone for anything else or under NO_COLOR. */
export const paint: Paint = (style, text) => styleText(style, text, { stream: process.stdout })
