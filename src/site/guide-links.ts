import { guideLink } from '../core/guide/guide-link.ts'
import { guidePath } from '../core/guide/guide-path.ts'
import { link, sourceLink } from './links.ts'

export function guideAddress(slug: string): string {
  return link(guidePath(slug))
}

/** Where a link in the text of a guide leads. */
export function linkInGuide(href: string): string {
  return guideLink(href, { page: link, file: sourceLink })
}
