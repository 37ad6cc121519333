import { searchablePages } from '../../searchable-pages.ts'

/** The list of pages that are about no single package, for the search of the site. */
export function GET(): Response {
  return Response.json({ schemaVersion: 1, pages: searchablePages() })
}
