import type { Manifest } from './objects.ts'

type Json = Record<string, unknown>

interface Managed {
  metadata: {
    managedFields?: { manager?: string | undefined; subresource?: unknown; fieldsV1?: unknown }[]
  }
}

/** Who owns a field of an object, by the names under which they wrote it. */
export function ownersOf({ metadata }: Managed, path: readonly string[]): string[] {
  return (metadata.managedFields ?? [])
    .filter(({ fieldsV1 }) => fieldAt(fieldsV1, path) !== undefined)
    .map(({ manager }) => manager ?? '')
}

function fieldAt(fields: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, key) => (isMapping(at) ? at[`f:${key}`] : undefined), fields)
}

/**
 * What is to be applied to an object so that it is again as it was before a manifest was applied to
 * it: the values that it had, of the fields that the manager owned then or the manifest writes.
 */
export function restoring(
  before: Manifest & Managed,
  applied: Manifest,
  manager: string,
): Manifest {
  const owned = (before.metadata.managedFields ?? [])
    .filter((one) => one.manager === manager && one.subresource === undefined)
    .map(({ fieldsV1 }) => pickFields(before, fieldsV1))
  const written = pickShape(before, applied)
  const { apiVersion, kind } = applied
  const { name, namespace } = applied.metadata
  const identity = {
    apiVersion,
    kind,
    metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
  }
  return [written, ...owned, identity].reduce<Json>(join, {}) as unknown as Manifest
}

/** The values at the places that a set of fields names; of lists always the whole. */
function pickFields(value: unknown, fields: unknown): unknown {
  if (!isMapping(value) || !isMapping(fields)) return value
  const keys = Object.keys(fields).filter((key) => key.startsWith('f:'))
  if (keys.length === 0) return value
  return pick(
    value,
    keys.map((key) => key.slice(2)),
    (part, key) => pickFields(part, fields[`f:${key}`]),
  )
}

/** The values at the places where another object has some; of lists always the whole. */
function pickShape(value: unknown, shape: unknown): unknown {
  if (!isMapping(value) || !isMapping(shape)) return value
  return pick(value, Object.keys(shape), (part, key) => pickShape(part, shape[key]))
}

function pick(
  value: Json,
  keys: readonly string[],
  deeper: (part: unknown, key: string) => unknown,
): Json {
  const present = keys.filter((key) => Object.hasOwn(value, key))
  return Object.fromEntries(present.map((key) => [key, deeper(value[key], key)]))
}

function join(a: Json, b: unknown): Json {
  if (!isMapping(b)) return a
  const joined = { ...a }
  for (const [key, value] of Object.entries(b)) {
    const known = joined[key]
    joined[key] = isMapping(known) && isMapping(value) ? join(known, value) : value
  }
  return joined
}

function isMapping(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
