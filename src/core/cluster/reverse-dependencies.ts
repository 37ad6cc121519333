import { compareText } from '../compare-text.ts'
import { type ClusterState, type InstalledPackage, variantOf } from './objects.ts'

/** An installed Package, and what it depends on. */
export interface Dependent {
  name: string
  on: string
}

/**
 * The installed Packages that depend on one of these, also by way of others: nearest first, then by
 * name. Those that are named themselves are no dependents.
 */
export function dependentsOf(names: readonly string[], state: ClusterState): Dependent[] {
  const sorted = [...state.packages].sort((a, b) => compareText(a.metadata.name, b.metadata.name))
  const reached = new Set(names)
  const dependents: Dependent[] = []
  for (let layer = [...names]; layer.length > 0; ) {
    const next = sorted.flatMap((one) => {
      const on = dependenciesOf(one, state).find((name) => layer.includes(name))
      return on === undefined || reached.has(one.metadata.name)
        ? []
        : [{ name: one.metadata.name, on }]
    })
    for (const { name } of next) reached.add(name)
    dependents.push(...next)
    layer = next.map(({ name }) => name)
  }
  return dependents
}

/** What an installed Package depends on, in its variant, but for what it says to ignore. */
function dependenciesOf(one: InstalledPackage, { packageSources }: ClusterState): string[] {
  const source = packageSources.find(({ metadata }) => metadata.name === one.metadata.name)
  const variant = source?.spec.variants.find(({ name }) => name === variantOf(one))
  return (variant?.dependsOn ?? []).filter((name) => !one.spec.ignoreDependencies.includes(name))
}
