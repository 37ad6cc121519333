import { MAX_NESTING } from '../markdown.ts'
import { offsetOfLine } from '../position.ts'
import type { Rule } from '../rule.ts'

export const markdownNesting: Rule = {
  id: 'markdown-nesting',
  group: 'Text',
  severity: 'error',
  title: 'Overviews are not nested beyond reading.',
  why: 'Markdown readers stop at some depth of quotes and lists, each at another, and what stands deeper is seen by some and judged by none.',
  *overview(overview) {
    const deep = overview.tokens.find(({ token }) => token.level > MAX_NESTING / 2)
    if (!deep) return
    yield {
      message: `expected at most ${MAX_NESTING / 2} levels of quotes, lists and emphasis, found more`,
      fix: 'Write it flatter.',
      at: { offset: overview.bodyStart + offsetOfLine(overview.body, deep.line) },
    }
  },
}
