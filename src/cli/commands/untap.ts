import { planUntap } from '../../core/cluster/plan-untap.ts'
import {
  addWriteFlags,
  checkWriteFlags,
  deletionsToYaml,
  openNamedCluster,
  type WriteFlags,
} from '../cluster-flags.ts'
import type { CliCommand } from '../command.ts'
import { deleteAll } from '../delete-all.ts'
import { Refusal } from '../failure.ts'

export const command: CliCommand<WriteFlags> = {
  define(command) {
    command
      .description(
        `Remove a tapped PackageSource, the Package that the tap itself registered for it, and the Flux
source once no PackageSource refers to it any more. Packages that somebody added stay, and are no
longer reconciled: while there are any, untap refuses. What the platform ships cannot be untapped.`,
      )
      .argument('<packagesource>', 'such as acme.hello; cozypkg list shows them')
    addWriteFlags(command, 'untap even while Packages depend on it')
  },
  examples: [
    ['cozypkg untap acme.hello', 'remove it, unless something depends on it'],
    ['cozypkg untap acme.hello --dry-run', 'what would be removed'],
  ],
  async run(cli, [name = ''], flags) {
    checkWriteFlags(flags)
    const { readClusterState } = await import('../../io/cluster/state.ts')
    const cluster = await openNamedCluster(cli, flags)
    const plan = planUntap(name, await readClusterState(cluster))
    if (typeof plan === 'string') throw new Refusal(plan)
    const { blockers, deletions } = plan
    if (blockers.length > 0) {
      const list = blockers.map((one) => `  ${one.name} ${one.why}`).join('\n')
      const text = `without ${name}, these Packages are no longer reconciled:\n${list}`
      const remedy = `Remove them first with cozypkg del ${blockers.map((one) => one.name).join(' ')}, or leave them as they are with --yes.`
      if (!flags.yes && !flags.dryRun) {
        const agreed = await cli.terminal.ask?.(`${text}\nUntap it all the same?`)
        if (!agreed) throw new Refusal(`not untapped: ${text}\n${remedy}`)
      } else cli.terminal.note(`${text}\n`)
    }
    if (flags.dryRun) {
      const lines = deletions.map((one) => `Would remove ${one.kind.kind}/${one.name}\n`)
      cli.terminal.write(flags.output ? deletionsToYaml(deletions) : lines.join(''))
      return 0
    }
    await deleteAll(cli, cluster, deletions)
    return 0
  },
}
