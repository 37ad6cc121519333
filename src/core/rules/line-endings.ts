import type { Rule } from '../rule.ts'

export const lineEndings: Rule = {
  id: 'line-endings',
  group: 'Format',
  severity: 'error',
  title: 'Lines end with a line feed alone.',
  why: 'Carriage returns make every line differ in a review and end up in values that some readers keep.',
  *document(document) {
    const offset = document.text.indexOf('\r')
    if (offset === -1) return
    yield {
      message: 'expected lines that end in LF, found a carriage return',
      fix: 'Convert the file: sed -i "s/\\r$//" FILE.',
      at: { offset },
    }
  },
}
