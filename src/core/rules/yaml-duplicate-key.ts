import { quote } from '../printable.ts'
import type { Rule } from '../rule.ts'

export const yamlDuplicateKey: Rule = {
  id: 'yaml-duplicate-key',
  group: 'Format',
  severity: 'error',
  title: 'A field stands once.',
  why: 'Some readers keep the first of two values, some the last; upstream’s client refuses the whole index.',
  *document(document) {
    const seen = new Set<string>()
    for (const node of document.yaml?.nodes ?? []) {
      if (node.role !== 'key') continue
      const key = JSON.stringify(node.path)
      if (seen.has(key)) {
        yield {
          message: `the field ${quote(node.text ?? '')} stands twice; cozypkg refuses the whole index`,
          fix: 'Remove one of them.',
          at: { offset: document.yamlStart + node.offset },
        }
      }
      seen.add(key)
    }
  },
}
