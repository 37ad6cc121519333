import { currentName } from '../src/core/current-name.ts'
import type { Index } from '../src/core/index-model.ts'
import { knownSources } from '../src/core/known-sources.ts'
import { readOciRef } from '../src/core/oci-ref.ts'
import { printable } from '../src/core/printable.ts'
import { recordedReleases } from '../src/core/recorded-releases.ts'
import type { Entry } from '../src/core/schemas/entry.ts'
import type { Status } from '../src/core/schemas/status.ts'
import { homepageProblem } from '../src/io/homepage.ts'
import { createValidator } from '../src/io/manifest-schemas.ts'
import { writeRecord } from '../src/io/records.ts'
import { type Refreshed, refreshPackage } from '../src/io/refresh-package.ts'
import { loadTrustedRoot } from '../src/io/signature/trusted-root.ts'
import { readStatuses, writeStatus } from '../src/io/status-folder.ts'
import { loadIndex } from './load-index.ts'
import { openByPolicy, parseInsecure } from './registry-options.ts'
import { paint } from './run.ts'

/** The options that every command takes that asks registries about the index. */
export const REGISTRY_OPTIONS = {
  'trusted-root': { type: 'string' },
  'insecure-registry': { type: 'string', multiple: true, default: [] as string[] },
  now: { type: 'string' },
} as const

export interface RefreshRequest {
  indexDir: string
  statusDir: string | null
  trustedRoot: string | undefined
  insecure: readonly string[]
  now: string
  /** Which packages are asked about. */
  wants(entry: Entry, index: Index): boolean
  /**
   * The digest that the gate judged a version at that has no record; `refused` says why it may not
   * be recorded, and undefined takes whatever its tag names.
   */
  judged?(entry: Entry): Promise<string | { refused: string } | undefined>
  /** At most so many packages, those first whose last check is longest ago. */
  most: number
}

export interface RefreshResult {
  asked: number
  fresh: number
  recorded: { name: string; version: string }[]
  /** Registries of which none answered, with what happened. */
  hosts: { host: string; reason: string }[]
}

/** As often a registry may fail in a row, before its other packages are left for the next run. */
const MOST_FAILURES = 3

/**
 * Asks the registries about packages, writes records that are missing, and the result of each.
 * A registry that does not answer at all says nothing of its packages: their state stays.
 */
export async function refreshIndex(request: RefreshRequest): Promise<RefreshResult> {
  const { index, findings } = loadIndex(request.indexDir)
  const failing = new Set(findings.filter((one) => one.severity === 'error').map((one) => one.file))
  const earlier = readEarlier(request.statusDir)
  const wanted = [...index.entries.values()]
    .flatMap(({ value, path }) => (value && !failing.has(path) ? [value] : []))
    .filter((entry) => request.wants(entry, index))
    .sort((a, b) => compareChecks(earlier.get(a.name), earlier.get(b.name)))
    .slice(0, request.most)
  const troubles = new Map<string, { reason: string; held: (() => void)[] }>()
  const answering = new Set<string>()
  const digests = recordedDigests(index)
  const sources = knownSources(index)
  const result: RefreshResult = { asked: 0, fresh: 0, recorded: [], hosts: [] }
  for (const [at, entry] of wanted.entries()) {
    const host = readOciRef(entry.ociRef)?.host ?? ''
    const trouble = troubles.get(host)
    if (trouble && trouble.held.length >= MOST_FAILURES && !answering.has(host)) continue
    const refreshed = await refreshOne(entry, index, { digests, sources }, request)
    result.asked++
    const homepage = entry.homepage ? await homepageProblem(entry.homepage) : null
    const keepIt = () => keep(refreshed, homepage, request, earlier)
    if (refreshed.hostTrouble === null) {
      answering.add(host)
      keepIt()
    } else if (trouble) trouble.held.push(keepIt)
    else troubles.set(host, { reason: refreshed.hostTrouble, held: [keepIt] })
    if (refreshed.recorded) {
      digests.set(refreshed.recorded.release.digest, `${entry.name} ${entry.version}`)
      result.recorded.push({ name: entry.name, version: entry.version })
    }
    if (refreshed.status.state === 'fresh') result.fresh++
    process.stderr.write(`[${at + 1}/${wanted.length}] ${describe(refreshed)}\n`)
    if (homepage) process.stderr.write(`  homepage ${printable(homepage)}\n`)
  }
  for (const [host, { reason, held }] of troubles) {
    if (answering.has(host)) for (const keepIt of held) keepIt()
    else result.hosts.push({ host, reason })
  }
  return result
}

/** What the records of the whole index say, beside those of one package. */
interface AllRecorded {
  digests: ReadonlyMap<string, string>
  sources: ReturnType<typeof knownSources>
}

async function refreshOne(
  entry: Entry,
  index: Index,
  { digests, sources }: AllRecorded,
  request: RefreshRequest,
): Promise<Refreshed> {
  const judged = await request.judged?.(entry)
  if (typeof judged === 'object') {
    const { name, version } = entry
    const status = { name, version, state: 'failing' as const, reason: judged.refused }
    return {
      status: { ...status, checkedAt: request.now },
      recorded: null,
      findings: [],
      hostTrouble: null,
    }
  }
  const ref = readOciRef(entry.ociRef)
  if (!ref) throw new Error(`${entry.name} passed the rules with a broken ociRef`)
  const target = { host: ref.host, path: ref.path.join('/') }
  const services = {
    policy: index.policy,
    findSources: () => sources(entry.name),
    trustedRoot: loadTrustedRoot(request.trustedRoot),
    now: request.now,
    // A validator has one artifact's time to spend.
    validate: createValidator(),
    repository: openByPolicy(target, index.policy, parseInsecure(request.insecure)),
    ociRef: entry.ociRef,
  }
  const releases = recordedReleases(entry.name, index)
  const known = { releases, digests, ...(judged === undefined ? {} : { judged }) }
  return refreshPackage(entry, known, services)
}

/** Those never checked come first, then the longest ago, so that bounded runs reach all in turn. */
function compareChecks(a: Status | undefined, b: Status | undefined): number {
  return Date.parse(a?.checkedAt ?? '1970-01-01') - Date.parse(b?.checkedAt ?? '1970-01-01')
}

function readEarlier(dir: string | null): Map<string, Status> {
  try {
    return readStatuses(dir)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new Map()
    throw error
  }
}

function recordedDigests(index: Index): Map<string, string> {
  const digests = new Map<string, string>()
  for (const [name, releases] of index.releases) {
    const now = currentName(name, index.lifecycle)
    for (const { value } of releases)
      if (value) digests.set(value.digest, `${now} ${value.version}`)
  }
  return digests
}

/** Writes the record, then the status: a status never speaks of a record that is not there. */
function keep(
  { recorded, status }: Refreshed,
  homepage: string | null,
  { indexDir, statusDir }: RefreshRequest,
  earlier: ReadonlyMap<string, Status>,
): void {
  if (recorded) writeRecord(indexDir, status.name, recorded.release, recorded.icons)
  if (statusDir === null) return
  const lastGood = earlier.get(status.name)?.lastGood ?? null
  writeStatus(statusDir, {
    ...status,
    homepage,
    lastGood: status.state === 'fresh' ? status.checkedAt : lastGood,
  })
}

function describe({ status, recorded }: Refreshed): string {
  const { name, version, state, reason } = status
  const colour = state === 'fresh' ? 'green' : state === 'stale' ? 'yellow' : 'red'
  const what = recorded ? 'recorded' : state
  return `${name} ${version} ${paint(colour, what)}${reason ? `: ${reason}` : ''}`
}
