import type { Rule } from '../rule.ts'

export const yamlKey: Rule = {
  id: 'yaml-key',
  group: 'Format',
  severity: 'error',
  title: 'Keys are simple words.',
  why: 'YAML allows lists and mappings as keys; JSON, and with it every client, does not.',
  *document(document) {
    for (const node of document.yaml?.nodes ?? []) {
      const isPrototype = node.text === '__proto__'
      if (node.role !== 'key' || (node.kind === 'scalar' && !isPrototype)) continue
      yield {
        message: `expected the name of a field, found ${isPrototype ? '__proto__' : `a ${node.kind}`} as key`,
        fix: 'Write the name of a field.',
        at: { offset: document.yamlStart + node.offset },
      }
    }
  },
}
