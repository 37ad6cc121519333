import { nearestNames } from '../names.ts'
import { quote } from '../printable.ts'
import { type ClusterState, PACKAGE } from './objects.ts'
import type { Deletion } from './plan-untap.ts'
import { type Dependent, dependentsOf } from './reverse-dependencies.ts'

export interface DelPlan {
  deletions: Deletion[]
  /** Names that are not installed, with what was probably meant. */
  absent: string[]
  /** Installed Packages that depend on what is deleted. */
  dependents: Dependent[]
}

/** Says what is deleted, and what depends on it. */
export function planDel(names: readonly string[], state: ClusterState): DelPlan {
  const wanted = [...new Set(names)]
  const installed = new Map(state.packages.map((one) => [one.metadata.name, one]))
  const found = wanted.filter((name) => installed.has(name))
  // What depends on others goes before them, so that nothing is without its dependency for a while.
  const depth = (name: string) => dependentsOf([name], state).length
  return {
    deletions: [...found]
      .sort((a, b) => depth(a) - depth(b))
      .map((name) => ({ kind: PACKAGE, name, uid: installed.get(name)?.metadata.uid })),
    absent: wanted
      .filter((name) => !installed.has(name))
      .map((name) => {
        const near = nearestNames(name, [...installed.keys()])
        const hint = near.length > 0 ? `; did you mean ${near.join(', ')}?` : ''
        return `${quote(name)} is not installed${hint}`
      }),
    dependents: dependentsOf(found, state),
  }
}
