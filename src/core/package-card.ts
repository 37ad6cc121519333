import type { State } from './schemas/catalog.ts'

/** What a card shows of a package, drawn by a page or, in answer to a search, by the browser. */
export interface PackageCard {
  name: string
  title: string | null
  version: string
  state: State
  /** Null where the text is not at hand. */
  description: string | null
  tags: readonly string[]
  /** Tags that the card has no room for. */
  moreTags: number
}

const MOST_TAGS = 5

/** The card of a package. */
export function packageCard(
  one: Pick<PackageCard, 'name' | 'title' | 'version' | 'state' | 'tags'>,
  description: string | null,
): PackageCard {
  const { name, title, version, state, tags } = one
  return {
    name,
    title: title === name ? null : title,
    version,
    state,
    description,
    tags: tags.slice(0, MOST_TAGS),
    moreTags: Math.max(0, tags.length - MOST_TAGS),
  }
}
