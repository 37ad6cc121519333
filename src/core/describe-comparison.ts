import type {
  ApplicationComparison,
  Changes,
  Comparison,
  ParameterFacts,
} from './compare-releases.ts'

/** The comparison in short sentences, what asks for attention first. Empty where nothing changed. */
export function describeComparison(comparison: Comparison): string[] {
  const { privileges, templatedKindsAppeared, readmeChanged, parameters } = comparison
  return [
    ...sentences('is now privileged', privileges.gained),
    ...sentences('is no longer privileged', privileges.lost),
    ...describeChanges('PackageSource', comparison.packageSources),
    ...describeChanges('variant', comparison.variants),
    ...describeChanges('component', comparison.components),
    ...describeChanges('application', comparison.applications),
    ...describeChanges('dependency', comparison.dependencies),
    ...describeChanges('namespace', comparison.namespaces),
    ...describeChanges('kind', comparison.kinds),
    ...(templatedKindsAppeared ? ['A template computes a kind now.'] : []),
    ...parameters.flatMap(describeParameters),
    ...(readmeChanged ? ['The README changed.'] : []),
  ]
}

function sentences(what: string, names: readonly string[]): string[] {
  return names.map((name) => `${name} ${what}.`)
}

function describeChanges(noun: string, { added, removed }: Changes): string[] {
  return [
    ...added.map((name) => `New ${noun}: ${name}.`),
    ...removed.map((name) => `Removed ${noun}: ${name}.`),
  ]
}

function describeParameters({ kind, added, removed, changed }: ApplicationComparison): string[] {
  return [
    ...added.map((path) => `${kind} has the new parameter ${path}.`),
    ...removed.map((path) => `${kind} lost the parameter ${path}.`),
    ...changed.map(({ path, before, after }) => {
      return `${kind}: ${path} ${describeFacts(before, after).join(', ')}.`
    }),
  ]
}

function describeFacts(before: ParameterFacts, after: ParameterFacts): string[] {
  const facts: string[] = []
  if (before.type !== after.type) {
    facts.push(`is now of type ${after.type ?? 'any'}, was ${before.type ?? 'any'}`)
  }
  if (before.default !== after.default) {
    facts.push(`now defaults to ${after.default ?? 'nothing'}, was ${before.default ?? 'nothing'}`)
  }
  if (before.required !== after.required) {
    facts.push(after.required ? 'is now required' : 'is no longer required')
  }
  return facts
}
