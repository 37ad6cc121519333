import type { Finding } from '../core/finding.ts'
import type { IndexHandle } from '../core/index-handle.ts'
import type { InspectedRelease } from '../core/inspection.ts'
import type { ArtifactReference } from '../core/oci-ref.ts'
import type { LooseEntry } from '../core/read-entries.ts'
import type { Entry } from '../core/schemas/entry.ts'
import { expectedIdentity, GITHUB_ISSUER } from '../core/signing-identity.ts'
import { inspectArtifact } from '../io/inspect-artifact.ts'
import { RegistryError } from '../io/registry/error.ts'
import { openForUser } from '../io/registry/user-registry.ts'
import { findSigners } from '../io/signature/find-signers.ts'
import { signatureSource } from '../io/signature/source.ts'
import { loadTrustedRoot } from '../io/signature/trusted-root.ts'
import type { Cli } from './command.ts'
import { CannotDo, Refusal } from './failure.ts'
import { inspectionServices } from './inspection.ts'

/** What an author may say beside the artifact. */
export interface SubmissionFlags {
  name?: string
  description?: string
  homepage?: string
  maintainer?: string
  tag?: string[]
  identity?: string
  issuer?: string
  trustedRoot?: string
  insecureRegistry?: string[]
}

export interface Examined {
  signing: Entry['signing']
  record: InspectedRelease | null
  findings: Finding[]
}

/**
 * Looks at the artifact as a stranger does: without a login. A package that its registry keeps private
 * is every author's first failure.
 *
 * @param recorded who signs the package, where it is listed already
 */
export async function examineArtifact(
  cli: Cli,
  reference: ArtifactReference,
  recorded: LooseEntry['signing'],
  flags: SubmissionFlags,
): Promise<Examined> {
  const { host, path, tag } = reference
  const options = { insecure: flags.insecureRegistry ?? [], env: cli.env }
  const repository = openForUser(reference, { ...options, anonymous: true })
  const digest = await repository.resolveTag(tag).then(
    (found) => found.digest,
    async (error: unknown) => {
      if (!(error instanceof RegistryError)) throw error
      if (!['unauthorized', 'forbidden', 'not-found'].includes(error.code)) throw error
      const isThere = await openForUser(reference, options)
        .resolveTag(tag)
        .then(
          () => true,
          () => false,
        )
      throw isThere ? privatePackage(reference) : error
    },
  )
  const signing = await chooseSigner(reference, recorded, flags, () =>
    findSigners(signatureSource(repository), digest),
  )
  const { record, findings } = await inspectArtifact(
    tag,
    { identity: expectedIdentity(signing.identity, tag), issuer: signing.issuer },
    {
      ...inspectionServices(cli, undefined),
      repository,
      ociRef: `oci://${host}/${path}`,
      trustedRoot: loadTrustedRoot(flags.trustedRoot),
    },
  )
  return { signing, record, findings }
}

function privatePackage({ host, path }: ArtifactReference): Refusal {
  const [owner = '', ...rest] = path.split('/')
  const settings =
    host === 'ghcr.io'
      ? `\nMake it public under "Danger Zone", as a user or an organisation:\n  https://github.com/users/${owner}/packages/container/${encodeURIComponent(rest.join('/'))}/settings\n  https://github.com/orgs/${owner}/packages/container/${encodeURIComponent(rest.join('/'))}/settings`
      : '\nMake it public in the settings of its registry.'
  return new Refusal(
    `${host}/${path} is private: with your login it can be pulled, and without one it cannot${settings}`,
  )
}

/** Who is named, who is recorded, or else who the signature says; a run on a tag signs for each anew. */
async function chooseSigner(
  { host, path, tag }: ArtifactReference,
  recorded: LooseEntry['signing'],
  { identity, issuer }: SubmissionFlags,
  find: () => Promise<Entry['signing'][]>,
): Promise<Entry['signing']> {
  if (identity !== undefined) return { identity, issuer: issuer ?? GITHUB_ISSUER }
  if (recorded?.identity && recorded.issuer) {
    return { identity: recorded.identity, issuer: recorded.issuer }
  }
  const signers = await find()
  const [only] = signers
  if (!only) {
    throw new Refusal(
      `${host}/${path}:${tag} is not signed\nSign it in its release workflow: cozypkg push … --sign. The index lists nothing unsigned.`,
    )
  }
  if (signers.length > 1) {
    const names = signers.map((one) => `  --identity ${one.identity} --issuer ${one.issuer}`)
    throw new CannotDo(
      `${host}/${path}:${tag} has several signers\nSay which it is:\n${names.join('\n')}`,
    )
  }
  return { ...only, identity: templateOf(only.identity, tag) }
}

function templateOf(identity: string, tag: string): string {
  const ending = `@refs/tags/${tag}`
  if (!identity.endsWith(ending)) return identity
  return `${identity.slice(0, -ending.length)}@refs/tags/{version}`
}

/** The entry in the index that is of this repository, if there is one. */
export function listedName(index: IndexHandle | null, ociRef: string): string | null {
  return index?.listing.packages.find((one) => one.ociRef === ociRef)?.name ?? null
}

/**
 * The entry that is proposed: what is listed, with what changes.
 *
 * @throws CannotDo where something is lacking that only its author can say
 */
export function composeEntry(
  { host, path, tag }: ArtifactReference,
  listed: LooseEntry | null,
  { signing, record }: Examined,
  flags: SubmissionFlags,
): Entry {
  const contents = record?.contents
  const [source, ...sources] = contents?.packageSources ?? []
  const name = flags.name ?? listed?.name ?? (sources.length === 0 ? source?.name : undefined)
  if (name === undefined) {
    throw new CannotDo(
      'the artifact has several PackageSources\nSay what the package is called: --name acme.hello',
    )
  }
  const [application, ...applications] = contents?.applications ?? []
  const own = applications.length === 0 ? (application?.description ?? undefined) : undefined
  const description = flags.description ?? listed?.description ?? own
  if (!description) {
    throw new CannotDo(
      'a new entry needs a description\nSay in one sentence what the package is: --description "…"',
    )
  }
  const homepage = flags.homepage ?? listed?.homepage ?? record?.signature?.repository?.uri
  const maintainer = flags.maintainer ?? listed?.maintainer
  const tags = flags.tag ?? listed?.tags
  return {
    name,
    ociRef: `oci://${host}/${path}`,
    version: tag,
    description,
    ...(homepage === undefined ? {} : { homepage }),
    ...(maintainer === undefined ? {} : { maintainer }),
    ...(tags === undefined ? {} : { tags: [...tags] }),
    signing,
  }
}
