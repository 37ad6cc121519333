import { formatBytes } from '../../core/bytes.ts'
import { countFindings } from '../../core/finding.ts'
import { toMoment } from '../../core/moment.ts'
import { type ArtifactReference, parseReference } from '../../core/oci-ref.ts'
import { formatFindings } from '../../core/report.ts'
import type { ArtifactMetadata } from '../../io/registry/flux-artifact.ts'
import type { Repository } from '../../io/registry/oci-registry.ts'
import type { Cli, CliCommand } from '../command.ts'
import { CannotDo, Refusal } from '../failure.ts'

interface Flags {
  path: string
  source?: string
  revision?: string
  reproducible?: boolean
  helmLint?: string | true
  sign?: boolean
  fulcioUrl: string
  rekorUrl: string
  force?: boolean
  insecureRegistry?: string[]
  json?: boolean
}

export const command: CliCommand<Flags> = {
  define(command) {
    command
      .description(
        'Validate a repository, pack it exactly as flux push artifact does, and push it.\nThe registry is logged in to as docker is: docker login.',
      )
      .argument('<oci-ref>', 'where to, with its tag: oci://ghcr.io/acme/hello:v1.2.0')
      .option('--path <dir>', 'the repository, or its packages folder', '.')
      .option('--source <url>', 'the Git repository it is built from (default: asks git)')
      .option('--revision <revision>', 'of that, as <describe>:<commit> (default: asks git)')
      .option('--reproducible', 'date it 1970, so that the same files give the same digest')
      .option('--helm-lint [helm]', 'also helm lint on every chart')
      .option('--sign', 'sign it keylessly, in a workflow of GitHub')
      .option('--fulcio-url <url>', 'sign with this authority', 'https://fulcio.sigstore.dev')
      .option('--rekor-url <url>', 'and this transparency log', 'https://rekor.sigstore.dev')
      .option('--force', 'let a tag that is there name something else')
      .option('--insecure-registry <host...>', 'ask this registry in plain HTTP')
      .option('--json', 'print JSON')
  },
  examples: [
    ['cozypkg push oci://ghcr.io/acme/hello:v1.2.0', 'the repository you stand in'],
    ['cozypkg push oci://ghcr.io/acme/hello:v1.2.0 --sign', 'in a release workflow'],
    [
      'cozypkg push oci://localhost:5000/acme/hello:v0 --insecure-registry localhost:5000',
      'to try',
    ],
  ],
  async run(cli, [text = ''], flags) {
    const reference = readTarget(text)
    const { terminal } = cli
    const { canProveIdentity, workflowToken } = await import('../../io/workflow-token.ts')
    if (flags.sign && !canProveIdentity(cli.env)) {
      throw new CannotDo(
        '--sign has nobody to vouch for\nRun it in a workflow of GitHub with the permission id-token: write, or set SIGSTORE_ID_TOKEN.',
      )
    }
    const { openForUser } = await import('../../io/registry/user-registry.ts')
    const insecure = flags.insecureRegistry ?? []
    const repository = openForUser(reference, { insecure, env: cli.env })
    const packed = await pack(cli, flags)
    if (!flags.force) await refuseMoved(repository, reference, packed.digest)
    const { pushArtifact } = await import('../../io/registry/flux-artifact.ts')
    await pushArtifact(repository, packed, reference.tag, (sent, total) =>
      terminal.progress?.(`pushing ${formatBytes(sent)} of ${formatBytes(total)}`),
    )
    terminal.progress?.('')
    const subject = {
      mediaType: packed.manifest.mediaType,
      digest: packed.digest,
      size: packed.manifest.bytes.length,
    }
    if (flags.sign) {
      const { signArtifact } = await import('../../io/signature/sign-artifact.ts')
      const { fulcioUrl, rekorUrl } = flags
      const getToken = () => workflowToken(cli.env)
      await signArtifact(repository, subject, { fulcioUrl, rekorUrl, getToken })
    }
    const where = `oci://${reference.host}/${reference.path}`
    const pushed = {
      reference: `${where}:${reference.tag}`,
      digest: packed.digest,
      signed: flags.sign ?? false,
    }
    terminal.write(
      flags.json
        ? `${JSON.stringify(pushed, null, 2)}\n`
        : `${pushed.reference}@${pushed.digest}\n`,
    )
    return 0
  },
}

