import type { Contents } from '../schemas/release.ts'
import { cleanText, isMapping, mappingIn, textIn, textsIn, valueIn } from './shape.ts'

export type Parameter = Contents['applications'][number]['parameters'][number]

const MAX_PARAMETERS = 1_000
const MAX_DEPTH = 8

/**
 * Flattens an object schema into rows in its own order. `users[].name` is the name of each item of
 * a list, `users.*.name` that of each value of a map. Very large schemas are cut.
 */
export function readParameters(schema: unknown): Parameter[] {
  const parameters: Parameter[] = []
  collect(schema, '', 0, parameters)
  return parameters
}

function collect(schema: unknown, prefix: string, depth: number, rows: Parameter[]): void {
  if (depth > MAX_DEPTH) return
  const required = new Set(textsIn(schema, 'required'))
  for (const [name, child] of Object.entries(mappingIn(schema, 'properties'))) {
    const key = cleanText(name, 100) ?? '""'
    const path = prefix === '' ? key : `${prefix}.${key}`
    addRow(child, path, required.has(name), rows)
    below(child, path, depth, rows)
  }
}

/** What a parameter consists of: fields, items of a list, values of a map. */
function below(schema: unknown, path: string, depth: number, rows: Parameter[]): void {
  collect(schema, path, depth + 1, rows)
  const items = valueIn(schema, 'items')
  const values = valueIn(schema, 'additionalProperties')
  for (const [child, place] of [
    [items, `${path}[]`],
    [values, `${path}.*`],
  ] as const) {
    if (!isMapping(child) || depth > MAX_DEPTH) continue
    if (!isMapping(child['properties'])) addRow(child, place, false, rows)
    below(child, place, depth + 1, rows)
  }
}

function addRow(schema: unknown, path: string, required: boolean, rows: Parameter[]): void {
  if (rows.length >= MAX_PARAMETERS) return
  rows.push({
    path,
    type: typeOf(schema),
    default: defaultOf(schema),
    description: cleanText(textIn(schema, 'description'), 1_000),
    required,
  })
}

function typeOf(schema: unknown): string | null {
  const single = textIn(schema, 'type')
  if (single) return cleanText(single, 40)
  const several = textsIn(schema, 'type')
  const choices = valueIn(schema, 'anyOf') ?? valueIn(schema, 'oneOf')
  const types = Array.isArray(choices)
    ? choices.flatMap((one) => textIn(one, 'type') ?? [])
    : several
  return cleanText([...new Set(types)].join(' or '), 80)
}

function defaultOf(schema: unknown): string | null {
  const value = valueIn(schema, 'default')
  return value === undefined ? null : cleanText(JSON.stringify(value), 1_000)
}
