import { textAt, valueAt } from '../document.ts'
import type { Rule } from '../rule.ts'
import { EntrySchema, TEXT_LIMITS } from '../schemas/entry.ts'
import { OverviewSchema } from '../schemas/overview.ts'
import type { Path } from '../yaml/read-yaml.ts'

export const textLength: Rule = {
  id: 'text-length',
  group: 'Text',
  severity: 'error',
  title: 'Texts have a length that tables and cards can show.',
  why: `A description has 1 to ${TEXT_LIMITS.description} characters, a tag up to ${TEXT_LIMITS.tag}, a list of tags up to ${TEXT_LIMITS.tags}; the schemas give the bounds of all fields.`,
  *document(document) {
    const schema =
      document.kind === 'entry' ? EntrySchema : document.kind === 'overview' ? OverviewSchema : null
    if (!schema) return
    for (const issue of document.issues) {
      if (issue.code !== 'too_big' && issue.code !== 'too_small') continue
      const path = issue.path as Path
      if (path[0] === 'name') continue
      const value = valueAt(document, path)
      const [bound, number] =
        issue.code === 'too_big' ? ['at most', issue.maximum] : ['at least', issue.minimum]
      const unit = `${Array.isArray(value) ? 'item' : 'character'}${Number(number) === 1 ? '' : 's'}`
      const length = Array.isArray(value) ? value.length : (textAt(document, ...path)?.length ?? 0)
      yield {
        message: `${path.join('.')}: expected ${bound} ${number} ${unit}, found ${length}`,
        fix: issue.code === 'too_big' ? 'Shorten it.' : 'Write a value, or remove the field.',
        at: { path },
      }
    }
  },
}
