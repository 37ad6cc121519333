import type { Lifecycle } from './schemas/lifecycle.ts'

/** The name that a package has now: that of its tombstone's target, and so on; else its own. */
export function currentName(name: string, lifecycle: Lifecycle): string {
  const seen = new Set<string>()
  let current = name
  for (;;) {
    const state = Object.hasOwn(lifecycle, current) ? lifecycle[current] : undefined
    // Rules forbid a circle; a file that breaks them must not hang whoever reads it.
    if (state?.state !== 'renamed' || seen.has(current)) return current
    seen.add(current)
    current = state.to
  }
}

/** All names under which something of these packages may stand: those they have, and those they had. */
export function namesEverHad(names: Iterable<string>, lifecycle: Lifecycle): Set<string> {
  const wanted = [...names]
  const current = new Set(wanted.map((name) => currentName(name, lifecycle)))
  const former = Object.keys(lifecycle).filter((name) => current.has(currentName(name, lifecycle)))
  return new Set([...wanted, ...current, ...former])
}
