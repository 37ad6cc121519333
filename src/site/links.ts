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

/** The page of everything that a registry's organisation publishes. */
export function ownerLink(owner: string): string {
  return link(`maintainers/${owner}/`)
}

/** The place of a core PackageSource on the page of core packages. */
export function coreAnchor(packageSource: string): string {
  return packageSource.replaceAll('.', '-')
}

/** A file of the index's repository, as GitHub shows it. */
export function sourceLink(path: string): string {
  return `${REPOSITORY}/blob/main/${path}`
}

/** A new issue by which somebody asks for a package, with what they looked for filled in. */
export function requestLink(wanted = ''): string {
  const query = new URLSearchParams({
    template: 'request-a-package.yml',
    ...(wanted === '' ? {} : { title: `Request: ${wanted}` }),
  })
  return `${REPOSITORY}/issues/new?${query}`
}

/** Where a link in the text of a guide leads. */
export function linkInGuide(href: string): string {
  return guideLink(href, { page: link, file: sourceLink })
}

export function guideAddress(slug: string): string {
  return link(guidePath(slug))
}

/** A new issue by one of the repository's forms, with the package filled in. */
export function reportLink(name: string, version: string): string {
  const query = new URLSearchParams({
    template: 'report-a-package.yml',
    package: name,
    version,
    title: `Report: ${name}`,
  })
  return `${REPOSITORY}/issues/new?${query}`
}
