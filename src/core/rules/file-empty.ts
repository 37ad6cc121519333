import type { Rule } from '../rule.ts'

export const fileEmpty: Rule = {
  id: 'file-empty',
  group: 'Format',
  severity: 'error',
  title: 'An entry is not empty.',
  why: 'Upstream’s client fails on an empty entry, for every user, because name and ociRef are missing.',
  *document(document) {
    if (document.kind !== 'entry' || !document.yaml) return
    if (document.yaml.syntaxError || document.yaml.value !== null) return
    yield {
      message: 'expected an entry, found nothing but white space or comments',
      fix: 'Write the fields name, ociRef, version, description and signing, or delete the file.',
    }
  },
}
