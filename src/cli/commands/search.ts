import type { ListedPackage } from '../../core/listing.ts'
import { printable } from '../../core/printable.ts'
import { rankPackages } from '../../core/ranking.ts'
import type { CliCommand } from '../command.ts'
import { addIndexFlags, type IndexFlags, openNamedIndex } from '../index-flags.ts'
import { explainNoMatch, explainShipped, nothingMatches } from '../no-match.ts'
import { formatTable } from '../table.ts'

interface Flags extends IndexFlags {
  tag?: string[]
  category?: string
  json?: boolean
  wide?: boolean
}

export const command: CliCommand<Flags> = {
  define(command) {
    command
      .description(
        'Find packages in the index: the best match first, or all of them by name.\nEvery word has to occur in name, description, tags, category or application kinds.',
      )
      .argument('[term...]', 'words to look for')
      .option('--tag <tag...>', 'only packages with all of these tags')
      .option('--category <category>', 'only packages of this category')
      .option('--wide', 'also version, state and tags')
      .option('--json', 'print JSON')
    addIndexFlags(command)
  },
  examples: [
    ['cozypkg search', 'everything in the index'],
    ['cozypkg search emulator --wide', 'with versions, states and tags'],
    ['cozypkg search --tag kubevirt --json', 'for programs'],
    ['cozypkg search --index index/packages', 'in a folder of entries'],
    [
      'cozypkg search --index oci://ghcr.io/cozystack/packages-index:latest',
      'in an index that stands in a registry',
    ],
  ],
  async run(cli, args, flags) {
    const index = await openNamedIndex(cli, flags)
    const term = args.filter((word) => word !== undefined).join(' ')
    const found = rankPackages(term, index.listing.packages.filter(isWanted(flags)))
    if (flags.json) {
      const shown = { index: index.location, expired: index.isExpired, packages: found }
      cli.terminal.write(`${JSON.stringify(shown, null, 2)}\n`)
    } else if (found.length > 0) {
      cli.terminal.write(
        flags.wide
          ? formatTable(WIDE, found.map(wideRow), cli.terminal.columns)
          : formatTable(COLUMNS, found.map(row), cli.terminal.columns),
      )
      cli.terminal.note(explainShipped(term, index.listing))
    } else {
      cli.terminal.note(nothingMatches(term) + explainNoMatch(term, index.listing))
    }
    return 0
  },
}

function isWanted({ tag = [], category }: Flags): (one: ListedPackage) => boolean {
  const wanted = category?.toLowerCase()
  return (one) =>
    tag.every((each) => one.tags.includes(each)) &&
    (wanted === undefined || one.category?.toLowerCase() === wanted)
}

/** Upstream's columns: scripts read them. */
const COLUMNS = ['NAME', 'OCI REF', 'DESCRIPTION']
const WIDE = ['NAME', 'VERSION', 'STATE', 'PRIVILEGED', 'TAGS', 'OCI REF', 'DESCRIPTION']

/** States in which nobody should install a package without knowing. */
const TELLING: readonly string[] = ['frozen', 'yanked', 'failing', 'moved', 'stale', 'deprecated']

function row({ name, ociRef, description, state }: ListedPackage): string[] {
  const warning = state !== null && TELLING.includes(state) ? `(${state}) ` : ''
  return [printable(name), printable(ociRef), warning + printable(description)]
}

function wideRow(one: ListedPackage): string[] {
  const privileged = one.privileged === null ? 'not checked' : one.privileged ? 'yes' : 'no'
  return [
    printable(one.name),
    one.version === null ? '-' : printable(one.version),
    one.state ?? 'not checked',
    privileged,
    one.tags.map(printable).join(',') || '-',
    printable(one.ociRef),
    printable(one.description),
  ]
}
