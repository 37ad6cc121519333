import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checkIndex } from '../../src/core/check-index.ts'
import type { Document } from '../../src/core/document.ts'
import { jsonSchema, SCHEMA_KINDS } from '../../src/core/json-schemas.ts'
import { RULES } from '../../src/core/rules/rules.ts'
import { readIndexFolder } from '../../src/io/index-folder.ts'
import { compileValidator } from '../../src/io/surface-validator.ts'
import { FIXTURES } from '../check-fixture.ts'

const SITE = 'https://packages.example/'
const validators = Object.fromEntries(
  SCHEMA_KINDS.map((kind) => [kind, compileValidator(kind, SITE)]),
)

/** Rules whose demand a JSON Schema can state; on their fixtures both schema languages agree. */
const SCHEMA_RULES = [
  'field-unknown',
  'field-case',
  'field-missing',
  'field-type',
  'field-value',
  'text-length',
]

function documentsOf(folder: string) {
  const { index, findings } = checkIndex(readIndexFolder(folder))
  const failing = new Set(findings.filter((one) => one.severity === 'error').map((one) => one.file))
  return index.documents
    .filter((document) => document.raw !== null)
    .map((document) => ({ document, isAccepted: !failing.has(document.path) }))
}

function acceptsByAjv({ kind, raw }: Document): boolean {
  return validators[kind]?.(raw) === true
}

const documents = RULES.map((rule) => rule.id)
  .filter((id) => id !== 'file-readable')
  .flatMap((id) =>
    readdirSync(`${FIXTURES}/rules/${id}`).map((name) => ({ id, path: `${id}/${name}` })),
  )
  .flatMap(({ id, path }) =>
    documentsOf(`${FIXTURES}/rules/${path}`).map((one) => ({
      ...one,
      id,
      path: `${path}/${one.document.path}`,
    })),
  )

test.each(documents.filter(({ id }) => SCHEMA_RULES.includes(id)))(
  'ajv and zod agree on $path',
  ({ document }) => {
    expect(acceptsByAjv(document)).toBe(document.value !== null)
  },
)

test.each(documents.filter(({ isAccepted }) => isAccepted))(
  'what the engine accepts, the JSON Schema accepts: $path',
  ({ document }) => {
    expect(acceptsByAjv(document)).toBe(true)
  },
)

test('what a schema refuses, the engine refuses', () => {
  const slipped = documents.filter(
    ({ document, isAccepted }) => isAccepted && document.value === null,
  )
  expect(slipped.map(({ path }) => path)).toEqual([])
})

test('the valid fixtures pass both', () => {
  for (const { document, isAccepted } of documentsOf(`${FIXTURES}/valid`)) {
    expect.soft(isAccepted, document.path).toBe(true)
    expect.soft(acceptsByAjv(document), document.path).toBe(true)
  }
})

test('every field that a person fills in is described', () => {
  for (const kind of ['entry', 'overview', 'policy'] as const) {
    const { properties } = jsonSchema(kind, SITE) as {
      properties: Record<string, { description?: string }>
    }
    for (const [name, field] of Object.entries(properties)) {
      expect.soft(field.description, `${kind}.${name}`).toBeTruthy()
    }
  }
})

test('schemas say where they are published', () => {
  expect(jsonSchema('entry', SITE)).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://packages.example/schemas/entry.schema.json',
    required: ['name', 'ociRef', 'version', 'description', 'signing'],
    additionalProperties: false,
  })
})
