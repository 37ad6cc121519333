import type { Rule } from '../rule.ts'

export const releaseJson: Rule = {
  id: 'release-json',
  group: 'Records',
  severity: 'error',
  title: 'A release record is a JSON object.',
  why: 'Records are written by the recorder alone; one that does not parse was cut off or edited by hand.',
  *document(document) {
    if (document.kind !== 'release' || document.raw !== null) return
    yield {
      message: 'expected a JSON object, found text that is not JSON',
      fix: 'Restore the record from git; records are never edited.',
    }
  },
}
