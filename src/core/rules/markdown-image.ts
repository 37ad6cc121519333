import { offsetOfLine } from '../position.ts'
import { quote } from '../printable.ts'
import type { Rule } from '../rule.ts'

export const markdownImage: Rule = {
  id: 'markdown-image',
  group: 'Text',
  severity: 'error',
  title: 'Overviews hold no images.',
  why: 'The site asks no other host for anything, so that nobody learns who reads it; and an image elsewhere can change after the review.',
  *overview(overview) {
    for (const { token, line } of overview.tokens) {
      if (token.type !== 'image') continue
      const offset = overview.bodyStart + offsetOfLine(overview.body, line, '![')
      yield {
        message: `found the image ${quote(String(token.attrGet('src') ?? ''))}`,
        fix: 'Remove it, or link to the page that shows it.',
        at: { offset },
      }
    }
  },
}
