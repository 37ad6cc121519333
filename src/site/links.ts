import { guidePath } from '../core/guide/guide.ts'
import { guideLink } from '../core/guide/guide-link.ts'

const BASE = import.meta.env.BASE_URL

/** The GitHub repository that the index is kept in. */
export const REPOSITORY = 'https://github.com/cozystack/packages-index'

/** The address of a path of this site, under whatever base it is served. */
export function link(path = ''): string {
  return `${BASE}${path}`
}

export function packageLink(name: string): string {
  return link(`packages/${name}/`)
}

export function tagLink(tag: string): string {
  return link(`tags/${tag}/`)
}

/** A file of the repository, for people. */
export function fileLink(path: string): string {
  return `${REPOSITORY}/blob/main/${path}`
}

/** Where a link in the text of a guide leads. */
export function linkInGuide(href: string): string {
  return guideLink(href, { page: link, file: fileLink })
}

export function guideAddress(slug: string): string {
  return link(guidePath(slug))
}

/** A new issue by one of the repository's forms, with the package filled in. */
export function reportLink(name: string): string {
  const query = new URLSearchParams({
    template: 'report-a-package.yml',
    package: name,
    title: `Report: ${name}`,
  })
  return `${REPOSITORY}/issues/new?${query}`
}
