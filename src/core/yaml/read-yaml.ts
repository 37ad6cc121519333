import { type Document, isAlias, isMap, isScalar, isSeq, type Node, parseAllDocuments } from 'yaml'

/** Every scalar is a string: what a plain scalar would mean to other readers is a rule's business. */
export type YamlValue = string | YamlValue[] | { [key: string]: YamlValue }
export type Path = readonly (string | number)[]

/** One key or value of a document, flattened in reading order, for the rules about YAML itself. */
export interface YamlNode {
  kind: 'mapping' | 'sequence' | 'scalar' | 'alias'
  role: 'key' | 'value'
  path: Path
  /** In UTF-16 units from the start of the text. */
  offset: number
  /** A scalar's decoded string, an alias's name, or null. */
  text: string | null
  /** The characters of a plain scalar as written; null for quoted and block scalars. */
  plain: string | null
  anchor: string | null
  tag: string | null
}

export interface Yaml {
  /** The first document; null where it is absent or cannot be parsed. */
  value: YamlValue | null
  nodes: YamlNode[]
  syntaxError: { message: string; offset: number } | null
  /** Offsets at which a second and every further document begins. */
  extraDocuments: number[]
  /** Offset of a `%` directive, which comes before all content. */
  directive: number | null
}

/** No document of the index nests deeper than four levels; ten is a bound that no reader overflows at. */
const MAX_DEPTH = 10

/**
 * Parses YAML 1.2 with the failsafe schema, keeping the position of every node.
 *
 * Never throws, resolves no alias and follows no tag: both are reported as nodes.
 */
export function readYaml(text: string): Yaml {
  const parsed = parseAllDocuments(text, {
    schema: 'failsafe',
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  })
  const documents: Document.Parsed[] = 'empty' in parsed ? [] : parsed
  const yaml: Yaml = {
    value: null,
    nodes: [],
    syntaxError: firstSyntaxError(documents),
    extraDocuments: documents.slice(1).map((document) => document.range[0]),
    directive: findDirective(text),
  }
  const [first] = documents
  if (!first || yaml.syntaxError) return yaml
  try {
    yaml.value = first.contents === null ? null : flatten(first.contents, [], yaml.nodes)
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error
    yaml.syntaxError = {
      message: `nested more than ${MAX_DEPTH} levels deep`,
      offset: error.offset,
    }
  }
  return yaml
}

class TooDeep extends Error {
  readonly offset: number
  constructor(offset: number) {
    super('too deep')
    this.offset = offset
  }
}

/** Tags and directives are facts of the document that rules judge, not faults of the parse. */
const REPORTED_AS_NODES: ReadonlySet<string> = new Set(['TAG_RESOLVE_FAILED', 'BAD_DIRECTIVE'])

function firstSyntaxError(documents: Document.Parsed[]): Yaml['syntaxError'] {
  for (const document of documents) {
    const error = document.errors.find(({ code }) => !REPORTED_AS_NODES.has(code))
    if (!error) continue
    const tooDeep = error.code === 'RESOURCE_EXHAUSTION'
    const message = tooDeep ? `nested more than ${MAX_DEPTH} levels deep` : error.message
    return { message, offset: error.pos[0] }
  }
  return null
}

function findDirective(text: string): number | null {
  const match = /^(?:[ ]*(?:#.*)?\n)*%/.exec(text)
  return match ? match[0].length - 1 : null
}

/** Appends the node and all below it to `nodes`; returns its value with aliases as empty strings. */
function flatten(node: Node, path: Path, nodes: YamlNode[]): YamlValue {
  const offset = node.range?.[0] ?? 0
  if (path.length > MAX_DEPTH) throw new TooDeep(offset)
  const common = { role: 'value' as const, path, offset, ...describe(node) }
  if (isMap(node)) {
    nodes.push({ ...common, kind: 'mapping', text: null, plain: null })
    const value: { [key: string]: YamlValue } = Object.create(null)
    for (const pair of node.items) {
      const key = flattenKey(pair.key as Node, path, nodes)
      const child = pair.value
        ? flatten(pair.value as Node, [...path, key], nodes)
        : flattenMissing([...path, key], nodes)
      if (!(key in value)) value[key] = child
    }
    return value
  }
  if (isSeq(node)) {
    nodes.push({ ...common, kind: 'sequence', text: null, plain: null })
    return node.items.map((item, index) => flatten(item as Node, [...path, index], nodes))
  }
  if (isAlias(node)) {
    nodes.push({ ...common, kind: 'alias', text: node.source, plain: null })
    return ''
  }
  const text = isScalar(node) ? String(node.value ?? '') : ''
  nodes.push({ ...common, kind: 'scalar', text, plain: plainSource(node) })
  return text
}

/** A key with neither colon nor value, as in `{a}`, which readers take as null. */
function flattenMissing(path: Path, nodes: YamlNode[]): YamlValue {
  const offset = nodes.at(-1)?.offset ?? 0
  const empty = { text: '', plain: '', anchor: null, tag: null }
  nodes.push({ kind: 'scalar', role: 'value', path, offset, ...empty })
  return ''
}

function flattenKey(key: Node, path: Path, nodes: YamlNode[]): string {
  const offset = key.range?.[0] ?? 0
  const text = isScalar(key) ? String(key.value ?? '') : ''
  const kind = isScalar(key) ? 'scalar' : isMap(key) ? 'mapping' : isSeq(key) ? 'sequence' : 'alias'
  const plain = plainSource(key)
  nodes.push({ kind, role: 'key', path: [...path, text], offset, text, plain, ...describe(key) })
  return text
}

function plainSource(node: Node): string | null {
  return isScalar(node) && node.type === 'PLAIN' ? (node.source ?? '') : null
}

function describe(node: Node): { anchor: string | null; tag: string | null } {
  if (isAlias(node)) return { anchor: null, tag: null }
  const anchor = 'anchor' in node && typeof node.anchor === 'string' ? node.anchor : null
  return { anchor, tag: typeof node.tag === 'string' ? node.tag : null }
}

/** The offset of the value at a path, or of the closest part of it that exists; 0 at worst. */
export function locate(yaml: Yaml, path: Path, role: YamlNode['role'] = 'value'): number {
  for (let length = path.length; length > 0; length--) {
    const part = path.slice(0, length)
    const here = yaml.nodes.filter((node) => samePath(node.path, part))
    const node = here.find((candidate) => candidate.role === role) ?? here[0]
    if (node) return node.offset
  }
  return yaml.nodes[0]?.offset ?? 0
}

/** True when both lead to the same value. */
export function samePath(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((part, index) => part === b[index])
}
