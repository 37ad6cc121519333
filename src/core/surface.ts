import { renderAtom } from './atom.ts'
import { renderBadge } from './badge.ts'
import type { Compiled } from './catalog.ts'
import { jsonSchema, SCHEMA_KINDS } from './json-schemas.ts'
import { searchIndex, searchTexts } from './search-index.ts'
import { searchTextsPath } from './search-items.ts'
import { tapManifest } from './tap-manifest.ts'

/** The files of the published JSON surface, by path, in a fixed order. */
export type Surface = ReadonlyMap<string, string>

/**
 * Renders everything that is published beside the pages: catalog, search list, one file and one
 * badge a package, tombstones, JSON Schemas and the feed.
 *
 * @param siteUrl where the index is published, ending in `/`
 * @param sha256 hashes a text, to hexadecimal: by it the catalog vouches for the records beside it
 */
export function renderSurface(
  { catalog, packages, changes, context }: Compiled,
  siteUrl: string,
  sha256: (text: string) => string,
): Surface {
  const files = new Map<string, string>()
  const records = new Map(packages.map((one) => [one.name, readable(one)]))
  const listed = catalog.packages.map((one) => ({
    ...one,
    recordSha256: sha256(records.get(one.name) ?? ''),
  }))
  files.set('catalog.json', compact({ ...catalog, packages: listed }))
  files.set('context.json', compact(context))
  const search = searchIndex(packages, catalog)
  files.set('search.json', compact(search))
  for (const [at, texts] of searchTexts(packages, search.edition).entries()) {
    files.set(searchTextsPath(at), compact(texts))
  }
  for (const one of packages) {
    files.set(packagePath(one.name), records.get(one.name) ?? '')
    files.set(badgePath(one.name), renderBadge(one))
    const tap = tapManifest(one)
    if (tap !== null) files.set(tapPath(one.name), tap)
  }
  for (const one of catalog.tombstones) {
    files.set(packagePath(one.name), readable({ schemaVersion: 1, ...one }))
  }
  for (const kind of SCHEMA_KINDS) {
    files.set(`schemas/${kind}.schema.json`, readable(jsonSchema(kind, siteUrl)))
  }
  files.set('atom.xml', renderAtom(catalog, changes, siteUrl))
  return files
}

/** Where a package's full record is published. */
export function packagePath(name: string): string {
  return `packages/${name}.json`
}

/** Where the manifests of a tap are published, for packages that have a checked release. */
function tapPath(name: string): string {
  return `packages/${name}/tap.yaml`
}

/** Where a package's badge for READMEs is published. */
export function badgePath(name: string): string {
  return `packages/${name}/badge.svg`
}

function compact(value: unknown): string {
  return `${JSON.stringify(value)}\n`
}

function readable(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
