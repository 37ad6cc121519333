import type { Rule } from '../rule.ts'

export const yamlMergeKey: Rule = {
  id: 'yaml-merge-key',
  group: 'Format',
  severity: 'error',
  title: 'No merge keys.',
  why: 'YAML 1.1 readers, upstream’s client among them, merge what stands under <<; YAML 1.2 readers see a field called <<.',
  *document(document) {
    for (const node of document.yaml?.nodes ?? []) {
      if (node.role !== 'key' || node.plain !== '<<') continue
      yield {
        message: 'found the merge key <<, whose fields cozypkg would take over',
        fix: 'Write the fields out.',
        at: { offset: document.yamlStart + node.offset },
      }
    }
  },
}
