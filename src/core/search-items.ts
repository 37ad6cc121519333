import type { State } from './schemas/catalog.ts'
import type { CHECKED, SearchIndex } from './schemas/search.ts'

export type Checked = (typeof CHECKED)[number]

/** What the lists of the site know of a package; texts come separately. */
export interface SearchItem {
  name: string
  title: string | null
  version: string
  tags: readonly string[]
  category: string | null
  kinds: readonly string[]
  state: State
  registry: string
  signed: Checked
  privileged: Checked
  firstListed: number | null
  lastChanged: number | null
}

/** The packages of a search list again, one object each. */
export function searchItems({ packages, ...lists }: SearchIndex): SearchItem[] {
  return packages.name.map((name, at) => ({
    name,
    title: packages.title[at] ?? null,
    version: packages.version[at] ?? '',
    tags: (packages.tags[at] ?? []).map((tag) => lists.tags[tag] ?? ''),
    category: lists.categories[packages.category[at] ?? -1] ?? null,
    kinds: packages.kinds[at] ?? [],
    state: packages.state[at] ?? 'pending',
    registry: lists.registries[packages.registry[at] ?? -1] ?? '',
    signed: packages.signed[at] ?? 'unknown',
    privileged: packages.privileged[at] ?? 'unknown',
    firstListed: packages.firstListed[at] ?? null,
    lastChanged: packages.lastChanged[at] ?? null,
  }))
}

/** Where a file of descriptions is published. */
export function searchTextsPath(at: number): string {
  return `search/texts/${at}.json`
}
