import { printable } from '../printable.ts'
import type { Rule } from '../rule.ts'

export const fileType: Rule = {
  id: 'file-type',
  group: 'Format',
  severity: 'error',
  title: 'Every file is a regular file.',
  why: 'A symbolic link shows a reviewer one thing and a reader another, and can point out of the repository. A folder called x.yaml is passed over by some readers and fails others.',
  *file(file, place) {
    if (file.type === 'symlink') {
      yield {
        message: `expected a regular file, found a symbolic link to ${printable(file.detail ?? '?')}`,
        fix: 'Replace the link with the file itself.',
      }
    } else if (file.type === 'directory' && place) {
      yield {
        message: 'expected a regular file, found a folder',
        fix: 'Remove the folder, or make it a file.',
      }
    } else if (file.type === 'special') {
      yield {
        message: `expected a regular file, found ${file.detail ?? 'a device, pipe or socket'}`,
        fix: 'Remove it.',
      }
    }
  },
}
