import { type Document, valueAt } from '../document.ts'
import type { Rule } from '../rule.ts'
import type { Path } from '../yaml/read-yaml.ts'

export const fieldType: Rule = {
  id: 'field-type',
  group: 'Fields',
  severity: 'error',
  title: 'Every field holds the kind of value it is for.',
  why: 'Texts are strings, tags are a list of strings, signing is a mapping; upstream’s client refuses anything else, and with it the whole index.',
  *document(document) {
    for (const issue of document.issues) {
      if (issue.code !== 'invalid_type' || isReportedElsewhere(document, issue.path as Path))
        continue
      const path = issue.path as Path
      const found = typeName(valueAt(document, path))
      const where = path.length === 0 ? 'the document' : path.join('.')
      yield {
        message: `${where}: expected ${EXPECTED[issue.expected] ?? issue.expected}, found ${found}`,
        fix: `Write ${EXPECTED[issue.expected] ?? issue.expected}.`,
        at: { path },
      }
    }
  },
}

const EXPECTED: Record<string, string> = {
  string: 'a string',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
}

/** Absent fields, empty values and aliases have rules of their own. */
function isReportedElsewhere(document: Document, path: Path): boolean {
  const value = valueAt(document, path)
  return value === undefined || value === null
}

function typeName(value: unknown): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return 'a string'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'a mapping' : `a ${typeof value}`
}
