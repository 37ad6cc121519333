import { parseJson } from '../parse-json.ts'
import { quote } from '../printable.ts'
import type { Contents } from '../schemas/release.ts'
import type { FindingList } from './finding-list.ts'
import { type Icon, readIcon } from './icon.ts'
import { type Manifest, nameOf } from './manifests.ts'
import { readParameters } from './parameters.ts'
import {
  cleanText,
  isMapping,
  isObjectName,
  mappingIn,
  OBJECT_NAME_RULE,
  textIn,
  textsIn,
} from './shape.ts'

type Application = Contents['applications'][number]

/**
 * Reads an ApplicationDefinition. The hash of its icon is for whoever draws the icon to fill in.
 *
 * @param assembled names of the artifacts that the platform assembles from this one’s components
 */
export function readApplication(
  manifest: Manifest,
  assembled: ReadonlySet<string>,
  findings: FindingList,
): { application: Application; icon: Icon | null } {
  const spec = mappingIn(manifest.value, 'spec')
  const dashboard = mappingIn(spec, 'dashboard')
  checkName(manifest, findings)
  checkChartRef(manifest, assembled, findings)
  const schema = readSchema(manifest, findings)
  const application: Application = {
    name: textIn(manifest.value['metadata'], 'name') ?? '',
    kind: textIn(spec['application'], 'kind') ?? '',
    plural: textIn(spec['application'], 'plural') ?? '',
    category: cleanText(textIn(dashboard, 'category'), 60),
    description: cleanText(textIn(dashboard, 'description'), 500),
    tags: textsIn(dashboard, 'tags')
      .flatMap((tag) => cleanText(tag, 60) ?? [])
      .slice(0, 50),
    icon: null,
    parameters: readParameters(schema),
  }
  return { application, icon: readDashboardIcon(manifest, dashboard, findings) }
}

function checkName(manifest: Manifest, findings: FindingList): void {
  const name = textIn(manifest.value['metadata'], 'name')
  if (name === null || isObjectName(name)) return
  const message = `expected a name of ${OBJECT_NAME_RULE}, found ${quote(name)}`
  findings.add('schema', manifest.at('/metadata/name'), message, 'Give it such a name.')
}

const CHART_REF_KINDS = ['ExternalArtifact', 'HelmChart', 'OCIRepository']

function checkChartRef(
  manifest: Manifest,
  assembled: ReadonlySet<string>,
  findings: FindingList,
): void {
  const chartRef = mappingIn(manifest.value, 'spec', 'release', 'chartRef')
  const kind = textIn(chartRef, 'kind') ?? ''
  const name = textIn(chartRef, 'name') ?? ''
  const fix = 'Write kind: ExternalArtifact and the name of the assembled artifact.'
  if (!CHART_REF_KINDS.includes(kind)) {
    const message = `ApplicationDefinition ${nameOf(manifest)}: expected a chartRef of kind ${CHART_REF_KINDS.join(', ')}, found ${quote(kind)}`
    findings.add('appdef-chartref', manifest.at('/spec/release/chartRef/kind'), message, fix)
  } else if (!isObjectName(name)) {
    const message = `ApplicationDefinition ${nameOf(manifest)}: expected a chartRef with the name of an object, found ${quote(name)}`
    findings.add('appdef-chartref', manifest.at('/spec/release/chartRef/name'), message, fix)
  } else if (kind === 'ExternalArtifact' && !assembled.has(name)) {
    const message = `ApplicationDefinition ${nameOf(manifest)}: no component of this artifact assembles to ${quote(name)}`
    const place = manifest.at('/spec/release/chartRef/name')
    const rule = 'Write <packagesource>-<variant>-<component>, with dashes for dots.'
    findings.add('appdef-dangling', place, message, rule)
  }
}

/** The parameters’ schema, which stands in the manifest as JSON text. */
function readSchema(manifest: Manifest, findings: FindingList): unknown {
  const text = textIn(mappingIn(manifest.value, 'spec', 'application'), 'openAPISchema')
  if (text === null) return null
  const place = manifest.at('/spec/application/openAPISchema')
  const fix = 'Write the JSON Schema of the values as JSON, as one string.'
  const schema = parseJson(text)
  if (isMapping(schema) && (schema['type'] === 'object' || isMapping(schema['properties']))) {
    return schema
  }
  const expected = schema === undefined ? 'JSON' : 'the schema of an object'
  findings.add('schema', place, `openAPISchema: expected ${expected}`, fix)
  return null
}

function readDashboardIcon(
  manifest: Manifest,
  dashboard: Record<string, unknown>,
  findings: FindingList,
): Icon | null {
  const text = textIn(dashboard, 'icon')
  if (!text) return null
  const icon = readIcon(text)
  if (typeof icon !== 'string') return icon
  const fix = 'Write a small SVG, in base64.'
  const message = `ApplicationDefinition ${nameOf(manifest)}: its icon ${icon}`
  findings.add('icon', manifest.at('/spec/dashboard/icon'), message, fix)
  return null
}
