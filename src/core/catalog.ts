import { compareText } from './compare-text.ts'
import { describeContext } from './context.ts'
import { currentRelease, summarizeRelease } from './current-release.ts'
import type { EntryDocument, OverviewDocument } from './document.ts'
import type { Index } from './index-model.ts'
import { ownerOf, readOciRef, tapSourceName } from './oci-ref.ts'
import { applyLifecycle, checkedState, isRecordOf } from './package-state.ts'
import { recordedReleases } from './recorded-releases.ts'
import type { Catalog, Package, PackageSummary, Tombstone } from './schemas/catalog.ts'
import type { Context } from './schemas/context.ts'
import type { Entry } from './schemas/entry.ts'
import type { Status } from './schemas/status.ts'
import type { StateChange } from './state-changes.ts'

/** What git knows of the index folder; all null where there is no git. */
export interface History {
  revision: string | null
  /** Commits on the main line up to the revision. */
  sequence: number | null
  committedAt: string | null
  /** What the lifecycle said anew, newest first, as far back as feeds tell of it. */
  changes: readonly StateChange[]
  /** By package; a package without dates is not committed yet. */
  dates: ReadonlyMap<string, { firstListed: string; lastChanged: string }>
}

export const NO_HISTORY: History = {
  revision: null,
  sequence: null,
  committedAt: null,
  changes: [],
  dates: new Map(),
}

/** The compiled index: the catalog, and the full record of each package in the same order. */
export interface Compiled {
  catalog: Catalog
  packages: Package[]
  /** What the lifecycle said anew, newest first. */
  changes: readonly StateChange[]
  /** What new entries are judged against: the index as it stands, whatever is quarantined of it. */
  context: Context
}

/** What is known beside the index and its history. */
export interface Circumstances {
  /**
   * What was last published of the packages that fail now, by name; null for one that never was,
   * which is left out.
   */
  quarantined?: ReadonlyMap<string, Package | null>
  /** How the last re-check of each package ended. */
  statuses?: ReadonlyMap<string, Status>
}

/**
 * Compiles an index into the catalog. A pure function: the same index, history and circumstances
 * give the same result, down to the order of keys.
 */
export function compileCatalog(
  index: Index,
  history: History = NO_HISTORY,
  { quarantined = new Map(), statuses = new Map() }: Circumstances = {},
): Compiled {
  const names = [...new Set([...index.entries.keys(), ...quarantined.keys()])].sort(compareText)
  const packages = names.flatMap((name) => {
    if (isGone(name, index)) return []
    if (quarantined.has(name)) return keepPublished(quarantined.get(name) ?? null, index)
    const entry = index.entries.get(name)
    return entry ? [compilePackage(entry, index, history, statuses.get(name))] : []
  })
  return {
    catalog: {
      schemaVersion: 1,
      revision: history.revision,
      sequence: history.sequence,
      generatedAt: history.committedAt,
      packages: packages.map(summarize),
      tombstones: compileTombstones(index),
      ...(index.policy.core ? { core: index.policy.core } : {}),
    },
    packages,
    changes: history.changes,
    context: describeContext(index),
  }
}

/** A tombstone wins over whatever else is still there of a package. */
function isGone(name: string, index: Index): boolean {
  const state = index.lifecycle[name]?.state
  return state === 'removed' || state === 'renamed'
}

function compilePackage(
  document: EntryDocument,
  index: Index,
  history: History,
  status: Status | undefined,
): Package {
  const entry = requireValue(document)
  const releases = recordedReleases(entry.name, index)
  const dates = history.dates.get(entry.name)
  const lifecycle = index.lifecycle[entry.name]
  const recorded = releases.some((release) => isRecordOf(release, entry))
  const ref = readOciRef(entry.ociRef)
  if (!ref) throw new Error(`${document.path} passed the rules with a broken ociRef`)
  return {
    schemaVersion: 1,
    ...entryFields(entry),
    ...applyLifecycle(entry.version, lifecycle, ...checkedState(entry.version, recorded, status)),
    registry: ref.host,
    owner: ownerOf(ref),
    tapSource: tapSourceName(ref),
    firstListed: dates?.firstListed ?? null,
    lastChanged: dates?.lastChanged ?? null,
    release: summarizeRelease(currentRelease(entry.version, releases, lifecycle)),
    overview: compileOverview(index.overviews.get(entry.name)),
    releases,
  }
}

/** The author's fields in one order, whatever the order in the file; absent ones stay absent. */
function entryFields(entry: Entry): Entry {
  const { name, ociRef, version, description, homepage, maintainer, tags, signing } = entry
  return {
    name,
    ociRef,
    version,
    description,
    ...(homepage === undefined ? {} : { homepage }),
    ...(maintainer === undefined ? {} : { maintainer }),
    ...(tags === undefined ? {} : { tags }),
    signing: { identity: signing.identity, issuer: signing.issuer },
  }
}

/** A package that fails now stays as it was published, under the lifecycle of today. */
function keepPublished(published: Package | null, index: Index): Package[] {
  if (!published) return []
  const lifecycle = index.lifecycle[published.name]
  const reason = 'Its entry does not pass the checks; this is what was published before.'
  return [{ ...published, ...applyLifecycle(published.version, lifecycle, 'failing', reason) }]
}

function compileOverview(document: OverviewDocument | undefined): Package['overview'] {
  if (!document) return null
  return { ...requireValue(document), body: document.body.trim() }
}

/** The line of `catalog.json` for a package: all but what only its page shows. */
function summarize(full: Package): PackageSummary {
  const { schemaVersion: _, releases: __, overview, ...summary } = full
  if (!overview) return { ...summary, overview: null }
  const { body: ___, ...frontMatter } = overview
  return { ...summary, overview: frontMatter }
}

function compileTombstones(index: Index): Tombstone[] {
  return Object.entries(index.lifecycle)
    .flatMap(([name, state]): Tombstone[] => {
      if (state.state === 'renamed') {
        return [{ name, state: 'renamed', to: state.to, reason: state.reason ?? null }]
      }
      if (state.state !== 'removed') return []
      return [{ name, state: 'removed', to: null, reason: state.reason }]
    })
    .sort((a, b) => compareText(a.name, b.name))
}

function requireValue<T>({ value, path }: { value: T | null; path: string }): T {
  if (value === null) throw new Error(`${path} has errors; check before compiling`)
  return value
}
