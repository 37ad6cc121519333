import { parseJson } from '../parse-json.ts'
import { quote } from '../printable.ts'
import { decodeUtf8 } from '../utf8.ts'
import { type ArtifactTree, joinPath } from './artifact-tree.ts'
import { type FindingList, wholeFile } from './finding-list.ts'
import { fieldName, type SchemaProblem, type Validator } from './schema-problem.ts'
import { isMapping } from './shape.ts'
import { SourceText } from './source-text.ts'
import { offsetAt, readTypedYaml, type TypedYaml } from './typed-yaml.ts'

const MAX_SCHEMA = 1024 * 1024
const MAX_PROBLEMS = 10

/** Checks that the values.yaml of a chart is YAML and satisfies the schema beside it. */
export function checkValues(
  folder: string,
  tree: ArtifactTree,
  validator: Validator,
  findings: FindingList,
): void {
  const values = readValues(joinPath(folder, 'values.yaml'), tree, findings)
  const file = joinPath(folder, 'values.schema.json')
  const schema = readSchema(file, tree, findings)
  if (!schema || !values) return
  const whole = validator.values(schema, values.document.value)
  if (whole.fault !== null) {
    const fix = whole.isUnchecked ? 'Make the schema self-contained.' : 'Correct the schema.'
    const severity = whole.isUnchecked ? 'warning' : 'error'
    findings.add('values-schema', wholeFile(file), whole.fault, fix, severity)
    return
  }
  if (whole.problems.length === 0) return
  // Some versions of Helm drop nulls from the defaults of a chart, and some do not.
  const pruned = validator.values(schema, prune(values.document.value)).problems
  const severity = pruned.length === 0 ? 'warning' : 'error'
  for (const problem of (pruned.length === 0 ? whole.problems : pruned).slice(0, MAX_PROBLEMS)) {
    const place = values.source.place(offsetAt(values.document, problem.path))
    const fix = 'Correct the default, or the schema.'
    findings.add('values-schema', place, describe(problem), fix, severity)
  }
}

function describe({ path, property, keyword, message, allowed }: SchemaProblem): string {
  const subject = path === '' ? 'the values' : fieldName(path)
  if (keyword === 'additionalProperties' && property !== null) {
    return `${subject} must not have the field ${quote(property)}, says values.schema.json`
  }
  const choices = allowed.length > 0 ? `: ${quote(allowed.join(', ')).slice(1, -1)}` : ''
  return `${subject} ${quote(message, 160).slice(1, -1)}${choices}, says values.schema.json`
}

/** An absent or empty values.yaml is an empty mapping. */
function readValues(
  file: string,
  tree: ArtifactTree,
  findings: FindingList,
): { source: SourceText; document: TypedYaml } | null {
  const text = decodeUtf8(tree.artifact.files.get(file) ?? new Uint8Array())
  if (text === null) {
    findings.add('values-schema', wholeFile(file), 'expected UTF-8', 'Save it as UTF-8.')
    return null
  }
  const source = new SourceText(file, text)
  const documents = readTypedYaml(text)
  if (!Array.isArray(documents)) {
    const message = `cannot be read as YAML: ${documents.message}`
    findings.add('values-schema', source.place(documents.offset), message, documents.fix)
    return null
  }
  const document = documents[0] ?? EMPTY
  if (document.value !== null && !isMapping(document.value)) {
    const message = 'expected values by name, found a list or a single value'
    findings.add('values-schema', source.place(0), message, 'Write a mapping.')
    return null
  }
  if (documents.length > 1) {
    const message = `found ${documents.length} documents, of which Helm reads one or all`
    findings.add('values-schema', source.place(0), message, 'Make it one document.', 'warning')
  }
  return { source, document: { ...document, value: document.value ?? {} } }
}

const EMPTY: TypedYaml = {
  value: {},
  keyOffsets: new Map(),
  valueOffsets: new Map(),
  faults: [],
  hasComplexKey: false,
}

function readSchema(file: string, tree: ArtifactTree, findings: FindingList): unknown {
  const bytes = tree.artifact.files.get(file)
  if (!bytes) return null
  if (bytes.length > MAX_SCHEMA) {
    const message = `a schema of more than ${MAX_SCHEMA} bytes is not checked`
    findings.add('values-schema', wholeFile(file), message, 'Shorten the schema.')
    return null
  }
  const schema = parseJson(decodeUtf8(bytes) ?? '')
  if (isMapping(schema)) return schema
  const message = 'expected a JSON Schema, found something that is no JSON object'
  findings.add('values-schema', wholeFile(file), message, 'Generate it again.')
  return null
}

function prune(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(prune)
  if (!isMapping(value)) return value
  const kept = Object.entries(value).filter(([, item]) => item !== null)
  return Object.fromEntries(kept.map(([key, item]) => [key, prune(item)]))
}
