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

/** A new issue by one of the repository's forms, with the package filled in. */
export function reportLink(name: string): string {
  const query = new URLSearchParams({
    template: 'report-a-package.yml',
    package: name,
    title: `Report: ${name}`,
  })
  return `${REPOSITORY}/issues/new?${query}`
}
