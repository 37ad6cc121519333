import { closest, distance } from 'fastest-levenshtein'
import { quote } from '../printable.ts'
import type { Rule } from '../rule.ts'
import { foldKey, unknownKeys } from '../schemas/known-keys.ts'

export const fieldUnknown: Rule = {
  id: 'field-unknown',
  group: 'Fields',
  severity: 'error',
  title: 'Only known fields.',
  why: 'Upstream’s client decodes strictly: one unknown field in one file fails the command for every user.',
  *document(document) {
    for (const { key, path, known } of unknownKeys(document)) {
      if (known.some((name) => foldKey(name) === foldKey(key))) continue
      yield {
        message: `unknown field ${quote(key)}${document.kind === 'entry' ? '; cozypkg refuses the whole index' : ''}`,
        fix: suggestion(key, known),
        at: { path, role: 'key' },
      }
    }
  },
}

function suggestion(key: string, known: string[]): string {
  const near = known.length > 0 ? closest(key, known) : ''
  if (near && distance(key, near) <= 2) return `Did you mean ${near}?`
  return `Remove it; the fields here are ${known.join(', ')}.`
}
