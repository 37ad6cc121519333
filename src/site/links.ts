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

/** The line of a package's page that tells who comes by a former name that it has another now. */
export const RENAMED = 'renamed'

export function renamedLink(name: string): string {
  return `${packageLink(name)}#${RENAMED}`
}

export function tagLink(tag: string): string {
  return link(`tags/${tag}/`)
}

/** The page of everything that a registry's organisation publishes. */
export function ownerLink(owner: string): string {
  return link(`maintainers/${owner}/`)
}

/** An application on the page of the package that brings it. */
export function applicationLink(packageName: string, kind: string): string {
  return `${packageLink(packageName)}#app-${kind}`
}

/** What the core tap has by a name, on the page of what comes with Cozystack itself. */
export function coreLink(name: string): string {
  return `${link('core/')}#${coreAnchor(name)}`
}

/** The place of a kind or a PackageSource on that page. */
export function coreAnchor(name: string): string {
  return name.replaceAll('.', '-')
}

/** A file of the index's repository, as GitHub shows it. */
export function sourceLink(path: string): string {
  return `${REPOSITORY}/blob/main/${path}`
}

/** The list of packages by the query part of its address. */
export function listLink(query: string): string {
  return link(`packages/${query}`)
}

/** A page of the list of all packages. */
export function allPackagesLink(page: number): string {
  return link(page === 1 ? 'packages/' : `packages/page/${page}/`)
}

/** A new issue that asks for a package that is not there. */
export function requestLink(wanted: string): string {
  const query = new URLSearchParams({
    template: 'request-a-package.yml',
    title: `Request: ${wanted}`,
  })
  return `${REPOSITORY}/issues/new?${query}`
}

/** Where harm is reported without telling whoever could make use of it. */
export const PRIVATE_REPORT = `${REPOSITORY}/security/advisories/new`

/** The same by mail, as SECURITY.md has it. */
export const SECURITY_LIST = 'cncf-cozystack-security@lists.cncf.io'

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
