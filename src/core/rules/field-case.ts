import { quote } from '../printable.ts'
import type { Rule } from '../rule.ts'
import { foldKey, unknownKeys } from '../schemas/known-keys.ts'

export const fieldCase: Rule = {
  id: 'field-case',
  group: 'Fields',
  severity: 'error',
  title: 'Fields are spelled exactly.',
  why: 'Upstream’s client matches keys whatever their case, so ociref: works there and nowhere else.',
  *document(document) {
    for (const { key, path, known } of unknownKeys(document)) {
      const meant = known.find((name) => foldKey(name) === foldKey(key))
      if (!meant) continue
      const client = document.kind === 'entry' ? `; cozypkg reads it as ${meant}` : ''
      yield {
        message: `expected the field ${quote(meant)}, found ${quote(key)}${client}`,
        fix: `Write ${meant}.`,
        at: { path, role: 'key' },
      }
    }
  },
}
