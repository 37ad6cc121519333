import type { Artifact } from '../artifact.ts'
import type { Finding } from '../finding.ts'
import type { KnownSources } from '../known-sources.ts'
import { quote } from '../printable.ts'
import type { Policy } from '../schemas/policy.ts'
import type { Contents } from '../schemas/release.ts'
import { ArtifactTree } from './artifact-tree.ts'
import { checkAssembledNames } from './assembled-names.ts'
import { Charts } from './charts.ts'
import { checkDependencies, dependenciesOf } from './dependencies.ts'
import { FindingList, wholeFile } from './finding-list.ts'
import type { Icon } from './icon.ts'
import { findKinds } from './kinds.ts'
import { checkLinks, checkPacked } from './links.ts'
import { findManifests, type Manifest } from './manifests.ts'
import { readApplication } from './read-application.ts'
import { readPackageSource } from './read-package-source.ts'
import { readReadme } from './readme.ts'
import type { Validator } from './schema-problem.ts'
import { listIn, textIn } from './shape.ts'

export interface ContentsContext {
  policy: Policy
  validate: Validator
  /** What the index knows of these PackageSources; without it, no other package is known of. */
  findSources?: (names: readonly string[]) => KnownSources
}

export interface ReadContents {
  /** What could be read, whatever the findings: a record or a page may still want it. */
  contents: Contents
  /** By application name; what they hash to when drawn is for the caller to fill in. */
  icons: ReadonlyMap<string, Icon>
  findings: Finding[]
}

/**
 * Reads what an artifact would bring into a cluster, and says what is wrong with it. Never throws,
 * whatever a stranger put into it.
 */
export function readContents(artifact: Artifact, context: ContentsContext): ReadContents {
  const findings = new FindingList()
  const tree = new ArtifactTree(artifact)
  const charts = new Charts(tree, context.validate, findings)
  const manifests = findManifests(tree, context.validate, findings)
  const sources = withinLimit(manifests, findings)
  const packageSources = sources.map((one) => readPackageSource(one, { tree, charts, findings }))
  if (sources.length === 0) {
    const message = 'no PackageSource in any YAML file'
    const fix = 'Add one, for example as core/platform/sources/hello.yaml.'
    findings.add('no-packagesource', wholeFile('.'), message, fix)
  }
  checkSourceNames(sources, findings)
  checkAgainstIndex(sources, context, findings)
  checkLinks(tree, charts.uses, findings)
  const isPacked = checkPacked(tree, charts.folders, findings)
  const assembled = checkAssembledNames(packageSources, sources, findings)
  const { applications, icons } = readApplications(manifests, assembled, findings)
  const { kinds, hasTemplatedKinds } = findKinds(tree, charts.folders)
  const contents: Contents = {
    packageSources,
    applications,
    kinds,
    hasTemplatedKinds: hasTemplatedKinds || isPacked,
    readme: readReadme(tree, sources, findings),
    fileCount: artifact.files.size,
    unpackedSize: artifact.unpackedSize,
  }
  return { contents, icons, findings: findings.sorted() }
}

const MAX_COMPONENTS = 20_000

/** The PackageSources, up to a number of components that no package has. */
function withinLimit(manifests: readonly Manifest[], findings: FindingList): Manifest[] {
  let components = 0
  return manifests.filter((manifest) => {
    if (manifest.kind !== 'PackageSource') return false
    const variants = listIn(manifest.value['spec'], 'variants')
    const size = (key: string) => (sum: number, one: unknown) => sum + listIn(one, key).length
    components += variants.length + variants.reduce(size('components'), 0)
    components += variants.reduce(size('libraries'), 0) + variants.reduce(size('dependsOn'), 0)
    if (components <= MAX_COMPONENTS) return true
    const message = `the artifact has more than ${MAX_COMPONENTS} variants, components and dependencies`
    const fix = 'Split it into several artifacts.'
    findings.add('schema', manifest.at('/spec/variants'), message, fix)
    return false
  })
}

function checkSourceNames(sources: readonly Manifest[], findings: FindingList): void {
  const firstPlaces = new Map<string, string>()
  for (const manifest of sources) {
    const name = sourceName(manifest)
    const first = firstPlaces.get(name)
    if (first === undefined) {
      firstPlaces.set(name, manifest.file)
      continue
    }
    const message = `${quote(first)} declares a PackageSource ${quote(name)} as well`
    findings.add('ps-name', manifest.at('/metadata/name'), message, 'Rename or remove one of them.')
  }
}

function checkAgainstIndex(
  sources: readonly Manifest[],
  { policy, findSources }: ContentsContext,
  findings: FindingList,
): void {
  const own = new Set(sources.map(sourceName))
  const known = findSources?.([...new Set([...own, ...sources.flatMap(dependenciesOf)])])
  for (const source of sources) {
    checkDependencies(source, { own, known, core: policy.core }, findings)
    if (known) checkAwaited(source, sourceName(source), known, findings)
  }
}

const MOST_NAMED = 3

/** Whoever brings what others wait for is trusted by all of them, by its name alone. */
function checkAwaited(
  source: Manifest,
  name: string,
  known: KnownSources,
  findings: FindingList,
): void {
  const waiting = known.awaitedBy(name)
  if (waiting.length === 0) return
  const more = waiting.length > MOST_NAMED ? ` and ${waiting.length - MOST_NAMED} more` : ''
  const who = `${waiting.slice(0, MOST_NAMED).join(', ')}${more}`
  const message = `${quote(name)} is what ${who} ${waiting.length === 1 ? 'depends' : 'depend'} on, and nobody has brought it before`
  const fix = 'Nothing, if it is what they mean: a maintainer of the index decides. Else rename it.'
  findings.add('ps-awaited', source.at('/metadata/name'), message, fix)
}

function sourceName(manifest: Manifest): string {
  return textIn(manifest.value['metadata'], 'name') ?? ''
}

function readApplications(
  manifests: readonly Manifest[],
  assembled: ReadonlySet<string>,
  findings: FindingList,
): { applications: Contents['applications']; icons: Map<string, Icon> } {
  const icons = new Map<string, Icon>()
  const applications = manifests.flatMap((manifest) => {
    if (manifest.kind !== 'ApplicationDefinition') return []
    const { application, icon } = readApplication(manifest, assembled, findings)
    if (icon) icons.set(application.name, icon)
    return [application]
  })
  return { applications, icons }
}
