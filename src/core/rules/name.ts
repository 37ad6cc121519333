import { textAt } from '../document.ts'
import { quote } from '../printable.ts'
import type { Rule } from '../rule.ts'
import { NAME_FORM, NAME_LENGTH, NAME_PATTERN } from '../schemas/entry.ts'

export const name: Rule = {
  id: 'name',
  group: 'Identity',
  severity: 'error',
  title: `A name has ${NAME_LENGTH.min} to ${NAME_LENGTH.max} characters: ${NAME_FORM}.`,
  why: 'The name is a file, an address and a word on the command line: letters a to z, digits and hyphens, each label beginning and ending with a letter or digit, as Kubernetes names its objects.',
  *entry(entry) {
    const text = textAt(entry, 'name')
    if (text === null) return
    const problem = nameProblem(text)
    if (!problem) return
    yield {
      message: `${problem}: ${quote(text)}`,
      fix: 'Choose a name such as acme.hello, and name the file after it.',
      at: { path: ['name'] },
    }
  },
}

function nameProblem(text: string): string | null {
  if (text.length < NAME_LENGTH.min) return `expected at least ${NAME_LENGTH.min} characters`
  if (text.length > NAME_LENGTH.max) return `expected at most ${NAME_LENGTH.max} characters`
  return NAME_PATTERN.test(text) ? null : `expected ${NAME_FORM}`
}
