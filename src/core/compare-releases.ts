import { z } from 'zod'
import { compareText } from './compare-text.ts'
import { componentsOf, privilegedOf, variantsOf } from './components.ts'
import type { Contents } from './schemas/release.ts'

const ChangesSchema = z.strictObject({ added: z.array(z.string()), removed: z.array(z.string()) })
export type Changes = z.infer<typeof ChangesSchema>

type Parameter = Contents['applications'][number]['parameters'][number]

const ParameterFactsSchema = z.strictObject({
  type: z.string().nullable(),
  default: z.string().nullable(),
  required: z.boolean(),
})
export type ParameterFacts = z.infer<typeof ParameterFactsSchema>

const ParameterChangeSchema = z.strictObject({
  path: z.string(),
  before: ParameterFactsSchema,
  after: ParameterFactsSchema,
})

const ApplicationComparisonSchema = z.strictObject({
  kind: z.string(),
  added: z.array(z.string()),
  removed: z.array(z.string()),
  changed: z.array(ParameterChangeSchema),
})
export type ApplicationComparison = z.infer<typeof ApplicationComparisonSchema>

export const ComparisonSchema = z.strictObject({
  packageSources: ChangesSchema,
  variants: ChangesSchema,
  components: ChangesSchema,
  applications: ChangesSchema.describe('By kind, which is what clusters and users know them by.'),
  dependencies: ChangesSchema,
  namespaces: ChangesSchema,
  kinds: ChangesSchema,
  privileges: z
    .strictObject({ gained: z.array(z.string()), lost: z.array(z.string()) })
    .describe(
      'Components that are privileged in one of the two only; new and removed ones among them.',
    ),
  parameters: z
    .array(ApplicationComparisonSchema)
    .describe('Applications of both releases whose parameters differ.'),
  readmeChanged: z.boolean(),
  templatedKindsAppeared: z
    .boolean()
    .describe('A template computes a kind now, and none did before.'),
  footprintGrew: z.boolean(),
  growth: z.array(z.string()).describe('Why the footprint grew, for people.'),
})

/**
 * What changed from one release to another, in the order of names. Variants are written
 * `source/variant`, components `source/variant/component`, dependencies `source/variant/name`.
 */
export type Comparison = z.infer<typeof ComparisonSchema>

/** Compares what two releases bring into a cluster. */
export function compareContents(before: Contents, after: Contents): Comparison {
  const changesOf = (list: (contents: Contents) => Iterable<string>) => {
    const [old, young] = [new Set(list(before)), new Set(list(after))]
    return { added: without(young, old), removed: without(old, young) }
  }
  const privileged = changesOf((contents) => privilegedOf(contents).map(({ path }) => path))
  const facts = {
    packageSources: changesOf((contents) => contents.packageSources.map(({ name }) => name)),
    variants: changesOf((contents) => variantsOf(contents).map(({ path }) => path)),
    components: changesOf((contents) => componentsOf(contents).map(({ path }) => path)),
    applications: changesOf((contents) => contents.applications.map(({ kind }) => kind)),
    dependencies: changesOf(dependenciesOf),
    namespaces: changesOf((contents) => componentsOf(contents).flatMap(namespaceOf)),
    kinds: changesOf(({ kinds }) => kinds),
    privileges: { gained: privileged.added, lost: privileged.removed },
    parameters: compareApplications(before, after),
    readmeChanged: before.readme !== after.readme,
    templatedKindsAppeared: after.hasTemplatedKinds && !before.hasTemplatedKinds,
  }
  const growth = growthOf(facts)
  return { ...facts, footprintGrew: growth.length > 0, growth }
}

function without(all: ReadonlySet<string>, known: ReadonlySet<string>): string[] {
  return [...all].filter((one) => !known.has(one)).sort(compareText)
}

function namespaceOf({ component }: ReturnType<typeof componentsOf>[number]): string[] {
  return component.namespace === null ? [] : [component.namespace]
}

function dependenciesOf(contents: Contents): string[] {
  return variantsOf(contents).flatMap(({ path, variant }) =>
    variant.dependsOn.map((name) => `${path}/${name}`),
  )
}

/** What the gate sends to a reviewer, in one place: a footprint only grows by these. */
function growthOf(facts: Omit<Comparison, 'footprintGrew' | 'growth'>): string[] {
  const reasons: [noun: string, names: string[]][] = [
    ['PackageSource', facts.packageSources.added],
    ['privileged component', facts.privileges.gained],
    ['namespace', facts.namespaces.added],
    ['application', facts.applications.added],
    ['dependency', facts.dependencies.added],
    ['kind', facts.kinds.added],
  ]
  const growth = reasons.flatMap(([noun, names]) => names.map((name) => `new ${noun} ${name}`))
  if (facts.templatedKindsAppeared) growth.push('a template computes a kind now')
  return growth
}

function compareApplications(before: Contents, after: Contents): ApplicationComparison[] {
  const old = new Map(before.applications.map((one) => [one.kind, one.parameters]))
  return after.applications
    .flatMap(({ kind, parameters }) => {
      const known = old.get(kind)
      return known ? [{ kind, ...compareParameters(known, parameters) }] : []
    })
    .filter(({ added, removed, changed }) => added.length + removed.length + changed.length > 0)
    .sort((a, b) => compareText(a.kind, b.kind))
}

function compareParameters(before: readonly Parameter[], after: readonly Parameter[]) {
  const old = new Map(before.map((one) => [one.path, factsOf(one)]))
  const young = new Map(after.map((one) => [one.path, factsOf(one)]))
  const changed = [...young].flatMap(([path, facts]) => {
    const known = old.get(path)
    return known && !sameFacts(known, facts) ? [{ path, before: known, after: facts }] : []
  })
  return {
    added: without(new Set(young.keys()), new Set(old.keys())),
    removed: without(new Set(old.keys()), new Set(young.keys())),
    changed: changed.sort((a, b) => compareText(a.path, b.path)),
  }
}

function factsOf({ type, default: value, required }: Parameter): ParameterFacts {
  return { type, default: value, required }
}

function sameFacts(a: ParameterFacts, b: ParameterFacts): boolean {
  return a.type === b.type && a.default === b.default && a.required === b.required
}
