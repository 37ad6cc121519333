import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'
import type { Catalog } from '../../src/core/schemas/catalog.ts'
import type { SiteName } from './build-sites.ts'

/** The address of a path of a built site. */
export function addressOf(site: SiteName, path = ''): string {
  return inject('sites')[site].url + path
}

/** The text of a file of a built site. */
export function readBuilt(site: SiteName, path: string): string {
  return readFileSync(join(inject('sites')[site].folder, path), 'utf8')
}

export function readCatalog(site: SiteName): Catalog {
  return JSON.parse(readBuilt(site, 'catalog.json'))
}

/** The paths of a built site that end in `ending`. */
export function listBuilt(site: SiteName, ending: string): string[] {
  return readdirSync(inject('sites')[site].folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(ending))
    .sort()
}
