import { isKnownFolder } from '../index-file.ts'
import { quote } from '../printable.ts'
import type { Rule } from '../rule.ts'

export const fileUnexpected: Rule = {
  id: 'file-unexpected',
  group: 'Format',
  severity: 'error',
  title: 'The index folder holds nothing but its own files.',
  why: 'Upstream’s client reads every YAML file it finds below the folder as an entry, and one that is not an entry fails the command for every user. So the layout is closed: packages/<name>.yaml, packages/<name>.md, releases/<name>/<version>.json, icons/<sha256>.png, policy.yaml and lifecycle.yaml.',
  *file(file, place) {
    if (place) return
    const mayBeFolder = file.type === 'directory' || file.type === 'unreadable'
    if (mayBeFolder && isKnownFolder(file.path)) return
    yield { message: `the index has no place for ${quote(file.path, 200)}`, fix: remedy(file.path) }
  },
}

function remedy(path: string): string {
  if (/^packages\/[^/]+\.yml$/i.test(path)) return 'Rename it: entries end in .yaml.'
  if (/^packages\/[^/]+\.(yaml|md)$/i.test(path)) return 'Write the ending in lower case.'
  if (/^packages\/[^/]+\//.test(path)) return 'Move it: entries stand directly in packages/.'
  if (/^[^/]+\.yaml$/.test(path)) return 'An entry stands in packages/; remove anything else.'
  return 'Remove it, or move it out of the index folder.'
}
