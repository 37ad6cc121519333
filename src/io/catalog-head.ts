import { hash } from 'node:crypto'
import { toMoment } from '../core/moment.ts'
import { CatalogSchema } from '../core/schemas/catalog.ts'
import { type Head, HeadSchema } from '../core/schemas/head.ts'

const VALID_DAYS = 7

/**
 * Describes the catalog that is about to be published.
 *
 * @param catalog the bytes of catalog.json
 * @param now RFC 3339 in whole seconds
 * @throws where the catalog was not made from a commit: nobody could say later what it holds
 */
export function describeCatalog(catalog: Uint8Array, now: string): Head {
  const { sequence, revision } = CatalogSchema.parse(JSON.parse(Buffer.from(catalog).toString()))
  if (sequence === null || revision === null) {
    throw new Error(
      'the catalog names no revision: it was made outside git, or with changes that are not committed\nBuild it from a clean clone with its history.',
    )
  }
  const expires = new Date(Date.parse(now) + VALID_DAYS * 24 * 60 * 60 * 1000)
  return HeadSchema.parse({
    sequence,
    revision,
    sha256: hash('sha256', catalog),
    size: catalog.length,
    publishedAt: now,
    expires: toMoment(expires),
  })
}
