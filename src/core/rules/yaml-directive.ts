import type { Rule } from '../rule.ts'

export const yamlDirective: Rule = {
  id: 'yaml-directive',
  group: 'Format',
  severity: 'error',
  title: 'No YAML directives.',
  why: 'A %YAML line changes how the rest is read; upstream’s client fails on %YAML 1.2.',
  *document(document) {
    const offset = document.yaml?.directive ?? null
    if (offset === null) return
    yield {
      message: 'found a % directive; cozypkg fails on %YAML 1.2',
      fix: 'Remove the line.',
      at: { offset: document.yamlStart + offset },
    }
  },
}
