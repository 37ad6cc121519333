import { printable } from '../printable.ts'

/** Reads a stranger’s value without trusting its shape: what is absent or of another type is empty. */
export function mappingIn(value: unknown, ...keys: string[]): Record<string, unknown> {
  let found = value
  for (const key of keys) found = valueIn(found, key)
  return isMapping(found) ? found : {}
}

export function listIn(value: unknown, key: string): unknown[] {
  const found = valueIn(value, key)
  return Array.isArray(found) ? found : []
}

/** The strings of a list. */
export function textsIn(value: unknown, key: string): string[] {
  return listIn(value, key).filter((item) => typeof item === 'string')
}

/** A scalar as text, or null: a number is for the schema to refuse, and still tells what is meant. */
export function textIn(value: unknown, key: string): string | null {
  const found = valueIn(value, key)
  if (typeof found === 'string') return found
  return typeof found === 'number' || typeof found === 'boolean' ? String(found) : null
}

export function valueIn(value: unknown, key: string): unknown {
  return isMapping(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

export function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A stranger’s text for a record: one line, nothing invisible, not too long. Empty is null. */
export function cleanText(text: string | null, limit: number): string | null {
  const line = text
    ?.slice(0, limit * 4)
    .replace(/\s+/g, ' ')
    .trim()
  if (!line) return null
  const characters = [...printable(line)]
  return characters.length > limit
    ? `${characters.slice(0, limit - 1).join('')}…`
    : characters.join('')
}

/** Whether Kubernetes takes it for the name of an object (lower-case RFC 1123 subdomain). */
export function isObjectName(name: string): boolean {
  return (
    name.length <= 253 &&
    name.split('.').every((label) => /^[a-z0-9-]+$/.test(label) && !/^-|-$/.test(label))
  )
}

export const OBJECT_NAME_RULE =
  'lower-case letters, digits, dashes and dots, at most 253 characters'
