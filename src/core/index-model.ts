import { compareText } from './compare-text.ts'
import { currentName } from './current-name.ts'
import {
  type Document,
  type EntryDocument,
  type OverviewDocument,
  parseDocument,
  type ReleaseDocument,
} from './document.ts'
import { type IndexFile, placeOf } from './index-file.ts'
import type { Lifecycle } from './schemas/lifecycle.ts'
import { type Policy, PolicySchema } from './schemas/policy.ts'
import { decodeUtf8 } from './utf8.ts'

/** Everything that stands in an index folder, parsed but not yet judged. */
export interface Index {
  files: readonly IndexFile[]
  documents: readonly Document[]
  /** By the name that the path carries. */
  entries: ReadonlyMap<string, EntryDocument>
  overviews: ReadonlyMap<string, OverviewDocument>
  /**
   * By the package that has them now: a renamed one keeps the records under its former names, which
   * stay where they were written.
   */
  releases: ReadonlyMap<string, readonly ReleaseDocument[]>
  /** Built-in defaults where `policy.yaml` is absent or broken. */
  policy: Policy
  policyDocument: Document<Policy> | null
  /** Empty where `lifecycle.yaml` is absent or broken. */
  lifecycle: Lifecycle
  lifecycleDocument: Document<Lifecycle> | null
}

/** Parses the files of an index folder, in the order of their paths. */
export function parseIndex(files: readonly IndexFile[]): Index {
  const sorted = [...files].sort((a, b) => compareText(a.path, b.path))
  const documents: Document[] = []
  const entries = new Map<string, EntryDocument>()
  const overviews = new Map<string, OverviewDocument>()
  const records: ReleaseDocument[] = []
  let policyDocument: Document<Policy> | null = null
  let lifecycleDocument: Document<Lifecycle> | null = null
  for (const file of sorted) {
    const document = readDocument(file)
    if (!document) continue
    documents.push(document)
    if (document.kind === 'entry') entries.set(document.name, document as EntryDocument)
    if (document.kind === 'overview') overviews.set(document.name, document as OverviewDocument)
    if (document.kind === 'policy') policyDocument = document as Document<Policy>
    if (document.kind === 'lifecycle') lifecycleDocument = document as Document<Lifecycle>
    if (document.kind === 'release') records.push(document as ReleaseDocument)
  }
  const written = policyDocument?.value ?? PolicySchema.parse({})
  const policy = { ...written, owners: bare(written.owners), claims: bare(written.claims) }
  const lifecycle = bare(lifecycleDocument?.value ?? {})
  return {
    files: sorted,
    documents,
    entries,
    overviews,
    releases: byPackage(records, lifecycle),
    policy,
    policyDocument,
    lifecycle,
    lifecycleDocument,
  }
}

function byPackage(
  records: readonly ReleaseDocument[],
  lifecycle: Lifecycle,
): Map<string, ReleaseDocument[]> {
  const releases = new Map<string, ReleaseDocument[]>()
  for (const record of records) {
    const name = currentName(record.name, lifecycle)
    const recorded = releases.get(name)
    if (recorded) recorded.push(record)
    else releases.set(name, [record])
  }
  return releases
}

/** A record that is asked by strangers' names must not answer to constructor or toString. */
function bare<T extends object>(record: T): T {
  return Object.assign(Object.create(null), record)
}

function readDocument(file: IndexFile): Document | null {
  const place = placeOf(file.path)
  if (!place || place.kind === 'icon' || !file.bytes) return null
  const text = decodeUtf8(file.bytes)
  if (text === null || text.includes('\0')) return null
  const { kind } = place
  const origin = { path: file.path, kind, name: place.name ?? '', version: place.version ?? '' }
  return parseDocument(origin, text)
}
