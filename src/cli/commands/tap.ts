import { InvalidArgumentError } from 'commander'
import { NAMESPACE } from '../../core/cluster/objects.ts'
import { planTap, type TapWish, tapManifests } from '../../core/cluster/plan-tap.ts'
import { isObjectName } from '../../core/contents/shape.ts'
import type { InspectedRelease } from '../../core/inspection.ts'
import { tapSourceName } from '../../core/oci-ref.ts'
import { quote } from '../../core/printable.ts'
import { manifestsToYaml, verification } from '../../core/tap-manifest.ts'
import { addWriteFlags, checkWriteFlags, type WriteFlags, warn } from '../cluster-flags.ts'
import type { CliCommand } from '../command.ts'
import { CannotDo, Refusal } from '../failure.ts'
import { formatTap, formatTapped } from '../format-tap.ts'
import { addIndexFlags } from '../index-flags.ts'
import { type ArtifactFlags, inspectTarget } from '../tap-artifact.ts'
import { applyTap, readForTap, warnOfPlan } from '../tap-cluster.ts'
import { findTapTarget, type TapTarget, type TargetFlags } from '../tap-target.ts'
import { confirm } from '../terminal.ts'

interface Flags extends WriteFlags, TargetFlags, ArtifactFlags {
  verify: boolean
  wait?: boolean
  timeout: number
}

export const command: CliCommand<Flags> = {
  define(command) {
    command
      .description(
        `Register a repository of packages on a cluster: a Flux OCIRepository and the PackageSources
of the artifact. Nothing is applied before the artifact was pulled and judged, and its signature
matched with the one that the index records; what fails halfway is undone. Tapping again updates.

A tap is a standing subscription: the platform applies what the repository publishes under the tag
from now on, with cluster-admin rights. Flux demands the recorded signature of every later version.`,
      )
      .argument('<package>', 'a name of the index, name@version, or oci://host/org/repo:tag')
      .option('--tag <tag>', 'the version to tap, in place of the listed one')
      .option('--secret <name>', `a pull Secret in ${NAMESPACE}, for a private repository`)
      .option(
        '--digest [sha256]',
        'pin the cluster to these bytes, or to those of the tag now',
        readDigest,
      )
      .option('--skip-validate', 'tap it even if it is not well-formed')
      .option(
        '--no-verify',
        'do not have Flux demand the signature: for clusters without a way out',
      )
      .option('--allow-stale', 'trust an index that is older than its publisher vouches for')
      .option('--trusted-root <file>', "another root of trust than Sigstore's")
      .option('--wait', 'wait until Flux has fetched it, and show what Flux says')
      .option('--timeout <seconds>', 'how long to wait', readSeconds, 300)
    addWriteFlags(command, 'do not ask')
    addIndexFlags(command)
  },
  examples: [
    ['cozypkg tap acme.hello', 'the release that the index lists'],
    ['cozypkg tap acme.hello@v1.1.0 --digest', 'another one, and no other bytes ever'],
    ['cozypkg tap oci://ghcr.io/acme/hello:v1.2.0 --secret acme-pull', 'a private repository'],
    ['cozypkg tap acme.hello --dry-run -o yaml', 'the objects, for GitOps'],
  ],
  async run(cli, [words = ''], flags) {
    checkWriteFlags(flags)
    if (flags.secret !== undefined && !isObjectName(flags.secret)) {
      throw new CannotDo(
        `--secret is ${quote(flags.secret)}, expected the name of a Secret in ${NAMESPACE}`,
      )
    }
    const target = await findTapTarget(cli, words, flags)
    const { record, warnings } = await inspectTarget(cli, target, flags)
    for (const warning of [...target.warnings, ...warnings]) warn(cli, warning)
    const wish = wishOf(target, record, flags)
    const { cluster, state } = await readForTap(cli, flags)
    const plan = planTap(wish, state)
    if (plan.problems.length > 0) throw new Refusal(plan.problems.join('\n\n'))
    warnOfPlan(cli, plan, record, state)
    if (flags.dryRun && flags.output) {
      cli.terminal.write(manifestsToYaml(tapManifests(plan)))
      return 0
    }
    cli.terminal.note(formatTap(record, wish.source, plan, cli.terminal.paintNote))
    if (flags.dryRun || !cluster) return 0
    const question = `Tap it, and have the platform run its charts with cluster-admin rights?`
    if (!(await confirm(cli.terminal, question, flags.yes ?? false)))
      throw new Refusal('not tapped')
    await applyTap(cli, cluster, plan, wish.source.name)
    cli.terminal.write(formatTapped(wish.source, record))
    if (flags.wait) {
      const { waitForSource } = await import('../wait-for-source.ts')
      await waitForSource(cli, cluster, wish.source.name, flags.timeout)
    }
    return 0
  },
}

function readDigest(text: string): string {
  if (/^sha256:[0-9a-f]{64}$/.test(text)) return text
  throw new InvalidArgumentError(
    'Expected sha256: and 64 hexadecimal digits. Without a value, write --digest behind the package.',
  )
}

function readSeconds(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Expected a number of seconds.')
}

function wishOf(
  { reference, signer }: TapTarget,
  { digest, contents }: InspectedRelease,
  flags: Flags,
): TapWish {
  return {
    source: {
      name: tapSourceName(reference),
      url: reference.url,
      tag: reference.tag,
      digest: flags.digest ? digest : null,
      secret: flags.secret ?? null,
    },
    packageSources: contents.packageSources,
    verify: !flags.verify ? 'none' : signer ? verification(signer.identity, signer.issuer) : 'keep',
  }
}
