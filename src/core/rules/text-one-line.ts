import { textsOf } from '../document.ts'
import type { Rule } from '../rule.ts'

export const textOneLine: Rule = {
  id: 'text-one-line',
  group: 'Text',
  severity: 'error',
  title: 'A field is one line without white space around it.',
  why: 'cozypkg search prints one line a package; a line break in a field breaks its table.',
  *document(document) {
    if (document.kind !== 'entry' && document.kind !== 'overview') return
    for (const { text, path } of textsOf(document)) {
      if (text === '') continue
      const problem = text.includes('\n')
        ? 'a line break'
        : text.trim() !== text
          ? 'white space at an end'
          : null
      if (!problem) continue
      yield {
        message: `${path.join('.')}: expected one line, found ${problem}`,
        fix: 'Write the text in one line; with > or |, add a - to drop the last line break.',
        at: { path },
      }
    }
  },
}
