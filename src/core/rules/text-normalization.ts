import { textsOf } from '../document.ts'
import type { Rule } from '../rule.ts'

export const textNormalization: Rule = {
  id: 'text-normalization',
  group: 'Text',
  severity: 'error',
  title: 'Text is in Unicode normalization form C.',
  why: 'The same word can be written with one character or with two; in two forms it is neither found nor compared.',
  *document(document) {
    if (document.kind !== 'entry' && document.kind !== 'overview') return
    for (const { text, path } of textsOf(document)) {
      if (text.normalize('NFC') === text) continue
      yield {
        message: `${path.join('.')}: expected Unicode normalization form C (composed characters)`,
        fix: 'Type the accented characters anew, or run the text through uconv -x nfc.',
        at: { path },
      }
    }
  },
}
