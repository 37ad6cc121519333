import { readFileSync } from 'node:fs'

/** A query to the index of `tests/finding-index.ts`, and what it has to find. */
export interface Query {
  what: string
  query: string
  /** Names of packages, the best first. */
  first: string[]
  /** Whether these are all. */
  only?: boolean
  /** The name to offer first where nothing is found. */
  near?: string
  /** The word to search for instead. */
  word?: string
  /** The tombstone that has this name. */
  former?: string
  /** What Cozystack itself has by this name, or by a name that begins so. */
  core?: string
}

/** One list for all that search: the ranking, the site and the client. */
export const QUERIES: Query[] = JSON.parse(
  readFileSync(new URL('./queries.json', import.meta.url), 'utf8'),
)
