import { quote } from '../printable.ts'
import { resolvePackage } from './find-package.ts'
import {
  type ClusterState,
  type InstalledPackage,
  isRegistration,
  type Manifest,
  PACKAGE,
  type PackageSource,
  privilegedComponents,
  TAP_LABEL,
  TAP_SOURCE,
  variantOf,
} from './objects.ts'

/** What is to be installed. */
export interface AddWish {
  /** `package`, or `tap/package`. */
  packages: readonly string[]
  /** The variant of what is named. */
  variant: string | null
  /** Variants of dependencies, by name. */
  variants: ReadonlyMap<string, string>
}

export type AddStep = {
  name: string
  variant: string
  /** Which of the packages needs it; null for what was named. */
  neededBy: string | null
  privileged: string[]
} & (
  | { action: 'create' }
  /** The platform registered it by itself, and it gets a variant that somebody chose. */
  | { action: 'pin'; registration: InstalledPackage }
  | { action: 'none'; why: 'installed' | 'registered' }
)

export interface AddPlan {
  /** Dependencies before what needs them. */
  steps: AddStep[]
  /** Why nothing may be done, each with a remedy. */
  problems: string[]
}

interface Walk {
  wish: AddWish
  state: ClusterState
  steps: Map<string, AddStep>
  problems: string[]
  /** From what was named to where the walk stands. */
  path: string[]
}

/** Says which Packages have to be made, in which order and variant, and why that cannot be. */
export function planAdd(wish: AddWish, state: ClusterState): AddPlan {
  const walk: Walk = { wish, state, steps: new Map(), problems: [], path: [] }
  for (const words of wish.packages) {
    const found = resolvePackage(words, state)
    if (typeof found === 'string') walk.problems.push(found)
    else visit(found, walk)
  }
  return { steps: [...walk.steps.values()], problems: walk.problems }
}

/** A Package as `add` makes it. */
export function packageManifest(name: string, variant: string): Manifest {
  const { apiVersion, kind } = PACKAGE
  return { apiVersion, kind, metadata: { name }, spec: { variant } }
}

/** What makes a registration somebody's own: a variant, and no more marks of the platform. */
export function pinPatch({ metadata }: InstalledPackage, variant: string): object {
  const { resourceVersion, ownerReferences } = metadata
  return {
    metadata: {
      resourceVersion,
      labels: { [TAP_LABEL]: null },
      annotations: { [TAP_SOURCE]: null },
      ownerReferences: ownerReferences.filter(({ kind }) => kind !== 'PackageSource'),
    },
    spec: { variant },
  }
}

/** What makes it the platform's again. */
export function unpinPatch({ metadata }: InstalledPackage): object {
  const { ownerReferences, annotations } = metadata
  return {
    metadata: {
      labels: { [TAP_LABEL]: 'true' },
      annotations: { [TAP_SOURCE]: annotations[TAP_SOURCE] },
      ownerReferences,
    },
    spec: { variant: null },
  }
}

function visit(source: PackageSource, walk: Walk): void {
  const { name } = source.metadata
  if (walk.path.includes(name)) {
    const circle = [...walk.path.slice(walk.path.indexOf(name)), name].join(' → ')
    walk.problems.push(
      `Dependencies go round in a circle: ${circle}.\nOnly their authors can mend that.`,
    )
    return
  }
  if (walk.steps.has(name)) return
  const step = decide(source, walk)
  if (!step) return
  const variant = source.spec.variants.find((one) => one.name === step.variant)
  walk.path.push(name)
  for (const dependency of variant?.dependsOn ?? []) visitDependency(dependency, name, walk)
  walk.path.pop()
  walk.steps.set(name, step)
}

function visitDependency(name: string, neededBy: string, walk: Walk): void {
  const { packageSources, packages } = walk.state
  const source = packageSources.find(({ metadata }) => metadata.name === name)
  if (source) visit(source, walk)
  if (source || packages.some(({ metadata }) => metadata.name === name)) return
  walk.problems.push(
    `${neededBy} depends on ${quote(name)}, which the cluster has no PackageSource of.\nTap the repository that has it: cozypkg search ${name}`,
  )
}

function decide(source: PackageSource, walk: Walk): AddStep | null {
  const { name } = source.metadata
  const neededBy = walk.path.at(-1) ?? null
  const asked = neededBy === null ? walk.wish.variant : (walk.wish.variants.get(name) ?? null)
  const installed = walk.state.packages.find(({ metadata }) => metadata.name === name)
  const isRegistered =
    installed !== undefined &&
    isRegistration(installed, installed.metadata.annotations[TAP_SOURCE] ?? '')
  if (installed && !isRegistered) {
    const variant = variantOf(installed)
    if (asked === null || asked === variant) {
      return { name, variant, neededBy, privileged: [], action: 'none', why: 'installed' }
    }
    walk.problems.push(
      `${name} is installed in the variant ${variant}, not ${asked}.\nTo change over: cozypkg del ${name}, then cozypkg add ${name} --variant ${asked}`,
    )
    return null
  }
  const variant = chooseVariant(source, asked, neededBy, walk.problems)
  if (variant === null) return null
  const privileged = privilegedComponents(source.spec.variants.find((one) => one.name === variant))
  const common = { name, variant, neededBy, privileged }
  if (!installed) return { ...common, action: 'create' }
  // What the platform registers by itself runs in the variant default already.
  if (variant === 'default') return { ...common, privileged: [], action: 'none', why: 'registered' }
  return { ...common, action: 'pin', registration: installed }
}

function chooseVariant(
  { metadata, spec }: PackageSource,
  asked: string | null,
  neededBy: string | null,
  problems: string[],
): string | null {
  const names = spec.variants.map(({ name }) => name)
  const { name } = metadata
  const only = names.length === 1 ? names[0] : undefined
  const usual = names.includes('default') ? 'default' : only
  const chosen = asked ?? usual
  if (chosen !== undefined && names.includes(chosen)) return chosen
  if (names.length === 0) {
    problems.push(
      `${name} has no variants, so that there is nothing to install.\nOnly its author can mend that.`,
    )
    return null
  }
  const command = (variant: string) =>
    neededBy === null
      ? `  cozypkg add ${name} --variant ${variant}`
      : `  --variant ${name}=${variant}`
  const what =
    asked === null
      ? 'has several variants, and none is called default'
      : `has no variant ${quote(asked)}`
  const where = neededBy === null ? '' : `, which ${neededBy} needs,`
  problems.push(`${name}${where} ${what}.\nChoose one:\n${names.map(command).join('\n')}`)
  return null
}
