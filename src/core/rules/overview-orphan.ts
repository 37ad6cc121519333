import { quote } from '../printable.ts'
import type { Rule } from '../rule.ts'

export const overviewOrphan: Rule = {
  id: 'overview-orphan',
  group: 'Records',
  severity: 'error',
  title: 'An overview stands beside its entry.',
  why: 'An overview without an entry is shown nowhere; mostly its name is mistyped.',
  *index(index) {
    const present = new Set(index.files.map((file) => file.path))
    for (const [name, document] of index.overviews) {
      if (present.has(`packages/${name}.yaml`)) continue
      yield {
        document,
        message: `there is no entry ${quote(`packages/${name}.yaml`)} for this overview`,
        fix: 'Name it after its entry, or remove it.',
      }
    }
  },
}
