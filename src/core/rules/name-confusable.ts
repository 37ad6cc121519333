import type { Document } from '../document.ts'
import type { Index } from '../index-model.ts'
import { foldName } from '../names.ts'
import { quote } from '../printable.ts'
import type { Rule } from '../rule.ts'

export const nameConfusable: Rule = {
  id: 'name-confusable',
  group: 'Identity',
  severity: 'error',
  title: 'No two names look the same.',
  why: 'acme-tools, acme.tools and acme-too1s are one name to a person who types it; whoever takes the second gets the visitors of the first. Names of removed packages count.',
  *index(index) {
    for (const group of groupByFold(index)) {
      for (const { name, document } of group) {
        if (!document) continue
        const others = group.filter((other) => other.name !== name)
        if (others.length === 0) continue
        yield {
          document,
          message: `the name ${quote(name)} is easily taken for ${others.map((other) => quote(other.name)).join(' and ')}`,
          fix: 'Choose a name that nobody can confuse with it.',
          at: { path: ['name'] },
        }
      }
    }
  },
}

interface Claimed {
  name: string
  /** Null for a tombstone, which cannot be renamed any more. */
  document: Document | null
}

function groupByFold(index: Index): Claimed[][] {
  const groups = new Map<string, Claimed[]>()
  const add = (name: string, document: Document | null) => {
    const key = foldName(name)
    const group = groups.get(key)
    if (group) group.push({ name, document })
    else groups.set(key, [{ name, document }])
  }
  for (const [name, entry] of index.entries) add(name, entry)
  for (const name of Object.keys(index.lifecycle)) if (!index.entries.has(name)) add(name, null)
  return [...groups.values()].filter((group) => group.length > 1)
}
