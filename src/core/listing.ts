import type { Searchable } from './match-tier.ts'
import type { Catalog, State, Tombstone } from './schemas/catalog.ts'
import type { Policy } from './schemas/policy.ts'

/** One package as a client lists it; what its source does not say is null. */
export interface ListedPackage extends Searchable {
  ociRef: string
  description: string
  version: string | null
  state: State | null
  /** Whether the current release has a component that asks for relaxed pod security. */
  privileged: boolean | null
}

/** The packages of an index, from a catalog or from a folder of entries. */
export interface Listing {
  packages: ListedPackage[]
  tombstones: Tombstone[]
  /** What every cluster already has; null where the source does not say. */
  core: NonNullable<Policy['core']> | null
}

/** The list that a client searches, out of a catalog. */
export function listCatalog({ packages, tombstones, core }: Catalog): Listing {
  return {
    packages: packages.map((one) => ({
      name: one.name,
      ociRef: one.ociRef,
      title: one.overview?.title ?? null,
      version: one.version,
      description: one.description,
      tags: one.tags ?? [],
      category: one.overview?.category ?? null,
      kinds: (one.release?.applications ?? []).map(({ kind }) => kind),
      state: one.state,
      privileged: one.release?.privileged ?? null,
    })),
    tombstones,
    core: core ?? null,
  }
}
