import { currentName } from './current-name.ts'
import { type Document, type EntryDocument, type ReleaseDocument, textAt } from './document.ts'
import type { Index } from './index-model.ts'
import { ownerOf, readOciRef } from './oci-ref.ts'
import { quote } from './printable.ts'
import type { Problem } from './rule.ts'

/** Documents by what they claim; only claims with more than one claimant. */
export function sharedClaims<D extends Document>(
  documents: Iterable<D>,
  claimsOf: (document: D) => Iterable<string>,
): [claim: string, claimants: D[]][] {
  return [...groupClaims(documents, claimsOf)].filter(([, claimants]) => claimants.length > 1)
}

function groupClaims<D extends Document>(
  documents: Iterable<D>,
  claimsOf: (document: D) => Iterable<string>,
): Map<string, D[]> {
  const byClaim = new Map<string, D[]>()
  for (const document of documents) {
    for (const claim of new Set(claimsOf(document))) {
      const claimants = byClaim.get(claim)
      if (claimants) claimants.push(document)
      else byClaim.set(claim, [document])
    }
  }
  return byClaim
}

/** Registry and organisation that an entry's repository belongs to, or null where it names none. */
export function ownerOfEntry(entry: EntryDocument): string | null {
  const ref = readOciRef(textAt(entry, 'ociRef'))
  return ref && ownerOf(ref)
}

const MOST_NAMED = 3

/** The other claimants' names, for a message. */
export function othersThan(document: Document, claimants: readonly Document[]): string {
  const names = claimants.filter((other) => other !== document).map((other) => other.name)
  const rest = names.length - MOST_NAMED
  return names.slice(0, MOST_NAMED).join(', ') + (rest > 0 ? ` and ${rest} more` : '')
}

type ClaimKind = 'packageSources' | 'kinds'

/**
 * Problems of releases that claim what the core tap, a tombstone or another package holds. What a
 * package held under an earlier name is its own.
 */
export function* claimProblems(
  index: Index,
  kind: ClaimKind,
  noun: string,
): Generator<Problem & { document: Document }> {
  const holders = foreignHolders(index, kind)
  const releases = [...index.releases.values()].flat()
  for (const [claim, claimants] of groupClaims(releases, (release) =>
    claimsOfRelease(release, kind),
  )) {
    const nameOf = ({ name }: Document) => currentName(name, index.lifecycle)
    const names = [...new Set(claimants.map(nameOf))]
    const held = holders.get(claim) ?? new Set()
    for (const document of claimants) {
      const name = nameOf(document)
      const others = names.filter((other) => other !== name)
      if (held.has(name) || (held.size === 0 && others.length === 0)) continue
      const [holder = others.join(', ')] = held
      yield {
        document,
        message: `the ${noun} ${quote(claim)} is already held by ${holder}`,
        fix: 'Rename it in the artifact and publish a new release.',
      }
    }
  }
}

/**
 * Who of the core tap and the tombstones holds what. What a renamed package held is its own still,
 * and where it is removed later, the tombstones of all its names hold it.
 */
function foreignHolders(index: Index, kind: ClaimKind): Map<string, Set<string>> {
  const holders = new Map<string, Set<string>>()
  const add = (claim: string, holder: string) => {
    const held = holders.get(claim)
    if (held) held.add(holder)
    else holders.set(claim, new Set([holder]))
  }
  for (const [name, state] of Object.entries(index.lifecycle)) {
    if (!('claims' in state)) continue
    for (const claim of state.claims?.[kind] ?? []) {
      add(claim, currentName(name, index.lifecycle))
    }
  }
  for (const claim of index.policy.core?.[kind] ?? []) add(claim, 'the core tap')
  return holders
}

function claimsOfRelease(release: ReleaseDocument, kind: ClaimKind): string[] {
  const contents = release.value?.contents
  if (!contents) return []
  return kind === 'kinds'
    ? contents.applications.map((application) => application.kind)
    : contents.packageSources.map((source) => source.name)
}
