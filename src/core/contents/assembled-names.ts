import { quote } from '../printable.ts'
import type { Contents } from '../schemas/release.ts'
import type { FindingList } from './finding-list.ts'
import type { Manifest } from './manifests.ts'

/** The name of the artifact that the platform assembles from a component. */
function assembledName(source: string, variant: string, component: string): string {
  return [source, variant, component].map((part) => part.replaceAll('.', '-')).join('-')
}

/**
 * The names of all artifacts that are assembled from components; two of one name are reported.
 *
 * @param manifests those of the PackageSources, in the same order
 */
export function checkAssembledNames(
  packageSources: Contents['packageSources'],
  manifests: readonly Manifest[],
  findings: FindingList,
): ReadonlySet<string> {
  const owners = new Map<string, string>()
  for (const [index, { name: source, variants }] of packageSources.entries()) {
    for (const [at, variant] of variants.entries()) {
      for (const [position, component] of variant.components.entries()) {
        const name = assembledName(source, variant.name, component.name)
        const owner = [source, variant.name, component.name].join('/')
        const first = owners.get(name)
        owners.set(name, first ?? owner)
        // The same names twice have a code of their own.
        if (first === undefined || first === owner) continue
        const pointer = `/spec/variants/${at}/components/${position}/name`
        const place = manifests[index]?.at(pointer)
        const message = `${quote(first)} and ${quote(owner)} are both assembled to ${quote(name, 160)}`
        if (place) findings.add('artifact-name-collision', place, message, 'Rename one of them.')
      }
    }
  }
  return new Set(owners.keys())
}
