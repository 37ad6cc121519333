import { valueAt } from '../document.ts'
import { quote } from '../printable.ts'
import type { Rule } from '../rule.ts'
import { TAG_PATTERN } from '../schemas/entry.ts'

export const tags: Rule = {
  id: 'tags',
  group: 'Text',
  severity: 'error',
  title: 'Tags are kebab-case words, each once.',
  why: 'A tag is an address on the site and a filter in the client: Data Base, database and data_base would be three.',
  *entry(entry) {
    const list = valueAt(entry, ['tags'])
    if (!Array.isArray(list)) return
    for (const [position, tag] of list.entries()) {
      if (typeof tag !== 'string') continue
      const at = { path: ['tags', position] }
      if (list.indexOf(tag) < position) {
        yield { message: `the tag ${quote(tag)} stands twice`, fix: 'Remove one of them.', at }
      } else if (!TAG_PATTERN.test(tag)) {
        const fix = kebabCase(tag)
        yield {
          message: `expected a tag of lower-case letters, digits and single hyphens, found ${quote(tag)}`,
          fix: fix ? `Write ${fix}.` : 'Choose another word.',
          at,
        }
      }
    }
  },
}

function kebabCase(tag: string): string {
  return tag
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}
