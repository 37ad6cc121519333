import type { z } from 'zod'
import { parseJson } from './parse-json.ts'
import { type Catalog, CatalogSchema, type Package, PackageSchema } from './schemas/catalog.ts'
import { type Head, HeadSchema } from './schemas/head.ts'
import { decodeUtf8 } from './utf8.ts'

/** A published file that is not what it should be; the message says what to do about it. */
class CatalogError extends Error {}

const SCHEMA_VERSION = 1

/**
 * Reads `catalog.json` of a stranger.
 *
 * @param where its address or path, for messages
 * @throws CatalogError
 */
export function readCatalog(bytes: Uint8Array, where: string): Catalog {
  return read(CatalogSchema, bytes, where)
}

/** Reads `packages/<name>.json`. */
export function readPackageRecord(bytes: Uint8Array, where: string): Package {
  return read(PackageSchema, bytes, where)
}

/** Reads `head.json`. */
export function readHead(bytes: Uint8Array, where: string): Head {
  return read(HeadSchema, bytes, where)
}

function read<S extends z.ZodType>(schema: S, bytes: Uint8Array, where: string): z.output<S> {
  const json = readJson(bytes, where)
  const version = schemaVersionOf(json)
  if (version !== null && version > SCHEMA_VERSION) {
    throw new CatalogError(
      `${where} is of schema version ${version}, and this client reads version ${SCHEMA_VERSION}\nInstall a newer cozypkg.`,
    )
  }
  const result = schema.safeParse(json)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const place = issue?.path.join('.') || 'the whole'
  throw new CatalogError(
    `${where} is not what an index publishes: ${place}: ${issue?.message ?? 'not valid'}\nIs it the address of a catalog?`,
  )
}

function schemaVersionOf(json: unknown): number | null {
  if (typeof json !== 'object' || json === null || !('schemaVersion' in json)) return null
  return typeof json.schemaVersion === 'number' ? json.schemaVersion : null
}

function readJson(bytes: Uint8Array, where: string): unknown {
  const text = decodeUtf8(bytes)
  if (text === null) throw new CatalogError(`${where} is not UTF-8 text`)
  if (/^\s*</.test(text)) throw new CatalogError(`${where} is a web page, and not a catalog`)
  const json = parseJson(text)
  if (json !== undefined) return json
  const isCut = /^\s*\{/.test(text) && !/\}\s*$/.test(text)
  throw new CatalogError(
    isCut
      ? `${where} is cut off after ${bytes.length} bytes\nTry again.`
      : `${where} is not JSON\nIs it the address of a catalog?`,
  )
}
