import { likelyMeant } from '../names.ts'
import { quote } from '../printable.ts'

export type ManifestKind = 'PackageSource' | 'ApplicationDefinition'

/** One thing a JSON Schema has to say of a value. */
export interface SchemaProblem {
  /** JSON pointer to the value that fails. */
  path: string
  keyword: string
  /** In the validator’s words. */
  message: string
  /** The field that is unknown or missing, where the keyword is about one. */
  property: string | null
  /** The fields that the schema knows at this path, or the values that it allows. */
  allowed: readonly string[]
  /** What the schema says the value should be, where it says so. */
  expected: string | null
  /** The value itself. */
  found: unknown
}

export interface ValuesVerdict {
  /** Why values.schema.json cannot be used, or null. */
  fault: string | null
  /** The fault is ours or the network’s, so it says nothing against the chart. */
  isUnchecked: boolean
  problems: SchemaProblem[]
}

/** What needs a JSON Schema compiler, and therefore comes from outside. */
export interface Validator {
  manifest(kind: ManifestKind, value: unknown): SchemaProblem[]
  /** Checks the values of a chart against the schema that the chart brings. */
  values(schema: unknown, values: unknown): ValuesVerdict
}

/** Says what is wrong and how to mend it. */
export function describeProblem(problem: SchemaProblem): { message: string; fix: string } {
  const { keyword, property, allowed, expected } = problem
  const where = fieldName(problem.path)
  if (keyword === 'additionalProperties' && property !== null) {
    return {
      message: `unknown field ${quote(property)} in ${where}`,
      fix: suggest(property, allowed),
    }
  }
  if (keyword === 'required' && property !== null) {
    return {
      message: `the field ${quote(property)} is missing in ${where}`,
      fix: `Add ${property}.`,
    }
  }
  const found = describeValue(problem.found)
  if (keyword === 'type' && problem.expected === null) {
    const type = problem.message.replace(/^must be /, '')
    const isText = type === 'string' && typeof problem.found !== 'object'
    const message = `expected ${TYPES[type] ?? type} at ${where}, found ${found}`
    return { message, fix: isText ? 'Put it in quotes.' : 'Correct the value.' }
  }
  if (keyword === 'enum' || keyword === 'const') {
    const choices = allowed.filter((choice) => choice !== '""').join(', ')
    const fix = allowed.length === 1 ? `Write ${choices}.` : 'Write one of them.'
    return { message: `expected ${choices} at ${where}, found ${found}`, fix }
  }
  const what = expected ?? problem.message.replace(/^must /, 'a value that must ')
  return { message: `expected ${what} at ${where}, found ${found}`, fix: 'Correct the value.' }
}

const TYPES: Record<string, string> = {
  string: 'a string',
  boolean: 'true or false',
  integer: 'a whole number',
  array: 'a list',
  object: 'a mapping',
}

function suggest(property: string, known: readonly string[]): string {
  const sameLetters = known.find((name) => name.toLowerCase() === property.toLowerCase())
  const meant = sameLetters ?? likelyMeant(property, known)
  if (meant) return `Did you mean ${meant}?`
  return known.length > 0 ? `Remove it; the fields here are ${known.join(', ')}.` : 'Remove it.'
}

/** A JSON pointer as people write it: spec.variants[0].name. */
export function fieldName(pointer: string): string {
  if (pointer === '') return 'the document'
  const parts = pointer.slice(1).split('/')
  const name = parts
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`))
    .join('')
  const text = name.startsWith('.') ? name.slice(1) : name
  return quote(text, 120).slice(1, -1)
}

function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'a mapping'
  if (typeof value === 'string') return quote(value, 60)
  return value === null ? 'null' : `the ${typeof value} ${value}`
}
