import type { Rule } from '../rule.ts'

export const yamlDirective: Rule = {
  id: 'yaml-directive',
  group: 'Format',
  severity: 'error',
  title: 'No YAML directives.',
  why: 'A %YAML line changes how the rest is read; upstream’s client fails on %YAML 1.2.',
  *document(document) {
    if (!document.yaml?.hasDirective) return
    const offset = document.text.slice(document.yamlStart).search(/^%/m)
    yield {
      message: 'found a % directive; cozypkg fails on %YAML 1.2',
      fix: 'Remove the line.',
      at: { offset: document.yamlStart + offset },
    }
  },
}
