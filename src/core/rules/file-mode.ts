import type { Rule } from '../rule.ts'

export const fileMode: Rule = {
  id: 'file-mode',
  group: 'Format',
  severity: 'error',
  title: 'No file is executable.',
  why: 'Entries are data (mode 0644). git records no other permission than the executable bit, so that bit is what is looked at.',
  *file(file) {
    if (file.type !== 'file' || !file.executable) return
    yield {
      message: 'expected mode 0644, found an executable file',
      fix: 'Run chmod 644 on it, or git update-index --chmod=-x.',
    }
  },
}
