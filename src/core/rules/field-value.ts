import { valueAt } from '../document.ts'
import { quote } from '../printable.ts'
import type { Rule } from '../rule.ts'
import type { Path } from '../yaml/read-yaml.ts'

export const fieldValue: Rule = {
  id: 'field-value',
  group: 'Fields',
  severity: 'error',
  title: 'Policy, lifecycle and release records hold only values that their schemas allow.',
  why: 'These files decide what is trusted and what is listed, so a value that cannot be meant is refused and not guessed. The fields of entries and overviews have rules of their own.',
  *document(document) {
    if (document.kind === 'entry' || document.kind === 'overview') return
    for (const issue of document.issues) {
      const path = issue.path as Path
      if (issue.code === 'invalid_type' || issue.code === 'unrecognized_keys') continue
      const value = valueAt(document, path)
      if (value === undefined) continue
      const found = typeof value === 'string' ? `, found ${quote(value)}` : ''
      yield {
        message: `${path.join('.')}: ${issue.message.replace(/^Invalid /, 'invalid ')}${found}`,
        fix: `See the schema ${document.kind}.schema.json.`,
        at: { path, role: issue.code === 'invalid_key' ? 'key' : 'value' },
      }
    }
  },
}
