import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { countFacets, NO_CHOICES } from '../core/facets.ts'
import type { Guide } from '../core/guide/guide.ts'
import type { Catalog, Package, PackageSummary } from '../core/schemas/catalog.ts'
import type { Context } from '../core/schemas/context.ts'
import type { SearchIndex } from '../core/schemas/search.ts'
import { searchItems } from '../core/search-items.ts'
import { packageCardPath, SITE_CARD_PATH } from '../core/social-card.ts'
import { packagePath } from '../core/surface.ts'

/**
 * The compiled catalog, which is all that pages know of the index, and the guides. The build names
 * their folder.
 * Read with fs and not imported, so that a change of one package does not touch every page's module.
 */
function read<T>(path: string): T {
  return JSON.parse(readFileSync(placeOf(path), 'utf8')) as T
}

function placeOf(path: string): string {
  const folder = process.env['CATALOG_DIR']
  if (!folder) throw new Error('CATALOG_DIR is not set: run npm run build or npm run dev')
  return join(folder, path)
}

export const catalog: Catalog = read('catalog.json')

/** Our own guides, in their order. */
export const guides: Guide[] = read('guides.json')

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

/** The names that a package was listed by before. */
export function formerNamesOf(name: string): string[] {
  return catalog.tombstones.filter(({ to }) => to === name).map((stone) => stone.name)
}

/** What new entries are judged against. */
export function readContext(): Context {
  return read('context.json')
}

/** The path of the picture that other sites show beside a link to a package. */
export function cardOf(name: string): string {
  const path = packageCardPath(name)
  return existsSync(placeOf(`cards/${path}`)) ? path : SITE_CARD_PATH
}
