import type { Package } from './schemas/catalog.ts'
import type { Release } from './schemas/release.ts'
import { writeEntry } from './write-entry.ts'

/** What the clients are shown that know entries and no catalog, and so no states. */
export interface PublishedEntries {
  /** By path, one entry a package in upstream's eight fields. */
  files: Map<string, string>
  /** What they are not shown, and why. */
  leftOut: { name: string; reason: string }[]
}

/** The entries of packages that are not frozen, each at the release that can be served. */
export function publishedEntries(packages: readonly Package[]): PublishedEntries {
  const files = new Map<string, string>()
  const leftOut: PublishedEntries['leftOut'] = []
  for (const one of packages) {
    const release = servedRelease(one)
    if (typeof release === 'string') leftOut.push({ name: one.name, reason: release })
    else files.set(`${one.name}.yaml`, writeEntry({ ...one, version: release.version }))
  }
  return { files, leftOut }
}

/**
 * The newest recorded release that is not yanked, or why there is none. Clients that exist today tap
 * its tag and verify nothing, so a tag that names something else by now is not served.
 */
function servedRelease({ ociRef, version, state, yanked, releases }: Package): Release | string {
  if (state === 'frozen') return 'it is frozen'
  if (releases.length === 0) return 'none of its releases was checked yet'
  const withdrawn = new Set(yanked.map((one) => one.version))
  if (state === 'moved') withdrawn.add(version)
  const served = releases.find((one) => one.ociRef === ociRef && !withdrawn.has(one.version))
  return served ?? 'no release of it can be served'
}
