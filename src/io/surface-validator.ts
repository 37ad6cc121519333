import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { jsonSchema, type SchemaKind } from '../core/json-schemas.ts'
import type { Surface } from '../core/surface.ts'

/** Compiles the published JSON Schema of a kind, for a second opinion beside zod's. */
export function compileValidator(kind: SchemaKind, siteUrl: string): ValidateFunction {
  const ajv = new Ajv2020({ allErrors: true, validateFormats: false })
  return ajv.compile(jsonSchema(kind, siteUrl))
}

/** What of a JSON surface does not conform to the schemas that are published with it. */
export function surfaceProblems(surface: Surface, siteUrl: string): string[] {
  const validators = new Map<SchemaKind, ValidateFunction>()
  const problems: string[] = []
  for (const [path, text] of surface) {
    const kind = kindOf(path, text)
    if (!kind) continue
    const validate = validators.get(kind) ?? compileValidator(kind, siteUrl)
    validators.set(kind, validate)
    if (validate(JSON.parse(text))) continue
    const [error] = validate.errors ?? []
    problems.push(`${path}${error?.instancePath ?? ''} ${error?.message ?? 'is invalid'}`)
  }
  return problems
}

function kindOf(path: string, text: string): SchemaKind | null {
  if (path === 'catalog.json') return 'catalog'
  if (path === 'search.json') return 'search'
  if (path === 'context.json') return 'context'
  if (path.startsWith('search/texts/')) return 'search-texts'
  if (!/^packages\/[^/]+\.json$/.test(path)) return null
  return 'ociRef' in JSON.parse(text) ? 'package' : 'tombstone'
}
