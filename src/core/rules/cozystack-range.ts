import semver from 'semver'
import { textAt } from '../document.ts'
import { quote } from '../printable.ts'
import type { Rule } from '../rule.ts'

export const cozystackRange: Rule = {
  id: 'cozystack-range',
  group: 'Text',
  severity: 'error',
  title: 'The tested Cozystack versions are a semver range.',
  why: 'A range can be compared with the version a cluster runs; a sentence cannot.',
  *overview(overview) {
    const text = textAt(overview, 'cozystack')
    if (!text || semver.validRange(text) !== null) return
    yield {
      message: `expected a semver range, found ${quote(text)}`,
      fix: 'Write a range such as ">=1.6.0 <2".',
      at: { path: ['cozystack'] },
    }
  },
}
