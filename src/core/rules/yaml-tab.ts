import { yamlOf } from '../document.ts'
import type { Rule } from '../rule.ts'

export const yamlTab: Rule = {
  id: 'yaml-tab',
  group: 'Format',
  severity: 'error',
  title: 'YAML holds no tab characters.',
  why: 'YAML forbids tabs as indentation and readers disagree about them elsewhere.',
  *document(document) {
    if (!document.yaml) return
    const tab = yamlOf(document).indexOf('\t')
    if (tab === -1) return
    const offset = document.yamlStart + tab
    yield {
      message: 'expected spaces, found a tab',
      fix: 'Replace it with spaces.',
      at: { offset },
    }
  },
}
