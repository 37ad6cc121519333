import { countFindings, type Finding } from '../../core/finding.ts'
import type { IndexHandle } from '../../core/index-handle.ts'
import { parseReference } from '../../core/oci-ref.ts'
import { formatFindings } from '../../core/report.ts'
import type { Entry } from '../../core/schemas/entry.ts'
import type { Cli, CliCommand } from '../command.ts'
import type { DeliveryFlags } from '../deliver-submission.ts'
import { CannotDo, Refusal } from '../failure.ts'
import { addIndexFlags, type IndexFlags, openNamedIndex } from '../index-flags.ts'
import type { SubmissionFlags } from '../submission.ts'

type Flags = IndexFlags & SubmissionFlags & DeliveryFlags

export const command: CliCommand<Flags> = {
  define(command) {
    command
      .description(
        'Propose a pushed release to the index: look at it as everybody else sees it, write its\nentry, and open or update the pull request. With a token in GH_TOKEN or GITHUB_TOKEN (the\nright public_repo is enough) or through gh; with neither it prints the file and a link.',
      )
      .argument('<oci-ref>', 'the release: oci://ghcr.io/acme/hello:v1.2.0')
      .option('--name <name>', 'of the package (default: what is listed, or its PackageSource)')
      .option(
        '--description <text>',
        'one sentence (default: what is listed, or its application’s)',
      )
      .option(
        '--homepage <url>',
        'where people read more (default: what is listed, or its repository)',
      )
      .option('--maintainer <who>', 'an account, or Name <email>')
      .option('--tag <tag...>', 'words to find it by, in place of those that are listed')
      .option('--identity <identity>', 'who signs it (default: who is recorded, or who signed)')
      .option('--issuer <issuer>', 'the issuer of that identity')
      .option('--trusted-root <file>', 'verify by another trust root than Sigstore’s public one')
      .option('--repo <owner/name>', 'the index on GitHub', 'cozystack/packages-index')
      .option('--to <dir>', 'write the entry into this index folder, and open nothing')
      .option('--dry-run', 'print the entry, and open nothing')
      .option('-y, --yes', 'do not ask before opening a pull request')
    addIndexFlags(command)
  },
  examples: [
    ['cozypkg submit oci://ghcr.io/acme/hello:v1.2.0', 'a new version of what is listed'],
    [
      'cozypkg submit oci://ghcr.io/acme/hello:v1.0.0 --description "Greets everybody." --tag demo',
      'a new package',
    ],
    ['cozypkg submit oci://ghcr.io/acme/hello:v1.2.0 --dry-run', 'only the entry'],
  ],
  async run(cli, [text = ''], flags) {
    const reference = parseReference(text)
    if (!reference || !text.startsWith('oci://') || reference.tag.startsWith('sha256:')) {
      throw new CannotDo(
        `${text} is no release\nName it with its version: oci://ghcr.io/acme/hello:v1.2.0`,
      )
    }
    const { composeEntry, examineArtifact, listedName } = await import('../submission.ts')
    const index = await openIfThere(cli, flags)
    const name = flags.name ?? listedName(index, `oci://${reference.host}/${reference.path}`)
    const listed = (name ? await index?.readPackage(name) : null)?.entry ?? null
    const examined = await examineArtifact(cli, reference, listed?.signing, flags)
    const entry = composeEntry(reference, listed, examined, flags)
    await judge(cli, entry, examined, index)
    const { deliverSubmission } = await import('../deliver-submission.ts')
    return deliverSubmission(cli, entry, listed !== null, flags)
  },
}

/** Who submits the first package, or works offline, has no index to compare with. */
async function openIfThere(cli: Cli, flags: Flags): Promise<IndexHandle | null> {
  try {
    return await openNamedIndex(cli, flags.to ? { ...flags, index: flags.to } : flags)
  } catch (error) {
    if (cli.signal.aborted || !(error instanceof Error)) throw error
    cli.terminal.note(
      `${cli.terminal.paintNote('yellow', 'warning')} ${error.message}\nThe entry is not compared with what is listed.\n`,
    )
    return null
  }
}

/** What the index's checks would say is said here first. */
async function judge(
  { terminal }: Cli,
  entry: Entry,
  { record, findings }: import('../submission.ts').Examined,
  index: IndexHandle | null,
): Promise<void> {
  const { judgeSubmission } = await import('../../core/judge-submission.ts')
  const { writeEntry } = await import('../../core/write-entry.ts')
  const release = record?.signature ? { ...record, signature: record.signature } : null
  const all: Finding[] = [
    ...findings,
    ...judgeSubmission({ entry, release }, index?.listing ?? null),
  ]
  const telling = all.filter(({ severity }) => severity !== 'info')
  const sourceOf = (file: string) =>
    file === `packages/${entry.name}.yaml` ? writeEntry(entry) : null
  if (telling.length > 0)
    terminal.note(`${formatFindings(telling, sourceOf, terminal.paintNote)}\n`)
  const { error } = countFindings(all)
  if (error > 0) {
    throw new Refusal(
      `${error} ${error === 1 ? 'error' : 'errors'}: the index would refuse it, and nothing was opened`,
    )
  }
}
