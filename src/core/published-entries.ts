import type { Package } from './schemas/catalog.ts'
import type { Release } from './schemas/release.ts'

/**
 * The files of the entries artifact, by path: one entry a package in upstream's eight fields, for
 * the clients that decode exactly those. Frozen packages are left out, and those without a release
 * that can be served.
 */
export function publishedEntries(packages: readonly Package[]): Map<string, string> {
  const files = new Map<string, string>()
  for (const one of packages) {
    const release = one.state === 'frozen' ? null : servedRelease(one)
    if (release) files.set(`${one.name}.yaml`, renderEntry(one, release.version))
  }
  return files
}

/**
 * The newest recorded release that is not yanked. Clients that exist today tap its tag and verify
 * nothing, so a tag that names something else by now is not served.
 */
export function servedRelease({
  ociRef,
  version,
  state,
  yanked,
  releases,
}: Pick<Package, 'ociRef' | 'version' | 'state' | 'yanked' | 'releases'>): Release | null {
  const withdrawn = new Set(yanked.map((one) => one.version))
  if (state === 'moved') withdrawn.add(version)
  const served = releases.find((one) => one.ociRef === ociRef && !withdrawn.has(one.version))
  return served ?? null
}

/** JSON strings are double-quoted YAML that every reader takes for the same text. */
function renderEntry(
  { name, ociRef, description, homepage, maintainer, tags, signing }: Package,
  version: string,
): string {
  const fields = { name, ociRef, version, description, homepage, maintainer, tags }
  const lines = Object.entries(fields).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}: ${JSON.stringify(value)}`],
  )
  return `${[
    ...lines,
    'signing:',
    `  identity: ${JSON.stringify(signing.identity)}`,
    `  issuer: ${JSON.stringify(signing.issuer)}`,
  ].join('\n')}\n`
}
