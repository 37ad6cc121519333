import { textAt } from '../document.ts'
import { quote } from '../printable.ts'
import type { Rule } from '../rule.ts'
import { VERSION_PATTERN } from '../schemas/entry.ts'

export const version: Rule = {
  id: 'version',
  group: 'References',
  severity: 'error',
  title: 'The version is a semantic version, and a tag that stays.',
  why: 'Versions are compared to tell upgrades from downgrades. latest and other moving tags name another artifact every day, and an OCI tag cannot hold build metadata.',
  *entry(entry) {
    const text = textAt(entry, 'version')
    if (text === null || VERSION_PATTERN.test(text)) return
    yield {
      message: `expected a semantic version such as v1.2.0, found ${quote(text)}${reason(text)}`,
      fix: 'List the tag of a release; publish one if there is none.',
      at: { path: ['version'] },
    }
  },
}

function reason(text: string): string {
  if (/^(latest|main|master|stable|edge|nightly|dev)$/i.test(text)) return ', which is a moving tag'
  if (text.includes('+')) return ', which has build metadata'
  if (/^v?\d+(\.\d+)?$/.test(text)) return ', which is not major.minor.patch'
  return ''
}
