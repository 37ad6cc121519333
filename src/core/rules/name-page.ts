import { textAt } from '../document.ts'
import { quote } from '../printable.ts'
import type { Rule } from '../rule.ts'

/** What stands beside the pages of packages: the list itself, and its further pages. */
const PAGES: ReadonlySet<string> = new Set(['index', 'page'])

export const namePage: Rule = {
  id: 'name-page',
  group: 'Identity',
  severity: 'error',
  title: 'A name does not end like a file, and is no page of the list.',
  why: 'The package acme has the page packages/acme/ and the data packages/acme.json; a package called acme.json would need that path for its page. packages/index.html and packages/page/2/ are the list of packages.',
  *entry(entry) {
    const text = textAt(entry, 'name')
    if (text === null) return
    const ending = /\.(json|yaml|yml|md|html|xml|txt|svg)$/.exec(text)?.[0]
    if (!ending && !PAGES.has(text)) return
    yield {
      message: `the page of ${quote(text)} would collide with a page or file of the site`,
      fix: ending ? `Choose a name that does not end in ${ending}.` : 'Choose another name.',
      at: { path: ['name'] },
    }
  },
}
