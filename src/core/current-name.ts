import type { Lifecycle } from './schemas/lifecycle.ts'

/** The name that a package has now: renames are followed, also through several. */
export function currentName(name: string, lifecycle: Lifecycle): string {
  const seen = new Set<string>()
  let now = name
  while (!seen.has(now)) {
    seen.add(now)
    const state = lifecycle[now]
    if (state?.state === 'renamed') now = state.to
  }
  return now
}
