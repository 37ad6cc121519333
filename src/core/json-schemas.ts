import { z } from 'zod'
import { SCHEMAS } from './document.ts'
import { FindingSchema } from './finding.ts'
import { CatalogSchema, PackageSchema, TombstoneSchema } from './schemas/catalog.ts'
import { ContextSchema } from './schemas/context.ts'
import { SearchPagesSchema, SearchSchema, SearchTextsSchema } from './schemas/search.ts'

const PUBLISHED = {
  ...SCHEMAS,
  catalog: CatalogSchema,
  package: PackageSchema,
  search: SearchSchema,
  context: ContextSchema,
  'search-texts': SearchTextsSchema,
  'search-pages': SearchPagesSchema,
  tombstone: TombstoneSchema,
  finding: FindingSchema,
} as const

export type SchemaKind = keyof typeof PUBLISHED

/** The kinds of document that have a published schema, in the order of publication. */
export const SCHEMA_KINDS = Object.keys(PUBLISHED) as SchemaKind[]

/**
 * The JSON Schema (draft 2020-12) of a kind of document, generated from the schema that the engine
 * itself uses.
 *
 * @param siteUrl where the index is published, ending in `/`; part of the schema's `$id`
 */
export function jsonSchema(kind: SchemaKind, siteUrl: string): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(PUBLISHED[kind], { io: 'input' })
  return { $schema, $id: `${siteUrl}schemas/${kind}.schema.json`, title: kind, ...rest }
}
