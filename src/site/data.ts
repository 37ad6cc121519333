import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { countFacets, NO_CHOICES } from '../core/facets.ts'
import type { Catalog, Package, PackageSummary } from '../core/schemas/catalog.ts'
import type { SearchIndex } from '../core/schemas/search.ts'
import { searchItems } from '../core/search-items.ts'
import { packagePath } from '../core/surface.ts'

/**
 * The compiled catalog, which is all that pages know of the index. The build names its folder.
 * Read with fs and not imported, so that a change of one package does not touch every page's module.
 */
function read<T>(path: string): T {
  const folder = process.env['CATALOG_DIR']
  if (!folder) throw new Error('CATALOG_DIR is not set: run npm run build or npm run dev')
  return JSON.parse(readFileSync(join(folder, path), 'utf8')) as T
}

export const catalog: Catalog = read('catalog.json')

/** The packages as the browser searches them. */
export const items = searchItems(read<SearchIndex>('search.json'))

/** How many packages have each value of each facet. */
export const facetCounts = countFacets(items, NO_CHOICES)

const summaries = new Map(catalog.packages.map((one) => [one.name, one]))

export function summaryOf(name: string): PackageSummary {
  const summary = summaries.get(name)
  if (!summary) throw new Error(`${name} is not in the catalog`)
  return summary
}

export function readPackage(name: string): Package {
  return read(packagePath(name))
}
