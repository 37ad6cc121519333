import { printable } from '../printable.ts'
import type { Rule } from '../rule.ts'

export const fileReadable: Rule = {
  id: 'file-readable',
  group: 'Format',
  severity: 'error',
  title: 'Every file can be read.',
  why: 'What cannot be read cannot be judged, and an index that leaves it out in silence would lose a package.',
  *file(file) {
    if (file.type !== 'unreadable') return
    yield {
      message: `cannot be read: ${printable(file.detail ?? 'unknown reason')}`,
      fix: 'Give its owner and the reader permission to read it.',
    }
  },
}
