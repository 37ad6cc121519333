import { ownerOfEntry } from '../claims.ts'
import type { EntryDocument } from '../document.ts'
import type { Index } from '../index-model.ts'
import { quote } from '../printable.ts'
import type { Rule } from '../rule.ts'

export const claimLabel: Rule = {
  id: 'claim-label',
  group: 'Identity',
  severity: 'warning',
  title: 'The label before the first dot belongs to one owner.',
  why: 'People take acme.hello and acme.world for the work of one publisher. The label belongs to the registry and organisation that policy.yaml says under claims, else to the one that all its packages share; for a new entry by somebody else, a person decides.',
  *index(index) {
    for (const [label, entries] of byLabel(index)) {
      const claimed = index.policy.claims[label] ?? null
      const owners = new Set(entries.map(ownerOfEntry).filter((one) => one !== null))
      for (const document of entries) {
        const mine = ownerOfEntry(document)
        if (mine === null || (claimed ? mine === claimed : owners.size < 2)) continue
        const holder = claimed ?? [...owners].filter((one) => one !== mine).join(', ')
        yield {
          document,
          message: `names that begin with ${quote(`${label}.`)} belong to ${holder}, this is ${mine}`,
          fix: 'Choose another first label, or ask the maintainers to settle the claim in policy.yaml.',
          at: { path: ['name'] },
        }
      }
    }
  },
}

function byLabel(index: Index): Map<string, EntryDocument[]> {
  const groups = new Map<string, EntryDocument[]>()
  for (const [name, entry] of index.entries) {
    const dot = name.indexOf('.')
    if (dot === -1) continue
    const label = name.slice(0, dot)
    const group = groups.get(label)
    if (group) group.push(entry)
    else groups.set(label, [entry])
  }
  return groups
}
