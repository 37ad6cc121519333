import { InvalidArgumentError } from 'commander'
import {
  type AddPlan,
  type AddStep,
  packageManifest,
  planAdd,
} from '../../core/cluster/plan-add.ts'
import { manifestsToYaml } from '../../core/tap-manifest.ts'
import {
  addWriteFlags,
  checkWriteFlags,
  openNamedCluster,
  type WriteFlags,
} from '../cluster-flags.ts'
import type { Cli, CliCommand } from '../command.ts'
import { Refusal } from '../failure.ts'
import { installPackages } from '../install-packages.ts'
import { addFileFlag, namesIn } from '../package-files.ts'
import { confirm } from '../terminal.ts'

interface Flags extends WriteFlags {
  file?: string[]
  variant?: Variants
  allowPrivileged?: boolean
}

/** What `--variant` said: of the packages that are named, and of others by name. */
interface Variants {
  named: string | null
  others: ReadonlyMap<string, string>
}

export const command: CliCommand<Flags> = {
  define(command) {
    command
      .description(
        `Install packages of the cluster's PackageSources, with what they depend on, in order. The
variant is default, or the only one there is. Privileged components relax the pod security of their
namespace, and want a consent of their own. What fails halfway is undone.`,
      )
      .argument(
        '[package...]',
        'such as acme.hello, or tap/package where a name alone says too little',
      )
      .option(
        '--variant <[package=]variant>',
        'the variant of what is named, or of a dependency',
        readVariant,
      )
      .option('--allow-privileged', 'install privileged components without asking')
    addFileFlag(command)
    addWriteFlags(command, 'do not ask, but for privileged components')
  },
  examples: [
    ['cozypkg add acme.hello', 'install it, and what it depends on'],
    ['cozypkg add acme-hello/acme.hello', 'the one of this tap, and of no other'],
    ['cozypkg add acme.hello --variant full --variant acme.base=small', 'choose variants'],
    ['cozypkg add acme.hello --allow-privileged --yes', 'in a script'],
  ],
  async run(cli, args, flags) {
    checkWriteFlags(flags)
    const packages = namesIn(args, flags.file ?? [])
    const { readClusterState } = await import('../../io/cluster/state.ts')
    const cluster = await openNamedCluster(cli, flags)
    const { named: variant, others: variants } = flags.variant ?? NO_VARIANTS
    const plan = planAdd({ packages, variant, variants }, await readClusterState(cluster))
    if (plan.problems.length > 0) throw new Refusal(plan.problems.join('\n\n'))
    const changes = plan.steps.filter(({ action }) => action !== 'none')
    if (flags.dryRun && flags.output) {
      const manifests = changes.map((one) => packageManifest(one.name, one.variant))
      cli.terminal.write(manifestsToYaml(manifests))
      return 0
    }
    cli.terminal.note(formatPlan(plan, cli))
    if (flags.dryRun || changes.length === 0) return 0
    await consent(cli, changes, packages, flags)
    await installPackages(cli, cluster, changes)
    return 0
  },
}

const NO_VARIANTS: Variants = { named: null, others: new Map() }

function readVariant(text: string, { named, others }: Variants = NO_VARIANTS): Variants {
  const [, name, variant] = /^(?:([^=]+)=)?([^=]+)$/.exec(text) ?? []
  if (!variant) throw new InvalidArgumentError('Expected a variant, or package=variant.')
  if (name === undefined) return { named: variant, others }
  return { named, others: new Map([...others, [name, variant]]) }
}

function formatPlan({ steps }: AddPlan, { terminal }: Cli): string {
  const { paintNote } = terminal
  const lines = steps.flatMap((step) => {
    const { name, variant, neededBy, privileged } = step
    const why = neededBy === null ? '' : `, needed by ${neededBy}`
    const what = {
      create: `add      ${name} (variant ${variant}${why})`,
      pin: `change   ${name} (registered by the platform; variant ${variant}${why})`,
      none: `keep     ${name} (already ${step.action === 'none' ? step.why : ''}, variant ${variant})`,
    }[step.action]
    const components = privileged.map(
      (component) => `         ${paintNote('yellow', 'privileged')} ${component}`,
    )
    return [what, ...components]
  })
  return `${lines.join('\n')}\n`
}

/** Privileges are agreed to apart: `--yes` alone is no consent to them. */
async function consent(
  { terminal }: Cli,
  changes: readonly AddStep[],
  named: readonly string[],
  flags: Flags,
): Promise<void> {
  const privileged = changes.filter((one) => one.privileged.length > 0)
  if (privileged.length > 0 && !flags.allowPrivileged) {
    const list = privileged.map((one) => `  ${one.name}: ${one.privileged.join(', ')}`).join('\n')
    const text = `these components are privileged, and their pods can take over the node they run on:\n${list}`
    const agreed = await terminal.ask?.(`${text}\nInstall them?`)
    if (!agreed) {
      throw new Refusal(
        `not added: ${text}\nAllow it with cozypkg add ${named.join(' ')} --allow-privileged`,
      )
    }
  } else if (changes.some(({ neededBy }) => neededBy !== null)) {
    const question = `Add ${changes.length} packages?`
    if (!(await confirm(terminal, question, flags.yes ?? false))) throw new Refusal('not added')
  }
}
