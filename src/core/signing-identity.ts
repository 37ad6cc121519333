import { type Entry, VERSION_PATTERN } from './schemas/entry.ts'
import type { Release, Signature } from './schemas/release.ts'

export const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com'

const PLACEHOLDER = '{version}'
const VERSION_AT_END = /(@refs\/tags\/)(v?)\{version\}$/

/**
 * The exact identity that must have signed a version: `{version}` right after `@refs/tags/` becomes
 * the version as it is written, and right after `@refs/tags/v` the version without its own `v`.
 *
 * A placeholder anywhere else, a second one and a version that is not strict semver are left alone:
 * verification refuses every identity that still holds a brace.
 */
export function expectedIdentity(template: string, version: string): string {
  const isOnce = template.indexOf(PLACEHOLDER) === template.lastIndexOf(PLACEHOLDER)
  if (!isOnce || !VERSION_PATTERN.test(version)) return template
  return template.replace(VERSION_AT_END, (_, tags: string, v: string) =>
    v ? `${tags}v${version.replace(/^v/, '')}` : `${tags}${version}`,
  )
}

/** What the subject of a GitHub Actions certificate names. */
export interface WorkflowIdentity {
  /** Owner and name, such as `acme/hello`. */
  repository: string
  /** The workflow's file, such as `.github/workflows/release.yaml`. */
  workflow: string
  /** The git reference that the workflow was read from, such as `refs/heads/main`. */
  ref: string
}

const GITHUB_WORKFLOW =
  /^https:\/\/github\.com\/([A-Za-z0-9-]+\/[A-Za-z0-9._-]+)\/(\.github\/workflows\/[A-Za-z0-9._-]+\.ya?ml)@([\x21-\x7e]+)$/

/** Reads the identity of a GitHub workflow; null where it is none. */
export function parseWorkflowIdentity(identity: string): WorkflowIdentity | null {
  const [, repository, workflow, ref] = GITHUB_WORKFLOW.exec(identity) ?? []
  return repository && workflow && ref ? { repository, workflow, ref } : null
}

/** The command that repeats the check with cosign, for a shell. */
export function cosignCommand(
  ociRef: string,
  digest: string,
  signature: Pick<Signature, 'identity' | 'issuer'>,
): string {
  return [
    'cosign verify',
    `--certificate-identity ${shellQuote(signature.identity)}`,
    `--certificate-oidc-issuer ${shellQuote(signature.issuer)}`,
    shellQuote(`${ociRef.replace(/^oci:\/\//, '')}@${digest}`),
  ].join(' ')
}

/** The command that looks into an artifact and at its signature, in a checkout of the index. */
export function inspectCommand({ ociRef, version, signing }: Entry): string {
  const identity = expectedIdentity(signing.identity, version)
  return [
    `npm run inspect -- ${shellQuote(`${ociRef}:${version}`)}`,
    `--identity ${shellQuote(identity)}`,
    `--issuer ${shellQuote(signing.issuer)}`,
  ].join(' \\\n  ')
}

/** One word of a POSIX shell; quoted only where a character could mean something to it. */
function shellQuote(word: string): string {
  if (/^[A-Za-z0-9_@%+:,./][A-Za-z0-9_@%+=:,./-]*$/.test(word)) return word
  return `'${word.replaceAll("'", "'\\''")}'`
}

/**
 * An element of `matchOIDCIdentity` in Flux's `spec.verify`, whose two fields are Go regular
 * expressions: anchored, because Flux searches, and without a character that means anything.
 */
export function fluxVerify(identity: string, issuer: string): { issuer: string; subject: string } {
  return { issuer: exactly(issuer), subject: exactly(identity) }
}

/** Escapes what Go's regexp.QuoteMeta escapes, so that Go and JavaScript read the same. */
function exactly(text: string): string {
  return `^${text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&')}$`
}

/**
 * The ids of the source repository that earlier releases were built from: a later release of the
 * same repository with other ids comes from a re-registered account. After a reviewed move to
 * another repository there is nothing to hold it against.
 *
 * @param releases newest first
 */
export function knownSource(
  identity: string,
  releases: readonly Pick<Release, 'signature'>[],
): { repositoryId: string; ownerId: string } | null {
  const workflow = parseWorkflowIdentity(identity)
  const uri = workflow && `https://github.com/${workflow.repository}`
  const first = releases.findLast(
    ({ signature }) => uri === null || signature.repository?.uri === uri,
  )?.signature.repository
  return first ? { repositoryId: first.id, ownerId: first.ownerId } : null
}
