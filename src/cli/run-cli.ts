import { Command, CommanderError } from 'commander'
import type { Cli, CliCommand, CommandPlace } from './command.ts'
import { COMMANDS } from './commands.ts'
import { describeFailure, Interrupted, Refusal } from './failure.ts'
import { VERSION } from './version.ts'

const ABOUT = `Finds, taps and publishes packages of the Cozystack community index.

A listing is no endorsement: the charts of a package that is added are applied to the management
cluster with cluster-admin rights.`

const EXIT_CODES = `
Exit codes: 0 done, 1 said no, 2 could not.
`

/**
 * Runs one command line.
 *
 * @returns the exit code: 0 done, 1 said no, 2 could not, 130 interrupted
 */
export async function runCli(args: readonly string[], cli: Cli): Promise<number> {
  const outcome = { code: 0 }
  try {
    const program = await buildProgram(cli, outcome, (name) => isNamed(name, args))
    await program.parseAsync(args.length === 0 ? ['--help'] : [...args], { from: 'user' })
    return outcome.code
  } catch (error) {
    return report(error, cli)
  }
}

/** Only the commands that are wanted are loaded; of the others the name and the summary suffice. */
async function buildProgram(
  cli: Cli,
  outcome: { code: number },
  isWanted: (name: string) => boolean,
): Promise<Command> {
  const program = new Command('cozypkg')
    .description(ABOUT)
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', EXIT_CODES)
  govern(program, cli)
  for (const place of COMMANDS) await addCommand(program, place, cli, outcome, isWanted(place.name))
  return program
}

async function addCommand(
  program: Command,
  { name, summary, load }: CommandPlace,
  cli: Cli,
  outcome: { code: number },
  isWanted: boolean,
): Promise<void> {
  const command = program.command(name).summary(summary).description(sentence(summary))
  if (!isWanted) return
  const loaded = (await load()).command as CliCommand
  loaded.define(command)
  command
    .addHelpText('after', formatExamples(loaded.examples))
    .action(async (...given: unknown[]) => {
      // Commander passes the arguments, then the options, then the command itself.
      const flags = command.opts()
      const words = given.slice(0, -2).flat() as (string | undefined)[]
      const loadAll = () => buildProgram(cli, outcome, () => true)
      outcome.code = await loaded.run(cli, words, flags, loadAll)
    })
}

/** Text goes to the terminal that was passed in, and nothing but `main.ts` ends the process. */
function govern(command: Command, { terminal }: Cli): void {
  command
    .configureOutput({
      writeOut: (text) => terminal.write(text),
      writeErr: (text) => terminal.note(text),
      outputError: () => undefined,
      getOutHelpWidth: () => Math.min(terminal.columns ?? 100, 100),
      getErrHelpWidth: () => 100,
    })
    .exitOverride()
}

/** The first word is the command; after `help` it is the second. */
function isNamed(name: string, args: readonly string[]): boolean {
  const words = args.filter((arg) => !arg.startsWith('-'))
  return name === (words[0] === 'help' ? words[1] : words[0])
}

function sentence(summary: string): string {
  return `${summary[0]?.toUpperCase()}${summary.slice(1)}.`
}

function formatExamples(examples: CliCommand['examples']): string {
  const lines = examples.map(([line, what]) => `  ${line}\n      ${what}`)
  return `\nExamples:\n${lines.join('\n')}\n`
}

function report(error: unknown, { terminal, signal }: Cli): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0
    const text = error.message.replace(/^error: /, '')
    terminal.note(`${terminal.paintNote('red', 'error')} ${text}\nRun with --help to see how.\n`)
    return 2
  }
  if (error instanceof Interrupted || signal.aborted) {
    terminal.note(`${terminal.paintNote('yellow', 'interrupted')}\n`)
    return 130
  }
  if (!(error instanceof Error)) throw error
  terminal.note(`${terminal.paintNote('red', 'error')} ${describeFailure(error)}\n`)
  return error instanceof Refusal ? 1 : 2
}
