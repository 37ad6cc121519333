import { quote } from '../printable.ts'
import { ALWAYS_RESERVED_PREFIXES } from '../schemas/policy.ts'
import type { Contents } from '../schemas/release.ts'
import { lastPart, normalizePath } from './artifact-tree.ts'
import { findChart, type SourceContext, type Surroundings } from './find-chart.ts'
import type { Manifest } from './manifests.ts'
import {
  isMapping,
  isObjectName,
  listIn,
  mappingIn,
  OBJECT_NAME_RULE,
  textIn,
  textsIn,
  valueIn,
} from './shape.ts'

type PackageSource = Contents['packageSources'][number]
type Variant = PackageSource['variants'][number]
type Component = Variant['components'][number]

/** Reads a PackageSource, and the charts that it points at, by upstream’s rules. */
export function readPackageSource(manifest: Manifest, surroundings: Surroundings): PackageSource {
  const spec = mappingIn(manifest.value, 'spec')
  const sourcePath = textIn(spec['sourceRef'], 'path')
  const context = { ...surroundings, manifest, sourcePath }
  const { findings } = surroundings
  const name = textIn(manifest.value['metadata'], 'name') ?? ''
  checkName(name, context)
  checkSourceRef(spec['sourceRef'], context)
  const variants = listIn(spec, 'variants')
  if (variants.length === 0) {
    const message = `PackageSource ${quote(name)} has no variants`
    findings.add('no-variants', manifest.at('/spec'), message, 'Add a variant named default.')
  }
  checkNames(variants, '/spec/variants', VARIANT_CODES, context)
  return {
    name,
    path: sourcePath || '/',
    variants: variants.map((variant, at) => readVariant(variant, at, context)),
  }
}

function checkName(name: string, { manifest, findings }: SourceContext): void {
  const place = manifest.at('/metadata/name')
  const prefix = ALWAYS_RESERVED_PREFIXES.find((reserved) => name.startsWith(reserved))
  if (!isObjectName(name)) {
    const message = `expected a name of ${OBJECT_NAME_RULE}, found ${quote(name)}`
    findings.add('ps-name', place, message, 'Name it after you and your repository, as acme.hello.')
  } else if (prefix) {
    const message = `the name ${quote(name)} begins with the reserved prefix ${prefix}`
    findings.add('ps-name', place, message, 'Begin it with a name of your own, as acme.hello.')
  }
}

function checkSourceRef(sourceRef: unknown, { manifest, findings }: SourceContext): void {
  if (sourceRef === undefined) return
  const kind = textIn(sourceRef, 'kind') ?? ''
  if (kind === 'GitRepository' || kind === 'OCIRepository') return
  findings.add(
    'sourceref-kind',
    manifest.at('/spec/sourceRef/kind'),
    `expected GitRepository or OCIRepository, found ${quote(kind)}`,
    'Write kind: OCIRepository.',
  )
}

const VARIANT_CODES = { noun: 'variant', invalid: 'variant-name', twice: 'variant-dup' } as const
const COMPONENT_CODES = { noun: 'component', invalid: 'comp-name', twice: 'comp-dup' } as const

/** Names of variants and components become parts of the names of Kubernetes objects. */
function checkNames(
  items: readonly unknown[],
  pointer: string,
  codes: typeof VARIANT_CODES | typeof COMPONENT_CODES,
  { manifest, findings }: SourceContext,
): void {
  const seen = new Set<string>()
  for (const [at, item] of items.entries()) {
    const name = textIn(item, 'name') ?? ''
    const place = manifest.at(`${pointer}/${at}/name`)
    if (!isObjectName(name)) {
      const message = `expected a ${codes.noun} name of ${OBJECT_NAME_RULE}, found ${quote(name)}`
      findings.add(codes.invalid, place, message, 'Give it such a name.')
    }
    if (seen.has(name)) {
      const message = `there is another ${codes.noun} ${quote(name)} before this one`
      findings.add(codes.twice, place, message, 'Rename or remove one of them.')
    }
    seen.add(name)
  }
}

function readVariant(variant: unknown, at: number, context: SourceContext): Variant {
  const pointer = `/spec/variants/${at}`
  const libraries = listIn(variant, 'libraries').map((library, index) =>
    readLibrary(library, `${pointer}/libraries/${index}`, context),
  )
  const components = listIn(variant, 'components')
  checkNames(components, `${pointer}/components`, COMPONENT_CODES, context)
  const declared = new Set(libraries.map((library) => library.name))
  return {
    name: textIn(variant, 'name') ?? '',
    dependsOn: textsIn(variant, 'dependsOn'),
    libraries,
    components: components.map((component, index) =>
      readComponent(component, `${pointer}/components/${index}`, declared, context),
    ),
  }
}

function readLibrary(library: unknown, pointer: string, context: SourceContext) {
  const path = textIn(library, 'path') ?? ''
  const folder = findChart(path, `${pointer}/path`, 'library', context)
  const name = textIn(library, 'name') || lastPart(normalizePath(path) ?? path)
  if (folder !== null) {
    context.charts.read(folder)
    context.charts.use({ folder, user: `library ${quote(name)}`, libraries: [] })
  }
  return { name, path }
}

function readComponent(
  component: unknown,
  pointer: string,
  declared: ReadonlySet<string>,
  context: SourceContext,
): Component {
  const { manifest, findings } = context
  const name = textIn(component, 'name') ?? ''
  const path = textIn(component, 'path') ?? ''
  const install = mappingIn(component, 'install')
  const libraries = textsIn(component, 'libraries')
  const folder = findChart(path, `${pointer}/path`, 'component', context)
  if (folder !== null) {
    context.charts.use({ folder, user: `component ${quote(name)}`, libraries })
  }
  for (const [at, library] of libraries.entries()) {
    if (declared.has(library)) continue
    const place = manifest.at(`${pointer}/libraries/${at}`)
    const message = `component ${quote(name)} uses the library ${quote(library)}, which its variant does not declare`
    findings.add('comp-lib-undeclared', place, message, 'Add it to the libraries of the variant.')
  }
  const isPrivileged = install['privileged'] === true
  if (isPrivileged) {
    const place = manifest.at(`${pointer}/install/privileged`)
    const message = `component ${quote(name)} is privileged`
    const fix = 'Remove it if the pods run without; otherwise say in the overview why not.'
    findings.add('privileged', place, message, fix)
  }
  return {
    name,
    path,
    namespace: textIn(install, 'namespace') || null,
    privileged: isPrivileged,
    dependsOn: textsIn(install, 'dependsOn'),
    libraries,
    valuesFiles: textsIn(component, 'valuesFiles'),
    install: isMapping(valueIn(component, 'install')) ? (install as Component['install']) : null,
    chart: folder === null ? null : context.charts.read(folder),
  }
}
