import { ownerOfEntry } from '../claims.ts'
import type { EntryDocument } from '../document.ts'
import { foldName, similarNames } from '../names.ts'
import { quote } from '../printable.ts'
import type { Rule } from '../rule.ts'

export const nameSimilar: Rule = {
  id: 'name-similar',
  group: 'Identity',
  severity: 'warning',
  title: 'Names of different owners differ in more than one character.',
  why: 'A name that is one slip away from another catches those who mistype. Packages of one owner may be neighbours; for a new entry, a person decides.',
  *index(index) {
    for (const pair of similarNames([...index.entries.keys()])) {
      if (foldName(pair[0]) === foldName(pair[1])) continue
      const documents = pair.map((name) => index.entries.get(name) as EntryDocument)
      const owners = documents.map(ownerOfEntry)
      // Whose an entry is that cannot be read, nobody knows: that is what is wrong with it.
      if (owners.includes(null) || owners[0] === owners[1]) continue
      for (const [position, document] of documents.entries()) {
        const other = pair[1 - position] ?? ''
        yield {
          document,
          message: `the name differs in one character from ${quote(other)}, which another owner publishes`,
          fix: 'Choose a name that is further away, unless the likeness is meant.',
          at: { path: ['name'] },
        }
      }
    }
  },
}
