import { catalog } from './data.ts'
import { coreLink, packageLink } from './links.ts'

const ownerOf = new Map<string, string>()
for (const { name, release } of catalog.packages) {
  for (const source of release?.packageSources ?? []) ownerOf.set(source, name)
}

/**
 * Where a PackageSource is explained: the package that brings it, the list of what the core tap has,
 * or null where nobody supplies it.
 */
export function packageSourceLink(name: string): string | null {
  const owner = ownerOf.get(name)
  if (owner) return packageLink(owner)
  return catalog.core?.packageSources.includes(name) ? coreLink(name) : null
}
