import type { FoundPackage } from '../../core/index-handle.ts'
import { quote } from '../../core/printable.ts'
import type { Release } from '../../core/schemas/release.ts'
import type { CliCommand } from '../command.ts'
import { Refusal } from '../failure.ts'
import { addIndexFlags, type IndexFlags, openNamedIndex } from '../index-flags.ts'
import { explainNoMatch } from '../no-match.ts'

interface Flags extends IndexFlags {
  json?: boolean
}

export const command: CliCommand<Flags> = {
  define(command) {
    command
      .description(
        'Show all that the index knows of a package: state, signature, contents, privileges,\napplications with their parameters, versions.',
      )
      .argument('<name[@version]>', 'the package, and a version of it that was recorded')
      .option('--json', 'print JSON')
    addIndexFlags(command)
  },
  examples: [
    ['cozypkg info acme.hello', 'the release that is listed'],
    ['cozypkg info acme.hello@v1.1.0', 'an earlier one'],
    ['cozypkg info acme.hello --json', 'for programs: the record that the site publishes'],
  ],
  async run(cli, [words = ''], flags) {
    const { name, version } = splitVersion(words)
    const index = await openNamedIndex(cli, flags)
    const found = await index.readPackage(name)
    if (!found) {
      const hints = explainNoMatch(name, index.listing)
      throw new Refusal(`${quote(name)} is not in the index\n${hints}`.trimEnd())
    }
    const release = chooseRelease(found, version)
    if (flags.json) {
      const shown = { index: index.location, ...(found.full ?? found.entry), shownRelease: release }
      cli.terminal.write(`${JSON.stringify(shown, null, 2)}\n`)
    } else {
      const { formatPackage } = await import('../format-package.ts')
      cli.terminal.write(formatPackage(found, release, cli.terminal.paint))
    }
    return 0
  },
}

/** `name@version`; names hold no @. */
export function splitVersion(words: string): { name: string; version: string | null } {
  const at = words.indexOf('@')
  if (at === -1) return { name: words, version: null }
  return { name: words.slice(0, at), version: words.slice(at + 1) }
}

function chooseRelease({ entry, full }: FoundPackage, version: string | null): Release | null {
  const current = full?.release?.version ?? null
  const release = full?.releases.find((one) => one.version === (version ?? current))
  if (version === null) return release ?? null
  if (release) return release
  const known = full?.releases.map((one) => one.version).join(', ') || 'none'
  throw new Refusal(
    `${entry.name} has no recorded version ${quote(version)}\nRecorded are: ${known}.`,
  )
}