function readTarget(text: string): ArtifactReference {
  const reference = parseReference(text)
  const example = 'Write it as oci://ghcr.io/acme/hello:v1.2.0.'
  if (!reference || !text.startsWith('oci://')) {
    throw new CannotDo(`${text} is no reference to push to\n${example}`)
  }
  if (reference.tag.startsWith('sha256:')) {
    throw new CannotDo(`${text} names a digest, which only comes of what is pushed\n${example}`)
  }
  if (!/:[^/]+$/.test(text.slice('oci://'.length))) {
    throw new CannotDo(`${text} has no tag, and a release needs one\n${example}`)
  }
  return reference
}

/** What is pushed is what was judged: the folder is read once. */
async function pack(cli: Cli, flags: Flags) {
  const { terminal } = cli
  const { inspectFolder } = await import('../../io/inspect-folder.ts')
  const { inspectionServices } = await import('../inspection.ts')
  const { packed, findings, sourceOf } = await inspectFolder(
    flags.path,
    await describeSource(cli, flags),
    inspectionServices(cli, flags.helmLint),
  )
  const telling = findings.filter(({ severity }) => severity !== 'info')
  if (telling.length > 0)
    terminal.note(`${formatFindings(telling, sourceOf, terminal.paintNote)}\n`)
  const { error } = countFindings(findings)
  if (error === 0) return packed
  throw new Refusal(
    `${error} ${error === 1 ? 'error' : 'errors'}: nothing was pushed\nMend ${error === 1 ? 'it' : 'them'}; cozypkg validate ${flags.path} shows what is left.`,
  )
}

/** One commit has one date, so that a release that is pushed again is the same. */
async function describeSource(
  { terminal, now }: Cli,
  { path, source, revision, reproducible }: Flags,
): Promise<ArtifactMetadata> {
  const { readGitSource } = await import('../../io/git-source.ts')
  const known = readGitSource(path)
  const committed = known?.isChanged === false ? known.committedAt : toMoment(now())
  if (known?.isChanged && !revision) {
    terminal.note(
      `${terminal.paintNote('yellow', 'warning')} ${path} differs from the commit that the artifact will name\n`,
    )
  }
  const stated = { source: source ?? known?.source, revision: revision ?? known?.revision }
  if (!stated.source || !stated.revision) {
    const lacking = stated.source ? '--revision' : '--source'
    throw new CannotDo(
      `git does not say where ${path} comes from\nSay it with ${lacking}${stated.source || stated.revision ? '' : ' and --revision'}; the artifact states it.`,
    )
  }
  const created = reproducible ? '1970-01-01T00:00:00Z' : committed
  return { source: stated.source, revision: stated.revision, created }
}

/** Clusters and the index hold on to what a release was: another thing under its tag is no release. */
async function refuseMoved(
  repository: Repository,
  { host, path, tag }: ArtifactReference,
  digest: string,
): Promise<void> {
  const { RegistryError } = await import('../../io/registry/error.ts')
  const there = await repository.resolveTag(tag).catch((error: unknown) => {
    // Who may not read may still be allowed to write.
    const isOpen =
      error instanceof RegistryError &&
      ['not-found', 'unauthorized', 'forbidden'].includes(error.code)
    if (isOpen) return null
    throw error
  })
  if (!there || there.digest === digest) return
  throw new Refusal(
    `${host}/${path}:${tag} is there already, and is ${there.digest}\nThis would be ${digest}. Push it under a new version, or move the tag with --force; the index refuses a release that moved.`,
  )
}
