import { compareText } from '../core/compare-text.ts'
import type { PackageSummary } from '../core/schemas/catalog.ts'

/** Every tag with the number of packages that bear it, the most used first. */
export function countTags(
  packages: readonly PackageSummary[],
): { tag: string; packages: number }[] {
  const counts = new Map<string, number>()
  for (const { tags = [] } of packages) {
    for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  }
  return [...counts]
    .map(([tag, number]) => ({ tag, packages: number }))
    .sort((a, b) => b.packages - a.packages || compareText(a.tag, b.tag))
}
