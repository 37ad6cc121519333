import type { Listing } from './listing.ts'
import type { LooseEntry } from './read-entries.ts'
import type { Package } from './schemas/catalog.ts'

/** What is to be said about an index beside its content. */
export interface IndexNote {
  severity: 'warning' | 'note'
  text: string
}

/** One package of an index: its entry, and all that a catalog knows of it. */
export interface FoundPackage {
  entry: LooseEntry
  /** Null where the index is a folder of entries, which says nothing else. */
  full: Package | null
}

/** An index that was opened, wherever it stands. */
export interface IndexHandle {
  /** As a person names it. */
  location: string
  listing: Listing
  notes: readonly IndexNote[]
  /** Whether it is past the date until which its publisher vouches for it. */
  isExpired: boolean
  /** All that is known of a package, or null where it is not in the index. */
  readPackage(name: string): Promise<FoundPackage | null>
}
