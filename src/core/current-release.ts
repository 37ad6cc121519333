import { componentsOf, privilegedOf } from './components.ts'
import type { PackageSummary } from './schemas/catalog.ts'
import type { LifecycleState } from './schemas/lifecycle.ts'
import type { Release } from './schemas/release.ts'
import { compareVersions } from './versions.ts'

/** The record of the listed version; until there is one, the newest below it that is not yanked. */
export function currentRelease(
  version: string,
  releases: readonly Release[],
  lifecycle: LifecycleState | undefined,
): Release | null {
  const yanked = (lifecycle && 'yanked' in lifecycle && lifecycle.yanked) || {}
  const listed = releases.find((release) => release.version === version)
  const earlier = releases.find(
    (release) => compareVersions(release.version, version) < 0 && !(release.version in yanked),
  )
  return listed ?? earlier ?? null
}

/** The line of a release in the catalog; null stays null. */
export function summarizeRelease(release: Release | null): PackageSummary['release'] {
  if (!release) return null
  const { version, digest, size, created, verifiedAt, contents } = release
  return {
    version,
    digest,
    size,
    created,
    verifiedAt,
    packageSources: contents.packageSources.map((source) => source.name),
    applications: contents.applications.map(({ name, kind }) => ({ name, kind })),
    icon: contents.applications.find(({ icon }) => icon !== null)?.icon ?? null,
    components: componentsOf(contents).length,
    privileged: privilegedOf(contents).length > 0,
  }
}
