/** The guide that also has a place of its own in the site: its page about trust. */
export const TRUST = 'trust'

/** Where a guide is published. */
export function guidePath(slug: string): string {
  return slug === TRUST ? 'trust/' : `guides/${slug}/`
}
