import { Argument, type Command } from 'commander'
import type { CliCommand } from '../command.ts'
import { addIndexFlags, type IndexFlags, indexLocation, openOptions } from '../index-flags.ts'

export const command: CliCommand<IndexFlags> = {
  define(command) {
    command
      .description(
        'Print a script that completes commands, options and names of packages. The names come from\nwhat was fetched before; nobody is asked.',
      )
      .addArgument(
        new Argument('<shell>', 'whose script').choices(['bash', 'zsh', 'fish', 'names']),
      )
    addIndexFlags(command)
  },
  examples: [
    ['source <(cozypkg completion bash)', 'in ~/.bashrc'],
    ['source <(cozypkg completion zsh)', 'in ~/.zshrc, after compinit'],
    ['cozypkg completion fish > ~/.config/fish/completions/cozypkg.fish', 'once'],
  ],
  async run(cli, [shell], flags, loadAll) {
    if (shell === 'names') {
      for (const name of await keptNames(cli, flags)) cli.terminal.write(`${name}\n`)
      return 0
    }
    const commands = describe(await loadAll())
    const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript }
    cli.terminal.write(scripts[shell as keyof typeof scripts](commands))
    return 0
  },
}

/** Whoever presses the tabulator wants no error, and does not wait. */
async function keptNames(
  cli: Parameters<typeof openOptions>[0],
  flags: IndexFlags,
): Promise<string[]> {
  try {
    const { openIndex } = await import('../../io/open-index/open-index.ts')
    const options = { ...openOptions(cli, flags), offline: true }
    const { listing } = await openIndex(indexLocation(cli, flags), options)
    // A name that a shell could take for something else is not offered.
    return listing.packages.map(({ name }) => name).filter((name) => /^[a-z0-9.-]+$/.test(name))
  } catch {
    return []
  }
}

interface Described {
  name: string
  summary: string
  options: { long: string; text: string; takesValue: boolean }[]
  /** Words that its argument may be, or `packages` where it is a package of the index. */
  words: readonly string[] | 'packages' | 'files'
}

/** Commands whose argument is the name of a package in the index. */
const TAKES_PACKAGE = ['info', 'tap']

function describe(program: Command): Described[] {
  return program.commands
    .filter((one) => one.name() !== 'help')
    .map((one) => {
      const [argument] = one.registeredArguments
      const ofPackage = TAKES_PACKAGE.includes(one.name())
      return {
        name: one.name(),
        summary: one.summary(),
        options: one
          .createHelp()
          .visibleOptions(one)
          .flatMap(({ long, description: text, required, optional }) =>
            long ? [{ long, text, takesValue: required || optional }] : [],
          ),
        words: ofPackage ? 'packages' : (argument?.argChoices ?? 'files'),
      }
    })
}

function bashScript(commands: readonly Described[]): string {
  const cases = commands.map(({ name, options, words }) => {
    const flags = options.map(({ long }) => long).join(' ')
    const reply =
      words === 'packages'
        ? 'COMPREPLY=($(compgen -W "$(cozypkg completion names 2>/dev/null)" -- "$word"))'
        : words === 'files'
          ? 'COMPREPLY=($(compgen -f -- "$word"))'
          : `COMPREPLY=($(compgen -W "${words.join(' ')}" -- "$word"))`
    return `    ${name})
      if [[ $word == -* ]]; then COMPREPLY=($(compgen -W "${flags}" -- "$word"))
      else ${reply}; fi ;;`
  })
  return `# cozypkg completion for bash
_cozypkg() {
  local word=\${COMP_WORDS[COMP_CWORD]}
  COMPREPLY=()
  if [[ $COMP_CWORD -eq 1 ]]; then
    COMPREPLY=($(compgen -W "${commands.map(({ name }) => name).join(' ')} --help --version" -- "$word"))
    return
  fi
  case \${COMP_WORDS[1]} in
${cases.join('\n')}
  esac
}
complete -o filenames -F _cozypkg cozypkg
`
}

function zshScript(commands: readonly Described[]): string {
  const cases = commands.map(({ name, options, words }) => {
    const flags = options.map(({ long, text, takesValue }) =>
      zshQuote(`${long}[${text.replace(/[[\]:]/g, ' ')}]${takesValue ? ':value:_files' : ''}`),
    )
    const last =
      words === 'packages'
        ? "'*:package:($(cozypkg completion names 2>/dev/null))'"
        : words === 'files'
          ? "'*:file:_files'"
          : `'*:word:(${words.join(' ')})'`
    return `    ${name}) _arguments ${[...flags, last].join(' ')} ;;`
  })
  const list = commands.map(({ name, summary }) => `    ${zshQuote(`${name}:${summary}`)}`)
  return `#compdef cozypkg
# cozypkg completion for zsh
_cozypkg() {
  local -a commands=(
${list.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local name=$words[2]
  shift words
  (( CURRENT-- ))
  case $name in
${cases.join('\n')}
  esac
}
compdef _cozypkg cozypkg
`
}

function zshQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

function fishScript(commands: readonly Described[]): string {
  const lines = commands.flatMap(({ name, summary, options, words }) => {
    const after = `complete -c cozypkg -n '__fish_seen_subcommand_from ${name}'`
    const argument =
      words === 'packages'
        ? [`${after} -f -a '(cozypkg completion names 2>/dev/null)'`]
        : words === 'files'
          ? [`${after} -F`]
          : [`${after} -f -a '${words.join(' ')}'`]
    return [
      `complete -c cozypkg -n __fish_use_subcommand -f -a ${name} -d ${fishQuote(summary)}`,
      ...options.map(
        ({ long, text, takesValue }) =>
          `${after} -l ${long.slice(2)}${takesValue ? ' -r' : ''} -d ${fishQuote(text)}`,
      ),
      ...argument,
    ]
  })
  return `# cozypkg completion for fish\n${lines.join('\n')}\n`
}

function fishQuote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
