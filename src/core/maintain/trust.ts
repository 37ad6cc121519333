import { ownerOfEntry } from '../claims.ts'
import { ownerOf, readOciRef } from '../oci-ref.ts'
import { quote } from '../printable.ts'
import { compareVersions } from '../versions.ts'
import { type Draft, entryPath, Refusal } from './draft.ts'

/** Lets accounts edit the texts of a package without review. */
export function own(draft: Draft, name: string, accounts: readonly string[]): void {
  draft.demandListed(name)
  const { owners } = draft.index.policy
  const all = [...new Set([...(owners[name] ?? []), ...accounts.map(demandAccount)])]
  setOwners(draft, { ...owners, [name]: all })
}

/** Takes that away again; also of a package that is gone. */
export function disown(draft: Draft, name: string, accounts: readonly string[]): void {
  const { [name]: before, ...others } = draft.index.policy.owners
  if (!before) {
    draft.demandListed(name)
    draft.notes.push(`policy.yaml names no owner of ${name}.`)
    return
  }
  const gone = new Set(accounts.map(demandAccount))
  const left = before.filter((account) => !gone.has(account))
  setOwners(draft, left.length > 0 ? { ...others, [name]: left } : others)
}

/** Settles to which registry and organisation the first label of names belongs. */
export function claim(draft: Draft, label: string, owner?: string): void {
  const entries = [...draft.index.entries].filter(([name]) => name.startsWith(`${label}.`))
  const present = [...new Set(entries.map(([, entry]) => ownerOfEntry(entry)))]
  const [only] = present
  const holder = owner ?? (present.length === 1 ? only : null)
  if (!holder) {
    const fix = `Name one: claim ${label} ghcr.io/organisation`
    if (present.length === 0) {
      throw new Refusal(`no name begins with ${quote(`${label}.`)}, so nobody has it`, fix)
    }
    throw new Refusal(`names that begin with ${label}. belong to ${present.join(' and ')}`, fix)
  }
  demandPolicy(draft)
  draft.setKey('policy.yaml', 'claims', { ...draft.index.policy.claims, [label]: holder })
}

/** What a transferred entry says anew. */
export interface Transfer {
  version: string
  ociRef?: string | undefined
  identity?: string | undefined
  issuer?: string | undefined
  homepage?: string | undefined
  maintainer?: string | undefined
}

/**
 * Hands a package to another repository or signer. With it comes a new version: records vouch for
 * one repository and one signer, so the version that is recorded already would never be vouched for.
 */
export function transfer(draft: Draft, name: string, to: Transfer): void {
  draft.demandListed(name)
  const entry = draft.index.entries.get(name)
  const before = entry?.value
  if (!before) {
    throw new Refusal(`${entryPath(name)} cannot be read`, 'Mend it first: npm run check.')
  }
  const signing = {
    identity: to.identity ?? before.signing.identity,
    issuer: to.issuer ?? before.signing.issuer,
  }
  const ociRef = to.ociRef ?? before.ociRef
  const path = entryPath(name)
  draft.setKey(path, 'ociRef', ociRef)
  draft.setKey(path, 'version', to.version)
  draft.setKey(path, 'signing', signing)
  if (to.homepage) draft.setKey(path, 'homepage', to.homepage)
  if (to.maintainer) draft.setKey(path, 'maintainer', to.maintainer)
  if (draft.edits.size === 0) return
  const isElsewhere =
    ociRef !== before.ociRef || to.identity !== undefined || to.issuer !== undefined
  if (!isElsewhere) {
    throw new Refusal(
      'neither --oci-ref nor --identity is given, so nothing is handed over',
      'A new version alone is an ordinary pull request.',
    )
  }
  if (compareVersions(to.version, before.version) <= 0) {
    throw new Refusal(
      `${to.version} is not higher than ${before.version}, which is listed`,
      'Release a new version from the new place, and name that.',
    )
  }
  draft.notes.push(...followUps(draft, name, ociRef))
}

/** What policy.yaml has to say, in a pull request of its own: it changes alone. */
function followUps({ index }: Draft, name: string, ociRef: string): string[] {
  const notes: string[] = []
  const owners = index.policy.owners[name]
  if (owners) {
    notes.push(
      `Accounts ${owners.join(', ')} may still edit its texts. If they are not the new owner's, first and alone: npm run maintain -- disown ${name} ${owners.join(' ')}`,
    )
  }
  const ref = readOciRef(ociRef)
  const label = name.includes('.') ? name.slice(0, name.indexOf('.')) : null
  const holder = label ? index.policy.claims[label] : undefined
  if (ref && holder && holder !== ownerOf(ref)) {
    notes.push(
      `Names that begin with ${label}. belong to ${holder}. If all of them move, alone: npm run maintain -- claim ${label} ${ownerOf(ref)}`,
    )
  }
  return notes
}

function setOwners(draft: Draft, owners: Record<string, string[]>): void {
  demandPolicy(draft)
  draft.setKey('policy.yaml', 'owners', owners)
}

/** Broken, it would be read as the built-in one, and writing that down would lose what it says. */
function demandPolicy({ index }: Draft): void {
  const isThere = index.files.some(({ path }) => path === 'policy.yaml')
  if (!isThere || index.policyDocument?.value) return
  throw new Refusal(
    'policy.yaml cannot be read',
    'Mend it first: npm run check says what is wrong.',
  )
}

function demandAccount(account: string): string {
  if (/^[1-9]\d*$/.test(account)) return account
  throw new Refusal(
    `${quote(account)} is no numeric GitHub account`,
    'Names change hands, numbers do not. With --resolve the name is looked up now; or: gh api users/NAME --jq .id',
  )
}
