import { textAt } from '../document.ts'
import { quote } from '../printable.ts'
import type { Rule } from '../rule.ts'

export const nameFile: Rule = {
  id: 'name-file',
  group: 'Identity',
  severity: 'error',
  title: 'The file is called after the package.',
  why: 'Who reviews packages/acme.hello.yaml must be sure to review acme.hello, and two files cannot list one name.',
  *entry(entry) {
    const text = textAt(entry, 'name')
    if (text === null || text === entry.name) return
    yield {
      message: `expected the name ${quote(entry.name)} after the file, found ${quote(text)}`,
      fix: `Rename the file to ${quote(`${text}.yaml`)}, or correct the name.`,
      at: { path: ['name'] },
    }
  },
}
