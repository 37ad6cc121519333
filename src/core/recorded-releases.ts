import type { Index } from './index-model.ts'
import type { Release } from './schemas/release.ts'
import { compareVersions } from './versions.ts'

/** The records of a package, newest first; a record that cannot be read is left to its rules. */
export function recordedReleases(name: string, index: Pick<Index, 'releases'>): Release[] {
  return (index.releases.get(name) ?? [])
    .flatMap(({ value }) => (value ? [value] : []))
    .sort((a, b) => compareVersions(b.version, a.version))
}
