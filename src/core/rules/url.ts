import type { Document } from '../document.ts'
import { textAt } from '../document.ts'
import { quote } from '../printable.ts'
import { urlProblem } from '../public-url.ts'
import type { Problem, Rule } from '../rule.ts'

export const url: Rule = {
  id: 'url',
  group: 'References',
  severity: 'error',
  title: 'Addresses are https, on a public host, without credentials.',
  why: 'They become links on the site and in the dashboard. Anything but https could run code or show a reader something else on the way; a local name or an IP address leads each reader elsewhere.',
  entry: (entry) => check(entry, ['homepage']),
  overview: (overview) => check(overview, ['repository', 'documentation', 'changelog', 'support']),
}

function* check(document: Document, fields: string[]): Generator<Problem> {
  for (const field of fields) {
    const text = textAt(document, field)
    if (text === null) continue
    const problem = urlProblem(text)
    if (!problem) continue
    yield {
      message: `${field}: expected an https address on a public host, found ${problem} in ${quote(text)}`,
      fix: 'Write an address such as https://example.org/hello.',
      at: { path: [field] },
    }
  }
}
