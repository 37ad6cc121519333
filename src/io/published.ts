import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import { parseJson } from '../core/parse-json.ts'
import {
  type Catalog,
  CatalogSchema,
  type Package,
  PackageSchema,
  TombstoneSchema,
} from '../core/schemas/catalog.ts'
import { NAME_PATTERN } from '../core/schemas/entry.ts'
import { packagePath } from '../core/surface.ts'

/** What was published before: the measure for shrinking, and the source for a quarantined package. */
export interface Published {
  catalog: Catalog
  /** The full record of a package, or null where it was never published. */
  readPackage(name: string): Promise<Package | null>
}

const TIMEOUT_MS = 30_000
const MOST_BYTES = 64 * 1024 * 1024

/**
 * Reads a published index from a folder or an http(s) address; null where nothing is published.
 *
 * @throws where something is there and is not a catalog, or the server does not answer
 */
export async function readPublished(location: string): Promise<Published | null> {
  const read = isAddress(location) ? fetchText : readFile
  const base = location.replace(/\/+$/, '')
  const text = await read(base, 'catalog.json')
  if (text === null) return null
  const catalog = parse(CatalogSchema, text, `${base}/catalog.json`)
  return {
    catalog,
    async readPackage(name) {
      // Whatever else a file is called was never published, and must not become part of an address.
      if (!NAME_PATTERN.test(name)) return null
      const path = packagePath(name)
      const record = await read(base, path)
      if (record === null || isTombstone(record)) return null
      return parse(PackageSchema, record, `${base}/${path}`)
    },
  }
}

function isTombstone(record: string): boolean {
  const tombstone = TombstoneSchema.loose().safeParse(parseJson(record))
  return tombstone.success && !('ociRef' in tombstone.data)
}

/** Whether a location is asked over the network. */
export function isAddress(location: string): boolean {
  return /^https?:\/\//.test(location)
}

function parse<S extends z.ZodType>(schema: S, text: string, where: string): z.output<S> {
  const json = parseJson(text)
  if (json === undefined) throw new Error(`${where} is not JSON`)
  const result = schema.safeParse(json)
  if (!result.success) throw new Error(`${where} is not what this index publishes`)
  return result.data
}

function readFile(base: string, path: string): string | null {
  const file = join(base, path)
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}

async function fetchText(base: string, path: string): Promise<string | null> {
  const signal = AbortSignal.timeout(TIMEOUT_MS)
  const response = await fetch(`${base}/${path}`, { signal }).catch(() => {
    throw new Error(`${base} does not answer`)
  })
  if (response.status === 404) return null
  if (!response.ok) throw new Error(`${base}/${path} answers ${response.status}`)
  const bytes = await response.arrayBuffer()
  if (bytes.byteLength > MOST_BYTES) throw new Error(`${base}/${path} is larger than 64 MiB`)
  return new TextDecoder().decode(bytes)
}
