import { z } from 'zod'
import { type Document, SCHEMAS } from '../document.ts'
import { nodeAt, type Path } from '../yaml/read-yaml.ts'

/** The keys that stand in a document although its schema does not know them. */
export function unknownKeys(document: Document): { key: string; path: Path; known: string[] }[] {
  return document.issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return []
    const parent = issue.path as Path
    const known = keysAt(SCHEMAS[document.kind], parent)
    return issue.keys
      .map((key) => ({ key, path: [...parent, key], known }))
      .filter(({ path }) => isField(document, path))
  })
}

/** A list or mapping as key, and a merge key, are no misspelt fields, and have rules of their own. */
function isField(document: Document, path: Path): boolean {
  if (!document.yaml) return true
  const node = nodeAt(document.yaml, path, 'key')
  return node?.kind === 'scalar' && node.plain !== '<<'
}

/** Folds a key as Go's JSON decoder does: case, and the two letters that fold to k and s. */
export function foldKey(key: string): string {
  return key.toLowerCase().replaceAll('\u017f', 's').replaceAll('\u212a', 'k')
}

/** The keys that a schema knows at a path; of a union, those of all its members. */
function keysAt(schema: z.core.$ZodType, path: Path): string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return keysAt(schema.unwrap(), path)
  }
  if (schema instanceof z.ZodUnion) {
    return [...new Set(schema.options.flatMap((option) => keysAt(option, path)))]
  }
  const [first, ...rest] = path
  if (schema instanceof z.ZodObject) {
    if (first === undefined) return Object.keys(schema.shape)
    const field = schema.shape[String(first)]
    return field ? keysAt(field, rest) : []
  }
  if (schema instanceof z.ZodRecord) return keysAt(schema.valueType, rest)
  if (schema instanceof z.ZodArray) return keysAt(schema.element, rest)
  return []
}
