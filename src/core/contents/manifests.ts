import { quote } from '../printable.ts'
import { decodeUtf8 } from '../utf8.ts'
import type { ArtifactTree } from './artifact-tree.ts'
import { type FindingList, type Place, wholeFile } from './finding-list.ts'
import { describeProblem, type ManifestKind, type Validator } from './schema-problem.ts'
import { isMapping } from './shape.ts'
import { SourceText } from './source-text.ts'
import { offsetAt, readTypedYaml, type TypedYaml } from './typed-yaml.ts'
import { splitDocuments, type YamlDocument } from './yaml-documents.ts'

/** A document that the platform would read as one of its own. */
export interface Manifest {
  kind: ManifestKind
  value: Record<string, unknown>
  file: string
  /** Length of its text. */
  size: number
  /** The place of a value or key, by JSON pointer. */
  at(pointer: string, role?: 'key' | 'value'): Place
}

const MAX_DOCUMENT = 4 * 1024 * 1024
const MAX_MANIFESTS = 5_000
const MAX_TOTAL = 16 * 1024 * 1024
const MAX_PROBLEMS_EACH = 50

/**
 * Finds PackageSources and ApplicationDefinitions wherever the platform would: in every YAML file,
 * by `kind`. A tap reads files below `templates/` too, so that a PackageSource there counts where
 * it is plain YAML; what a template computes is not a manifest.
 */
export function findManifests(
  tree: ArtifactTree,
  validator: Validator,
  findings: FindingList,
): Manifest[] {
  const manifests: Manifest[] = []
  let total = 0
  for (const [file, bytes] of tree.artifact.files) {
    if (!/\.ya?ml$/.test(file)) continue
    const source = readSource(file, bytes, findings)
    if (!source || !mayHoldManifest(source.text)) continue
    for (const manifest of manifestsIn(source, tree.isTemplate(file), findings)) {
      total += manifest.size
      if (manifests.length >= MAX_MANIFESTS || total > MAX_TOTAL) {
        const message = `the artifact holds more than ${MAX_MANIFESTS} manifests or ${MAX_TOTAL} characters of them`
        findings.add('schema', wholeFile(file), message, 'Split it into several artifacts.')
        return manifests
      }
      checkSchema(manifest, validator, findings)
      manifests.push(manifest)
    }
  }
  return manifests
}

/** A word that YAML can also write with escapes, a tag or in parts, all of which need one of these. */
function mayHoldManifest(text: string): boolean {
  return /PackageSource|ApplicationDefinition|\\|binary/.test(text)
}

function readSource(file: string, bytes: Uint8Array, findings: FindingList): SourceText | null {
  const text = decodeUtf8(bytes)
  if (text !== null) return new SourceText(file, text)
  // Go’s YAML reader takes UTF-16 with a byte order mark, so what stands there is read on clusters.
  const [first, second] = bytes
  if ((first === 0xfe && second === 0xff) || (first === 0xff && second === 0xfe)) {
    findings.add('schema', wholeFile(file), 'expected UTF-8, found UTF-16', 'Save it as UTF-8.')
  }
  return null
}

const NAMED_KIND = /kind["']?\s*:\s*["']?(PackageSource|ApplicationDefinition)\b/

function* manifestsIn(
  source: SourceText,
  isTemplate: boolean,
  findings: FindingList,
): Generator<Manifest> {
  for (const { text, offset } of splitDocuments(source.text)) {
    if (!mayHoldManifest(text)) continue
    const namesKind = NAMED_KIND.test(text)
    if (text.length > MAX_DOCUMENT) {
      const message = `a document of more than ${MAX_DOCUMENT} characters is not read`
      findings.add('schema', source.place(offset), message, 'Split the file into documents.')
      continue
    }
    if (namesKind && LINE_BREAKS_OF_YAML_1_1.test(text)) {
      const at = offset + text.search(LINE_BREAKS_OF_YAML_1_1)
      const message = 'found a line break that only readers of YAML 1.1 take for one'
      findings.add('schema', source.place(at), message, 'Write it as an escape in double quotes.')
    }
    const documents = readTypedYaml(text)
    if (!Array.isArray(documents)) {
      if (!namesKind || (isTemplate && text.includes('{{'))) continue
      const place = source.place(offset + documents.offset)
      findings.add('schema', place, `cannot be read as YAML: ${documents.message}`, documents.fix)
      continue
    }
    for (const document of documents) {
      const kind = kindOf(document)
      if (!kind || (isTemplate && isRenderedOnly(kind, document, text))) continue
      yield toManifest(kind, document, source, { text, offset }, findings)
    }
  }
}

/** NEL and the two separators: a line in YAML 1.2 can be several in 1.1, and hold other keys. */
const LINE_BREAKS_OF_YAML_1_1 = /[\u0085\u2028\u2029]/

/**
 * Helm renders an ApplicationDefinition first. A tap reads a PackageSource as it stands, unless an
 * unquoted template expression, which YAML takes for a mapping as a key, keeps it from doing so.
 */
function isRenderedOnly(kind: ManifestKind, document: TypedYaml, text: string): boolean {
  return text.includes('{{') && (kind === 'ApplicationDefinition' || document.hasComplexKey)
}

/** What the platform takes a document for. It asks a PackageSource for its kind alone. */
function kindOf({ value }: TypedYaml): ManifestKind | null {
  if (!isMapping(value)) return null
  const valuesOf = (name: string) =>
    Object.entries(value).flatMap(([key, item]) => (key.toLowerCase() === name ? [item] : []))
  const kinds = valuesOf('kind')
  if (kinds.includes('PackageSource')) return 'PackageSource'
  const isOurs = valuesOf('apiversion').some((item) => String(item).startsWith('cozystack.io/'))
  return isOurs && kinds.includes('ApplicationDefinition') ? 'ApplicationDefinition' : null
}

function toManifest(
  kind: ManifestKind,
  document: TypedYaml,
  source: SourceText,
  { text: { length: size }, offset }: YamlDocument,
  findings: FindingList,
): Manifest {
  for (const fault of document.faults.slice(0, MAX_PROBLEMS_EACH)) {
    findings.add('schema', source.place(offset + fault.offset), fault.message, fault.fix)
  }
  return {
    kind,
    value: withoutNulls(document.value) as Record<string, unknown>,
    file: source.file,
    size,
    at: (pointer, role) => source.place(offset + offsetAt(document, pointer, role)),
  }
}

/** A null leaves a field of a Go struct at its zero value, and the API server drops it. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (!isMapping(value)) return value
  const kept = Object.entries(value).filter(([, item]) => item !== null)
  return Object.fromEntries(kept.map(([key, item]) => [key, withoutNulls(item)]))
}

function checkSchema(manifest: Manifest, validator: Validator, findings: FindingList): void {
  const problems = validator.manifest(manifest.kind, manifest.value)
  for (const problem of problems.slice(0, MAX_PROBLEMS_EACH)) {
    const { message, fix } = describeProblem(problem)
    const isUnknown = problem.keyword === 'additionalProperties' && problem.property !== null
    const place = isUnknown
      ? manifest.at(`${problem.path}/${problem.property}`, 'key')
      : manifest.at(problem.path)
    findings.add('schema', place, `${manifest.kind}: ${message}`, fix)
  }
}

/** Names a manifest in a message. */
export function nameOf(manifest: Manifest): string {
  const { metadata } = manifest.value
  const name = isMapping(metadata) ? metadata['name'] : null
  return typeof name === 'string' && name !== '' ? quote(name) : 'without a name'
}
