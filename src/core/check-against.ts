import { judgeIndex } from './check-index.ts'
import type { Document, EntryDocument } from './document.ts'
import { type Finding, withoutPlace } from './finding.ts'
import type { IndexFile } from './index-file.ts'
import { type Index, parseIndex } from './index-model.ts'
import type { Context } from './schemas/context.ts'

/** A published index, as far as rules that compare across it look at it. */
export interface PublishedIndex {
  index: Index
  /** Findings about the lifecycle that no new entry is the cause of. */
  before: ReadonlySet<string>
}

const LIFECYCLE = 'lifecycle.yaml'

/** Brings a published context back into the form that rules work on. */
export function restoreIndex({ policy, lifecycle, entries }: Context): PublishedIndex {
  const index: Index = {
    ...parseIndex([]),
    entries: new Map(entries.map((entry) => [entry.name, restoreEntry(entry)])),
    policy: { ...policy, owners: {}, claims: Object.assign(Object.create(null), policy.claims) },
    lifecycle: Object.assign(Object.create(null), lifecycle),
    lifecycleDocument: { ...blank(LIFECYCLE, 'lifecycle'), raw: lifecycle, value: lifecycle },
  }
  return { index, before: new Set(judgeIndex(index).map(withoutPlace)) }
}

function restoreEntry({ name, ociRef }: Context['entries'][number]): EntryDocument {
  return { ...blank(`packages/${name}.yaml`, 'entry'), name, raw: { name, ociRef }, value: null }
}

function blank(path: string, kind: Document['kind']) {
  return { path, kind, name: '', version: '', text: '', yaml: null, yamlStart: 0, issues: [] }
}

/**
 * Runs every offline rule over a few files as if they were added to a published index, or took the
 * place of what it has under the same names. Findings are about these files; one about
 * `lifecycle.yaml` says that a name of theirs is taken there.
 */
export function checkAgainst(
  files: readonly IndexFile[],
  { index: published, before }: PublishedIndex,
): { index: Index; findings: Finding[] } {
  const added = parseIndex(files)
  const index: Index = {
    ...published,
    files: added.files,
    documents: added.documents,
    entries: new Map([...published.entries, ...added.entries]),
    overviews: added.overviews,
    releases: added.releases,
  }
  const paths = new Set(added.files.map((file) => file.path))
  const findings = judgeIndex(index).filter(
    (finding) =>
      paths.has(finding.file) || (finding.file === LIFECYCLE && !before.has(withoutPlace(finding))),
  )
  return { index, findings }
}
