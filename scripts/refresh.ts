import type { Index } from '../src/core/index-model.ts'
import { readOciRef } from '../src/core/oci-ref.ts'
import { printable } from '../src/core/printable.ts'
import { recordedReleases } from '../src/core/recorded-releases.ts'
import type { Entry } from '../src/core/schemas/entry.ts'
import type { Status } from '../src/core/schemas/status.ts'
import { homepageProblem } from '../src/io/homepage.ts'
import { createValidator } from '../src/io/manifest-schemas.ts'
import type { Repository } from '../src/io/oci-registry.ts'
import { writeRecord } from '../src/io/records.ts'
import { type Refreshed, refreshPackage } from '../src/io/refresh-package.ts'
import { loadTrustedRoot } from '../src/io/signature/trusted-root.ts'
import { readStatuses, writeStatus } from '../src/io/status-folder.ts'
import { DEFAULT_INDEX, loadIndex } from './load-index.ts'
import { momentOf } from './moment.ts'
import { type InsecureRegistries, openByPolicy, parseInsecure } from './registry-options.ts'
import { paint, run } from './run.ts'

const HELP = `Asks the registries about every listed package: records versions that have no record yet,
and checks those that have one again.

  npm run refresh -- --status DIR         the result of each package as DIR/<name>.json
  npm run refresh -- --index DIR          another index folder
  npm run refresh -- --only NAME          one package
  npm run refresh -- --trusted-root FILE --insecure-registry [NAME=]HOST[:PORT]
                                          for a registry of your own, in plain HTTP; with NAME
                                          it stands in for the registry that entries name
  npm run refresh -- --now 2026-11-01T12:00:00Z

Exit code: 0 all fresh, 1 some are not, 2 could not run.
`

const options = {
  index: { type: 'string', default: DEFAULT_INDEX },
  status: { type: 'string' },
  only: { type: 'string', multiple: true, default: [] as string[] },
  'trusted-root': { type: 'string' },
  'insecure-registry': { type: 'string', multiple: true, default: [] as string[] },
  now: { type: 'string' },
} as const

await run(HELP, options, async (flags) => {
  const { index, findings } = loadIndex(flags.index)
  const failing = new Set(findings.filter((one) => one.severity === 'error').map((one) => one.file))
  const entries = [...index.entries.values()].flatMap((document) =>
    document.value && !failing.has(document.path) ? [document.value] : [],
  )
  const wanted = entries.filter(({ name }) => flags.only.length === 0 || flags.only.includes(name))
  const earlier = readEarlier(flags.status)
  const shared = {
    policy: index.policy,
    trustedRoot: loadTrustedRoot(flags['trusted-root']),
    now: momentOf(flags.now),
  }
  const digests = recordedDigests(index)
  const insecure = parseInsecure(flags['insecure-registry'])
  let fresh = 0
  for (const [at, entry] of wanted.entries()) {
    const repository = open(entry, index, insecure)
    // A validator has one artifact's time to spend.
    const services = { ...shared, validate: createValidator(), repository, ociRef: entry.ociRef }
    const releases = recordedReleases(entry.name, index)
    const refreshed = await refreshPackage(entry, { releases, digests }, services)
    const homepage = entry.homepage ? await homepageProblem(entry.homepage) : null
    keep(refreshed, homepage, flags.index, flags.status ?? null, earlier)
    if (refreshed.recorded) digests.set(refreshed.recorded.release.digest, entry.name)
    if (refreshed.status.state === 'fresh') fresh++
    process.stderr.write(`[${at + 1}/${wanted.length}] ${describe(refreshed)}\n`)
    if (homepage) process.stderr.write(`  homepage ${printable(homepage)}\n`)
  }
  process.stderr.write(`${fresh} of ${wanted.length} packages are fresh\n`)
  return fresh === wanted.length ? 0 : 1
})

function readEarlier(dir: string | undefined): Map<string, Status> {
  try {
    return readStatuses(dir ?? null)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new Map()
    throw error
  }
}

function open(entry: Entry, { policy }: Index, insecure: InsecureRegistries): Repository {
  const ref = readOciRef(entry.ociRef)
  if (!ref) throw new Error(`${entry.name} passed the rules with a broken ociRef`)
  return openByPolicy({ host: ref.host, path: ref.path.join('/') }, policy, insecure)
}

function recordedDigests(index: Index): Map<string, string> {
  const digests = new Map<string, string>()
  for (const [name, releases] of index.releases) {
    for (const { value } of releases) if (value) digests.set(value.digest, name)
  }
  return digests
}

/** Writes the record, then the status: a status never speaks of a record that is not there. */
function keep(
  { recorded, status }: Refreshed,
  homepage: string | null,
  indexDir: string,
  statusDir: string | null,
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
