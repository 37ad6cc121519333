import type { Rule } from '../rule.ts'

export const yamlTab: Rule = {
  id: 'yaml-tab',
  group: 'Format',
  severity: 'error',
  title: 'YAML holds no tab characters.',
  why: 'YAML forbids tabs as indentation and readers disagree about them elsewhere.',
  *document(document) {
    if (!document.yaml) return
    const end = 'bodyStart' in document ? Number(document.bodyStart) : document.text.length
    const offset = document.text.slice(0, end).indexOf('\t')
    if (offset === -1) return
    yield {
      message: 'expected spaces, found a tab',
      fix: 'Replace it with spaces.',
      at: { offset },
    }
  },
}
