import type { Index } from '../index-model.ts'
import { nearestNames } from '../names.ts'
import { quote } from '../printable.ts'
import type { Rule } from '../rule.ts'

export const lifecyclePackage: Rule = {
  id: 'lifecycle-package',
  group: 'Records',
  severity: 'error',
  title: 'The lifecycle speaks of packages that fit its state.',
  why: 'A freeze or a yank with a mistyped name would protect nobody; and a name that is removed or renamed keeps its tombstone and has no entry any more.',
  *index(index) {
    const document = index.lifecycleDocument
    if (!document) return
    const listed = new Set(index.files.map((file) => file.path))
    for (const [name, { state }] of Object.entries(index.lifecycle)) {
      const gone = state === 'removed' || state === 'renamed'
      const hasEntry = listed.has(`packages/${name}.yaml`)
      if (gone !== hasEntry) continue
      yield {
        document,
        message: gone
          ? `${quote(name)} is ${state}, but packages/${name}.yaml is still there`
          : `${quote(name)} is ${state}, but there is no packages/${name}.yaml`,
        fix: gone ? 'Delete the entry, or take the state back.' : suggestion(name, index),
        at: { path: [name], role: 'key' },
      }
    }
  },
}

function suggestion(name: string, index: Index): string {
  const [near] = nearestNames(name, [...index.entries.keys()], 1)
  return near ? `Did you mean ${near}?` : 'Correct the name, or remove the lines.'
}
