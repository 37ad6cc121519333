import { textsOf } from '../document.ts'
import { quote } from '../printable.ts'
import type { Rule } from '../rule.ts'

export const textHtml: Rule = {
  id: 'text-html',
  group: 'Text',
  severity: 'error',
  title: 'Fields hold plain text, no HTML.',
  why: 'Fields are shown in terminals, dashboards and pages; a tag is noise in one and a danger in another. The maintainer may be written Name <email>.',
  *document(document) {
    if (document.kind !== 'entry' && document.kind !== 'overview') return
    for (const { text, path } of textsOf(document)) {
      const found = /<[a-z!/?][^>]*>?|&(#\d+|#x[0-9a-f]+|[a-z]+);/i.exec(text)?.[0]
      if (!found || (path[0] === 'maintainer' && EMAIL_AT_END.test(text))) continue
      yield {
        message: `${path.join('.')}: expected plain text, found ${quote(found, 40)}`,
        fix: 'Write it without HTML.',
        at: { path },
      }
    }
  },
}

const EMAIL_AT_END = /^[^<>&]+ <[\w.+-]+@[\w.-]+>$/
