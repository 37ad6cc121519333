import { yamlOf } from '../document.ts'
import { printable } from '../printable.ts'
import type { Rule } from '../rule.ts'

export const yamlSyntax: Rule = {
  id: 'yaml-syntax',
  group: 'Format',
  severity: 'error',
  title: 'The file is well-formed YAML.',
  why: 'One file that does not parse fails cozypkg search and cozypkg tap for every user of the index.',
  *document(document) {
    const error = document.yaml?.syntaxError
    if (!error || yamlOf(document).includes('\t')) return
    yield {
      message: `not well-formed YAML: ${printable(error.message)}`,
      fix: error.message.startsWith('nested')
        ? 'Write plain fields: an entry has one list and one mapping below its top level.'
        : 'Put the value in double quotes if it holds a colon, a # or begins with a special character.',
      at: { offset: document.yamlStart + error.offset },
    }
  },
}
