import { currentRelease } from './current-release.ts'
import type { Index } from './index-model.ts'
import { recordedReleases } from './recorded-releases.ts'
import type { Contents } from './schemas/release.ts'

/** What an index knows of PackageSources, as one package is told: itself is none of the others. */
export interface KnownSources {
  /** Whether the current release of another listed package brings it. */
  isSupplied(name: string): boolean
  /** The other listed packages that depend on it, where no release of anybody ever brought it. */
  awaitedBy(name: string): string[]
}

/**
 * Looks through the records of an index once.
 *
 * @returns what a package is told; null stands for one that is not listed
 */
export function knownSources(index: Index): (self: string | null) => KnownSources {
  const suppliers = new Map<string, Set<string>>()
  const dependents = new Map<string, Set<string>>()
  const brought = new Set<string>()
  for (const name of index.releases.keys()) {
    const releases = recordedReleases(name, index)
    for (const { contents } of releases) {
      for (const source of sourcesIn(contents)) brought.add(source)
    }
    const version = index.entries.get(name)?.value?.version
    if (!version) continue
    const current = currentRelease(version, releases, index.lifecycle[name])
    for (const source of current ? sourcesIn(current.contents) : []) add(suppliers, source, name)
    for (const { contents } of releases) {
      for (const source of dependenciesIn(contents)) add(dependents, source, name)
    }
  }
  return (self) => {
    const othersIn = (packages: Map<string, Set<string>>, source: string) =>
      [...(packages.get(source) ?? [])].filter((name) => name !== self)
    return {
      isSupplied: (source) => othersIn(suppliers, source).length > 0,
      awaitedBy: (source) => (brought.has(source) ? [] : othersIn(dependents, source)),
    }
  }
}

function sourcesIn({ packageSources }: Contents): string[] {
  return packageSources.map(({ name }) => name)
}

function dependenciesIn({ packageSources }: Contents): string[] {
  return packageSources.flatMap(({ variants }) => variants.flatMap(({ dependsOn }) => dependsOn))
}

function add(packages: Map<string, Set<string>>, source: string, name: string): void {
  const names = packages.get(source)
  if (names) names.add(name)
  else packages.set(source, new Set([name]))
}
