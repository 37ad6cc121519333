import { compareText } from '../core/compare-text.ts'
import type { PackageSummary } from '../core/schemas/catalog.ts'
import { catalog } from './data.ts'

/** Who publishes packages: an organisation of a registry, which alone can push there. */
export interface Owner {
  /** Registry and organisation, such as `ghcr.io/acme`. */
  owner: string
  packages: PackageSummary[]
  /** The names that its entries give, in the order of the packages. */
  maintainers: string[]
}

/** Every owner with its packages, those with the most first. */
export const owners: Owner[] = [...Map.groupBy(catalog.packages, ({ owner }) => owner)]
  .map(([owner, packages]) => ({
    owner,
    packages,
    maintainers: [...new Set(packages.flatMap(({ maintainer }) => maintainer ?? []))],
  }))
  .sort((a, b) => b.packages.length - a.packages.length || compareText(a.owner, b.owner))
