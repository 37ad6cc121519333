import { offsetOfLine } from '../position.ts'
import { quote } from '../printable.ts'
import { urlProblem } from '../public-url.ts'
import type { Rule } from '../rule.ts'

export const markdownLink: Rule = {
  id: 'markdown-link',
  group: 'Text',
  severity: 'error',
  title: 'Links in overviews are https addresses on public hosts.',
  why: 'A relative link has nothing to point at here, and javascript: or data: links run code.',
  *overview(overview) {
    for (const { token, line } of overview.tokens) {
      if (token.type !== 'link_open') continue
      const href = String(token.attrGet('href') ?? '')
      const problem = urlProblem(href)
      if (!problem) continue
      yield {
        message: `expected a link to an https address on a public host, found ${problem} in ${quote(href)}`,
        fix: 'Write the full https address.',
        at: { offset: overview.bodyStart + offsetOfLine(overview.body, line, href) },
      }
    }
  },
}
