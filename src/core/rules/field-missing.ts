import { valueAt } from '../document.ts'
import { quote } from '../printable.ts'
import type { Rule } from '../rule.ts'
import { foldKey, unknownKeys } from '../schemas/known-keys.ts'
import type { Path } from '../yaml/read-yaml.ts'

export const fieldMissing: Rule = {
  id: 'field-missing',
  group: 'Fields',
  severity: 'error',
  title: 'Every required field is there.',
  why: 'An entry needs name, ociRef, version, description, signing.identity and signing.issuer: upstream’s client refuses an index without the first two, and nothing can be verified without the others.',
  *document(document) {
    const miscased = new Set(unknownKeys(document).map(({ path }) => foldKey(path.join('.'))))
    for (const issue of document.issues) {
      const path = issue.path as Path
      if (path.length === 0 || valueAt(document, path) !== undefined) continue
      if (miscased.has(foldKey(path.join('.')))) continue
      yield {
        message: `the field ${quote(path.join('.'))} is missing`,
        fix: `Add ${String(path.at(-1))}.`,
        at: { path: path.slice(0, -1) },
      }
    }
  },
}
