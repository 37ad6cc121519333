import { dump } from 'js-yaml'
import { checkIndex } from './check-index.ts'
import type { Finding } from './finding.ts'
import type { IndexFile } from './index-file.ts'
import type { Listing } from './listing.ts'
import type { Entry } from './schemas/entry.ts'
import type { Release } from './schemas/release.ts'
import { writeEntry } from './write-entry.ts'

export interface Submission {
  entry: Entry
  /** What was found at the version that it names; null where that is not recordable. */
  release: Release | null
}

/** Of other packages only what names are compared by is known. */
const UNKNOWN = {
  version: '0.0.0',
  description: 'Listed.',
  signing: { identity: '-', issuer: '-' },
}

/**
 * What the index would say of an entry, before anybody is asked: every offline rule, beside the names
 * that are listed. The index has the last word, with its own policy.
 */
export function judgeSubmission(
  { entry, release }: Submission,
  listing: Listing | null,
): Finding[] {
  const { name, version } = entry
  const own = new Map([[`packages/${name}.yaml`, writeEntry(entry)]])
  if (release) own.set(`releases/${name}/${version}.json`, JSON.stringify(release))
  const others = new Map(
    (listing?.packages ?? [])
      .filter((one) => one.name !== name)
      .map((one) => [
        `packages/${one.name}.yaml`,
        writeEntry({ ...UNKNOWN, name: one.name, ociRef: one.ociRef }),
      ]),
  )
  const gone = (listing?.tombstones ?? []).map((one) => [
    one.name,
    one.state === 'renamed' && one.to !== null
      ? { state: 'renamed', to: one.to }
      : { state: 'removed', reason: one.reason ?? 'It is gone.' },
  ])
  const trust = new Map([
    ['policy.yaml', dump(listing?.core ? { core: listing.core } : {})],
    ['lifecycle.yaml', dump(Object.fromEntries(gone))],
  ])
  const files = [...own, ...others, ...trust].map(([path, text]) => toFile(path, text))
  return checkIndex(files).findings.filter(
    ({ file }) =>
      own.has(file) || (file === 'lifecycle.yaml' && gone.some(([one]) => one === name)),
  )
}

function toFile(path: string, text: string): IndexFile {
  const bytes = new TextEncoder().encode(text)
  return { path, type: 'file', executable: false, size: bytes.length, bytes, detail: null }
}
