import { offsetOfLine } from '../position.ts'
import { quote } from '../printable.ts'
import type { Rule } from '../rule.ts'

export const markdownHtml: Rule = {
  id: 'markdown-html',
  group: 'Text',
  severity: 'error',
  title: 'Overviews are Markdown without HTML.',
  why: 'HTML from strangers would run on the pages of the index, beside every other package. In backticks it is text and welcome.',
  *overview(overview) {
    for (const { token, line } of overview.tokens) {
      if (token.type !== 'html_block' && token.type !== 'html_inline') continue
      const offset = overview.bodyStart + offsetOfLine(overview.body, line, token.content.trim())
      yield {
        message: `expected Markdown without HTML, found ${quote(token.content.trim(), 40)}`,
        fix: 'Write it in Markdown; put code in backticks.',
        at: { offset },
      }
    }
  },
}
