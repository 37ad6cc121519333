import { compareText } from './compare-text.ts'
import { textAt } from './document.ts'
import type { Index } from './index-model.ts'
import type { Context } from './schemas/context.ts'

/** What of an index a new entry is judged against. */
export function describeContext(index: Index): Context {
  const { owners: _, ...policy } = index.policy
  return {
    schemaVersion: 1,
    policy,
    lifecycle: index.lifecycle,
    entries: [...index.entries.values()]
      .map((entry) => ({ name: entry.name, ociRef: textAt(entry, 'ociRef') }))
      .sort((a, b) => compareText(a.name, b.name)),
  }
}
