import { catalog } from './data.ts'
import { packageLink } from './links.ts'

const ownerOf = new Map<string, string>()
for (const { name, release } of catalog.packages) {
  for (const source of release?.packageSources ?? []) ownerOf.set(source, name)
}

/**
 * Where a PackageSource is explained: the package that brings it, the core tap's own documentation,
 * or null where nobody in the index supplies it.
 */
export function packageSourceLink(name: string): string | null {
  const owner = ownerOf.get(name)
  if (owner) return packageLink(owner)
  return name.startsWith('cozystack.') ? 'https://cozystack.io/docs/' : null
}
