import type { Lifecycle } from './schemas/lifecycle.ts'

/** Strangers write chains of renames as long as the file may be; each is walked once. */
const KNOWN = new WeakMap<Lifecycle, Map<string, string>>()

/** The name that a package has now: that of its tombstone's target, and so on; else its own. */
export function currentName(name: string, lifecycle: Lifecycle): string {
  const known = KNOWN.get(lifecycle) ?? new Map<string, string>()
  KNOWN.set(lifecycle, known)
  const former = new Set<string>()
  let current = name
  for (;;) {
    const end = known.get(current)
    if (end !== undefined) return keep(former, end, known)
    const state = Object.hasOwn(lifecycle, current) ? lifecycle[current] : undefined
    if (state?.state !== 'renamed') return keep(former, current, known)
    // Rules forbid a circle; a file that breaks them must not hang whoever reads it.
    if (former.has(current)) return keepCircle(former, current, known)
    former.add(current)
    current = state.to
  }
}

function keep(former: Iterable<string>, end: string, known: Map<string, string>): string {
  for (const name of former) known.set(name, end)
  return end
}

/** What leads into a circle ends where it enters, and what is in it stays: as if none were kept. */
function keepCircle(former: Iterable<string>, entry: string, known: Map<string, string>): string {
  let isInside = false
  for (const name of former) {
    isInside ||= name === entry
    known.set(name, isInside ? name : entry)
  }
  return entry
}

/** All names under which something of these packages may stand: those they have, and those they had. */
export function namesEverHad(names: Iterable<string>, lifecycle: Lifecycle): Set<string> {
  const wanted = [...names]
  const current = new Set(wanted.map((name) => currentName(name, lifecycle)))
  const former = Object.keys(lifecycle).filter((name) => current.has(currentName(name, lifecycle)))
  return new Set([...wanted, ...current, ...former])
}
