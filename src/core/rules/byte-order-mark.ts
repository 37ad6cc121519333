import type { Rule } from '../rule.ts'

export const byteOrderMark: Rule = {
  id: 'byte-order-mark',
  group: 'Format',
  severity: 'error',
  title: 'Files begin without a byte order mark.',
  why: 'Some readers take the mark as the first character of the first key, and then miss the field.',
  *document(document) {
    if (!document.text.startsWith('\ufeff')) return
    yield {
      message: 'expected the text to begin at once, found a byte order mark (U+FEFF)',
      fix: 'Save the file as “UTF-8 without BOM”.',
      at: { offset: 0 },
    }
  },
}
