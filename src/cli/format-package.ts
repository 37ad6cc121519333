import { formatBytes } from '../core/bytes.ts'
import type { FoundPackage } from '../core/index-handle.ts'
import { describeContents } from '../core/inspection.ts'
import { isRecordOf } from '../core/package-state.ts'
import { printable } from '../core/printable.ts'
import type { LooseEntry } from '../core/read-entries.ts'
import type { Paint } from '../core/report.ts'
import type { Package } from '../core/schemas/catalog.ts'
import type { Release } from '../core/schemas/release.ts'
import { STATE_TEXT } from '../core/state-text.ts'

const NOT_CHECKED = 'not checked'

/** What adding a package means, whatever its page says. */
export const CAUTION =
  'A listing is no endorsement. Adding a package runs its charts in the management cluster, applied\nwith cluster-admin rights, whatever its "privileged" flag says.'

/**
 * A package for people: everything that its page on the site shows.
 *
 * @param release the release that is shown, or null where none was checked
 */
export function formatPackage(
  { entry, full }: FoundPackage,
  release: Release | null,
  paint: Paint,
): string {
  const sections = [
    describeEntry(entry, full, paint),
    describeOverview(full?.overview ?? null, release),
    describeSignature(entry, full, release, paint),
    describeRelease(release, paint),
    release ? describeApplications(release, paint) : [],
    full ? describeVersions(full, release, paint) : [],
    [paint('dim', CAUTION)],
  ]
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n')
}

function describeEntry(entry: LooseEntry, full: Package | null, paint: Paint): string[] {
  const version = entry.version === undefined ? '' : ` ${printable(entry.version)}`
  return [
    paint('bold', printable(entry.name)) + version,
    printable(entry.description ?? ''),
    '',
    ...pairs([
      ['state', full ? stateOf(full) : NOT_CHECKED],
      ['reason', full?.reason],
      ['use instead', full?.successor],
      ['advisory', full?.advisory],
      ['artifact', entry.ociRef],
      ['homepage', entry.homepage],
      ['maintainer', entry.maintainer],
      ['tags', entry.tags?.join(', ')],
      ['listed since', full && (full.firstListed?.slice(0, 10) ?? 'not known')],
      ['last changed', full && (full.lastChanged?.slice(0, 10) ?? 'not known')],
      ['Flux source', full?.tapSource],
    ]),
  ]
}

function stateOf({ state }: Package): string {
  return `${state}: ${STATE_TEXT[state].meaning}`
}

/** Where the author wrote no overview, the README of the artifact stands in. */
function describeOverview(overview: Package['overview'], release: Release | null): string[] {
  const { body = release?.contents.readme ?? '', ...matter } = overview ?? {}
  const facts = pairs(Object.entries(matter).map(([key, value]) => [key, String(value ?? '')]))
  const text = body ? body.split('\n').map((line) => `  ${printable(line)}`.trimEnd()) : []
  return [...facts, ...(facts.length > 0 && body ? [''] : []), ...text]
}

function describeSignature(
  { signing }: LooseEntry,
  full: Package | null,
  release: Release | null,
  paint: Paint,
): string[] {
  const signature = release?.signature
  const repository = signature?.repository
  const isListed = full !== null && release !== null && isRecordOf(release, full)
  const checked =
    release === null
      ? NOT_CHECKED
      : `matched on ${release.verifiedAt.slice(0, 10)}${isListed ? '' : ', of an earlier release'}`
  return [
    paint('bold', 'Signature'),
    ...pairs([
      ['recorded', signing?.identity ?? 'none'],
      ['issuer', signing?.issuer],
      ['of the release', checked],
      ['identity', signature?.identity],
      ['source', repository && `${repository.uri} (${repository.id}, owner ${repository.ownerId})`],
      ['started by', signature?.trigger],
      ['signed at', signature?.signedAt],
      ['log index', signature?.logIndex],
    ]),
    '  It shows which workflow built the release, not that it is harmless.',
  ]
}

function describeRelease(release: Release | null, paint: Paint): string[] {
  if (!release) return [paint('bold', 'Contents'), `  ${NOT_CHECKED}`]
  const { contents } = release
  const kinds = contents.kinds.map(printable).join(', ') || 'none'
  return [
    paint('bold', `Contents of ${printable(release.version)}`),
    ...pairs([
      ['digest', release.digest],
      ['size', `${formatBytes(release.size)}, ${formatBytes(contents.unpackedSize)} unpacked`],
      ['created', release.created ?? 'not stated'],
      ['brings', kinds + (contents.hasTemplatedKinds ? ', and kinds that templates compute' : '')],
    ]),
    '',
    ...describeContents({ ...contents, applications: [] }, paint).slice(0, -1),
  ]
}

function describeApplications({ contents }: Release, paint: Paint): string[] {
  return contents.applications.flatMap((one, at) => [
    ...(at === 0 ? [paint('bold', 'Applications')] : []),
    `  ${paint('bold', printable(one.kind))}${one.category ? ` (${printable(one.category)})` : ''}${one.description ? `: ${printable(one.description)}` : ''}`,
    ...one.parameters.map(({ path, type, required, ...parameter }) => {
      const facts = [
        type,
        required ? 'required' : null,
        parameter.default && `= ${parameter.default}`,
      ]
      const text = [facts.filter(Boolean).join(' '), parameter.description].filter(Boolean)
      return `    ${printable(path)}${text.length > 0 ? `  ${printable(text.join(': '))}` : ''}`
    }),
  ])
}

function describeVersions(full: Package, shown: Release | null, paint: Paint): string[] {
  if (full.releases.length === 0) return []
  const yanked = new Map(full.yanked.map(({ version, reason }) => [version, reason]))
  return [
    paint('bold', 'Versions'),
    ...full.releases.map(({ version, digest, verifiedAt }) => {
      const reason = yanked.get(version)
      const mark = version === shown?.version ? '*' : ' '
      const note =
        reason === undefined ? '' : `  ${paint('yellow', `yanked: ${printable(reason)}`)}`
      return `${mark} ${printable(version)}  ${verifiedAt.slice(0, 10)}  ${digest}${note}`
    }),
  ]
}

/** Facts, one a line; what nobody stated is left out. */
function pairs(facts: readonly (readonly [string, string | null | undefined | false])[]): string[] {
  const stated = facts.flatMap(([key, value]) => (value ? [[key, value] as const] : []))
  const width = Math.max(...stated.map(([key]) => key.length), 0)
  return stated.map(([key, value]) => `  ${key.padEnd(width)}  ${printable(value)}`)
}
