import { currentName } from '../current-name.ts'
import type { Index } from '../index-model.ts'
import { isGone } from './lifecycle-change.ts'

/**
 * The name that a package of the merged index has on base: its own or, where the branch renames it,
 * the one it had. What base knows of the package stands under that name.
 */
export function nameOnBase(name: string, before: Index, after: Index): string {
  if (before.entries.has(name)) return name
  const former = Object.keys(after.lifecycle).find(
    (one) =>
      before.entries.has(one) &&
      !isGone(before.lifecycle[one]) &&
      currentName(one, after.lifecycle) === name,
  )
  return former ?? name
}
