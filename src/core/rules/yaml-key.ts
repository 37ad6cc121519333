import type { Rule } from '../rule.ts'

export const yamlKey: Rule = {
  id: 'yaml-key',
  group: 'Format',
  severity: 'error',
  title: 'Keys are simple words.',
  why: 'YAML allows lists and mappings as keys; JSON, and with it every client, does not.',
  *document(document) {
    for (const node of document.yaml?.nodes ?? []) {
      if (node.role !== 'key' || node.kind === 'scalar') continue
      yield {
        message: `expected the name of a field, found a ${node.kind} as key`,
        fix: 'Write the name of a field.',
        at: { offset: document.yamlStart + node.offset },
      }
    }
  },
}
