import type { Index } from '../index-model.ts'
import { nearestNames } from '../names.ts'
import { quote } from '../printable.ts'
import type { Rule } from '../rule.ts'

export const lifecycleTarget: Rule = {
  id: 'lifecycle-target',
  group: 'Records',
  severity: 'error',
  title: 'Successors and new names are listed packages.',
  why: 'The site and the client send people there; a name that is not listed, or itself gone, would strand them.',
  *index(index) {
    const document = index.lifecycleDocument
    if (!document) return
    const listed = new Set(index.files.map((file) => file.path))
    for (const [name, state] of Object.entries(index.lifecycle)) {
      const field = state.state === 'renamed' ? 'to' : 'successor'
      const target =
        state.state === 'renamed' ? state.to : 'successor' in state ? state.successor : undefined
      if (!target) continue
      const problem = targetProblem(name, target, index, listed)
      if (!problem) continue
      const [near] = nearestNames(target, [...index.entries.keys()], 1)
      yield {
        document,
        message: `${name}: ${quote(target)} ${problem}`,
        fix: near && near !== target ? `Did you mean ${near}?` : 'Name a listed package.',
        at: { path: [name, field] },
      }
    }
  },
}

function targetProblem(
  name: string,
  target: string,
  index: Index,
  listed: ReadonlySet<string>,
): string | null {
  if (target === name) return 'is the package itself'
  const state = index.lifecycle[target]?.state
  if (state === 'removed' || state === 'renamed') return `is itself ${state}`
  return listed.has(`packages/${target}.yaml`) ? null : 'is not listed'
}
