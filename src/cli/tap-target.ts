import { parseTapReference, type TapReference } from '../core/cluster/tap-reference.ts'
import type { FoundPackage } from '../core/index-handle.ts'
import { printable, quote } from '../core/printable.ts'
import type { Package } from '../core/schemas/catalog.ts'
import type { Release } from '../core/schemas/release.ts'
import { expectedIdentity } from '../core/signing-identity.ts'
import type { ExpectedSigner } from '../io/signature/signer.ts'
import type { Cli } from './command.ts'
import { splitVersion } from './commands/info.ts'
import { Refusal } from './failure.ts'
import { type IndexFlags, openNamedIndex } from './index-flags.ts'
import { explainNoMatch } from './no-match.ts'

/** What is to be tapped, and what the index says of it. */
export interface TapTarget {
  reference: TapReference
  /** Who must have signed; null where nobody has said. */
  signer: ExpectedSigner | null
  /** What the index recorded of this version; null where it did not. */
  record: Release | null
  warnings: string[]
}

export interface TargetFlags extends IndexFlags {
  tag?: string
  allowStale?: boolean
}

/**
 * Finds what `tap` is told to tap: a reference as it is, and a name by the index.
 *
 * @throws Refusal where the index does not have it, or does not want it tapped
 */
export async function findTapTarget(
  cli: Cli,
  words: string,
  flags: TargetFlags,
): Promise<TapTarget> {
  if (words.includes('://')) {
    const reference = readReference(words)
    const warnings = [
      'a reference says not who must have signed: nobody has looked at its signature',
    ]
    return { reference: withTag(reference, flags.tag), signer: null, record: null, warnings }
  }
  const index = await openNamedIndex(cli, flags)
  if (index.isExpired && !flags.allowStale) {
    throw new Refusal(
      `the index is older than its publisher vouches for: a package may have been withdrawn since\nTry again where ${index.location} can be reached, or take the risk with --allow-stale.`,
    )
  }
  const { name, version } = splitVersion(words)
  const found = await index.readPackage(name)
  if (!found) {
    throw new Refusal(
      `${quote(name)} is not in the index\n${explainNoMatch(name, index.listing)}`.trimEnd(),
    )
  }
  const listed = index.listing.packages.find((one) => one.name === name)
  if (listed?.state === 'frozen' || found.full?.state === 'frozen') throw frozen(found)
  return fromIndex(found, flags.tag ?? version)
}

function readReference(text: string): TapReference {
  const reference = parseTapReference(text)
  if ('problem' in reference) throw new Refusal(reference.problem)
  return reference
}

function withTag(reference: TapReference, tag: string | undefined): TapReference {
  return tag === undefined ? reference : { ...reference, tag }
}

function frozen({ entry, full }: FoundPackage): Refusal {
  const advisory = full?.advisory ? `\nRead ${printable(full.advisory)}` : ''
  return new Refusal(
    `${entry.name} is frozen, and must not be tapped: ${printable(full?.reason ?? 'no reason is given')}${advisory}`,
  )
}

function fromIndex({ entry, full }: FoundPackage, wanted: string | null): TapTarget {
  const tag = wanted ?? entry.version ?? 'latest'
  const record = full?.releases.find(({ version }) => version === tag) ?? null
  return {
    reference: withTag(readReference(entry.ociRef), tag),
    signer: signerOf({ entry, full }, tag, record),
    record,
    warnings: full ? warningsOf(full, tag, record) : [],
  }
}

/** An older version was signed by whom its own record names. */
function signerOf(
  { entry }: FoundPackage,
  tag: string,
  record: Release | null,
): ExpectedSigner | null {
  if (record) {
    const { identity, issuer, repository } = record.signature
    const known = repository && { repositoryId: repository.id, ownerId: repository.ownerId }
    return { identity, issuer, known }
  }
  const { identity, issuer } = entry.signing ?? {}
  return identity && issuer ? { identity: expectedIdentity(identity, tag), issuer } : null
}

function warningsOf(full: Package, tag: string, record: Release | null): string[] {
  const { name, state, successor } = full
  const reason = full.reason === null ? '' : `: ${printable(full.reason)}`
  const yank = full.yanked.find(({ version }) => version === tag)
  const warnings: string[] = []
  if (yank) warnings.push(`${name} ${tag} was withdrawn: ${printable(yank.reason)}`)
  if (!record) warnings.push(`the index has not checked ${name} ${printable(tag)}`)
  if (tag === full.version && state === 'moved')
    warnings.push(
      `the tag ${tag} of ${name} was moved to other content since it was checked${reason}`,
    )
  if (state === 'stale') warnings.push(`${name} could not be checked lately${reason}`)
  if (state === 'failing') warnings.push(`the entry of ${name} has errors${reason}`)
  if (state === 'deprecated') {
    const instead = successor === null ? '' : `; use ${printable(successor)} instead`
    warnings.push(`${name} is deprecated${reason}${instead}`)
  }
  return warnings
}
