import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Guide } from '../core/guide/guide.ts'
import type { Catalog, Package } from '../core/schemas/catalog.ts'
import type { Context } from '../core/schemas/context.ts'
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

export function readPackage(name: string): Package {
  return read(packagePath(name))
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
