import { PUBLISHED_SITE } from '../published-site.ts'
import { guidePath } from './guide-path.ts'

/** The folder that guides lie in, from the root of the repository. */
export const GUIDES_FOLDER = 'docs/guides'

/** The places that links of guides lead to. */
export interface GuidePlaces {
  /** The address of a path of the site. */
  page: (path: string) => string
  /** The address of a file of the repository, where people read it. */
  file: (path: string) => string
}

/**
 * Where a link of a guide leads on the site. In the guide it is written as GitHub wants it: a
 * relative path to a file, or an address.
 */
export function guideLink(href: string, { page, file }: GuidePlaces): string {
  if (href.startsWith('#')) return href
  if (href.startsWith(PUBLISHED_SITE)) return page(href.slice(PUBLISHED_SITE.length))
  if (/^[a-z][a-z0-9+.-]*:/.test(href)) return href
  const { path, fragment } = resolveFile(href, GUIDES_FOLDER)
  const [, slug] = new RegExp(`^${GUIDES_FOLDER}/([\\w-]+)\\.md$`).exec(path) ?? []
  return (slug ? page(guidePath(slug)) : file(path)) + fragment
}

/** The file of the repository that a relative link names, and its fragment with the `#`, or ''. */
export function resolveFile(href: string, folder: string): { path: string; fragment: string } {
  const { pathname, hash } = new URL(href, `https://repository/${folder ? `${folder}/` : ''}`)
  return { path: decodeURIComponent(pathname).slice(1), fragment: hash }
}
