import type { CliCommand } from '../command.ts'

export const command: CliCommand<{ json?: boolean }> = {
  define(command) {
    command.argument('[term]', 'words to look for').option('--json', 'print JSON')
  },
  examples: [['cozypkg search emulator', 'packages that have to do with emulators']],
  async run(cli, [term]) {
    cli.terminal.write(`${term}\n`)
    return 0
  },
}
