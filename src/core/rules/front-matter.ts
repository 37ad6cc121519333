import type { Rule } from '../rule.ts'

export const frontMatter: Rule = {
  id: 'front-matter',
  group: 'Format',
  severity: 'error',
  title: 'Front matter stands between two lines of exactly three hyphens.',
  why: 'Markdown tools disagree about anything else: some run ---js as JavaScript, some close at any line that begins with three hyphens, some take an unclosed block for text.',
  *overview({ fault }) {
    if (!fault) return
    yield {
      message: fault.message,
      fix: 'Begin with a line of three hyphens, write YAML, and close with the same line.',
      at: { offset: fault.offset },
    }
  },
}
