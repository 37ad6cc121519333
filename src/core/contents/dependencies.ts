import type { KnownSources } from '../known-sources.ts'
import { quote } from '../printable.ts'
import type { Policy } from '../schemas/policy.ts'
import type { FindingList } from './finding-list.ts'
import type { Manifest } from './manifests.ts'
import { listIn, mappingIn, textIn } from './shape.ts'

/** What is known of PackageSources elsewhere. */
export interface Suppliers {
  own: ReadonlySet<string>
  core: Policy['core']
  /** What other packages supply; undefined where no index was asked. */
  known: KnownSources | undefined
}

/** Says of each dependency who supplies it, where it is not the artifact itself. */
export function checkDependencies(
  manifest: Manifest,
  suppliers: Suppliers,
  findings: FindingList,
): void {
  for (const [at, variant] of listIn(mappingIn(manifest.value, 'spec'), 'variants').entries()) {
    for (const [index, name] of listIn(variant, 'dependsOn').entries()) {
      if (typeof name !== 'string' || suppliers.own.has(name)) continue
      if (suppliers.known?.isSupplied(name)) continue
      const place = manifest.at(`/spec/variants/${at}/dependsOn/${index}`)
      const who = `variant ${quote(textIn(variant, 'name') ?? '')} depends on ${quote(name)}`
      const shipped = isShipped(name, suppliers.core)
      if (shipped) {
        const message = `${who}, which ${shipped}`
        findings.add('dependson-shipped', place, message, 'Nothing to do.')
      } else {
        const message = suppliers.known
          ? `${who}, which neither the artifact nor the platform nor another package supplies`
          : `${who}, which neither the artifact nor the platform supplies; other packages were not asked`
        const fix = 'Correct the name, or have the package that supplies it listed first.'
        findings.add('dependson-unresolved', place, message, fix)
      }
    }
  }
}

/** All names that the variants of a PackageSource depend on. */
export function dependenciesOf(manifest: Manifest): string[] {
  return listIn(mappingIn(manifest.value, 'spec'), 'variants')
    .flatMap((variant) => listIn(variant, 'dependsOn'))
    .filter((name) => typeof name === 'string')
}

function isShipped(name: string, core: Policy['core']): string | null {
  if (!core) return name.startsWith('cozystack.') ? 'the platform is taken to ship' : null
  return core.packageSources.includes(name) ? `Cozystack ${core.version} ships` : null
}
