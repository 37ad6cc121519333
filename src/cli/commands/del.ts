import { planDel } from '../../core/cluster/plan-del.ts'
import {
  addWriteFlags,
  checkWriteFlags,
  deletionsToYaml,
  openNamedCluster,
  type WriteFlags,
  warn,
} from '../cluster-flags.ts'
import type { CliCommand } from '../command.ts'
import { deleteAll } from '../delete-all.ts'
import { Refusal } from '../failure.ts'
import { addFileFlag, namesIn } from '../package-files.ts'

interface Flags extends WriteFlags {
  file?: string[]
}

export const command: CliCommand<Flags> = {
  define(command) {
    command
      .description(
        `Delete Packages, and with them what they installed. While other Packages depend on one of
them, del refuses and names them. Names that are not installed are left out.`,
      )
      .argument('[package...]', 'such as acme.hello; cozypkg list --installed shows them')
    addFileFlag(command)
    addWriteFlags(command, 'delete even what other Packages depend on')
  },
  examples: [
    ['cozypkg del acme.hello', 'delete it, unless something depends on it'],
    ['cozypkg del acme.hello acme.base', 'both, in the right order'],
  ],
  async run(cli, args, flags) {
    checkWriteFlags(flags)
    const names = namesIn(args, flags.file ?? [])
    const { readClusterState } = await import('../../io/cluster/state.ts')
    const cluster = await openNamedCluster(cli, flags)
    const { deletions, absent, dependents } = planDel(names, await readClusterState(cluster))
    for (const text of absent) warn(cli, text)
    if (dependents.length > 0) {
      const list = dependents.map(({ name, on }) => `  ${name} depends on ${on}`).join('\n')
      const all = [...deletions.map(({ name }) => name), ...dependents.map(({ name }) => name)]
      const text = `other Packages depend on what is deleted:\n${list}`
      if (!flags.yes && !flags.dryRun) {
        throw new Refusal(
          `${text}\nDelete all of them with cozypkg del ${all.join(' ')}, or only what you named with --yes.`,
        )
      }
      warn(cli, text)
    }
    if (flags.dryRun) {
      const lines = deletions.map(({ name }) => `Would remove Package/${name}\n`)
      cli.terminal.write(flags.output ? deletionsToYaml(deletions) : lines.join(''))
      return 0
    }
    await deleteAll(cli, cluster, deletions)
    return 0
  },
}
