import { NAMESPACE } from '../core/cluster/objects.ts'
import type { TapReference } from '../core/cluster/tap-reference.ts'
import { countFindings, type Finding } from '../core/finding.ts'
import type { InspectedRelease } from '../core/inspection.ts'
import { printable } from '../core/printable.ts'
import { formatFindings } from '../core/report.ts'
import type { Cli } from './command.ts'
import { Refusal } from './failure.ts'
import type { TapTarget } from './tap-target.ts'

export interface ArtifactFlags {
  /** A digest to pin to; true for the one that the tag names now. */
  digest?: string | true
  skipValidate?: boolean
  insecureRegistry?: string[]
  trustedRoot?: string
  secret?: string
}

/**
 * Pulls and judges an artifact before anything is applied. The tag is resolved once.
 *
 * @throws Refusal where it is not signed as recorded, or not well-formed
 */
export async function inspectTarget(
  cli: Cli,
  { reference, signer, record: recorded }: TapTarget,
  flags: ArtifactFlags,
): Promise<{ record: InspectedRelease; warnings: string[] }> {
  const { inspectArtifact } = await import('../io/inspect-artifact.ts')
  const { loadTrustedRoot } = await import('../io/signature/trusted-root.ts')
  const { openForUser } = await import('../io/registry/user-registry.ts')
  const { inspectionServices } = await import('./inspection.ts')
  const insecure = flags.insecureRegistry ?? []
  const where = `${reference.url}:${reference.tag}`
  const { record, findings } = await inspectArtifact(
    typeof flags.digest === 'string' ? flags.digest : reference.tag,
    signer,
    {
      repository: openForUser(reference, { insecure, env: cli.env }),
      ociRef: reference.url,
      ...inspectionServices(cli, undefined),
      trustedRoot: loadTrustedRoot(flags.trustedRoot),
    },
  )
  refuseUnsigned(findings, where)
  if (!record || (countFindings(findings).error > 0 && !flags.skipValidate)) {
    cli.terminal.note(`${formatFindings(errorsOf(findings), () => null, cli.terminal.paintNote)}\n`)
    const override = record ? '; --skip-validate overrides it' : ''
    throw new Refusal(
      `${where} failed validation with ${countFindings(findings).error} errors\nIts author has to mend them${override}.`,
    )
  }
  if (record.contents.packageSources.length === 0) {
    throw new Refusal(`${where} carries no PackageSource, so that there is nothing to tap`)
  }
  const warnings = await privateWarning(cli, reference, flags)
  const isMoved = recorded !== null && recorded.digest !== record.digest
  const moved = `${printable(reference.tag)} is not what the index checked: it is ${record.digest} now, and was ${recorded?.digest}`
  return { record, warnings: isMoved ? [...warnings, moved] : warnings }
}

/** What this machine pulls with its login, a cluster pulls only with a Secret. */
async function privateWarning(
  { env }: Cli,
  reference: TapReference,
  { insecureRegistry: insecure = [], secret }: ArtifactFlags,
): Promise<string[]> {
  if (secret !== undefined) return []
  const { openForUser } = await import('../io/registry/user-registry.ts')
  const { RegistryError } = await import('../io/registry/error.ts')
  try {
    await openForUser(reference, { insecure, env, anonymous: true }).resolveTag(reference.tag)
    return []
  } catch (error) {
    if (!(error instanceof RegistryError) || error.isTemporary) return []
    return [
      `${reference.url} cannot be pulled without a login: make a pull Secret in ${NAMESPACE} and name it with --secret, or Flux will not get it`,
    ]
  }
}

function errorsOf(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ severity }) => severity === 'error')
}

function refuseUnsigned(findings: readonly Finding[], where: string): void {
  const [problem] = errorsOf(findings).filter(({ rule }) => rule.startsWith('signature-'))
  if (!problem) return
  throw new Refusal(
    `${where} is not signed by whom the index names: ${printable(problem.message)} [${problem.rule}]\nDo not tap it. Tell the maintainers of the index, and its author.`,
  )
}
