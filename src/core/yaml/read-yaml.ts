import {
  type DocumentEvent,
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  YAMLException,
} from 'js-yaml'

/**
 * Every scalar is a string: what a plain scalar would mean to other readers is a rule's business.
 * Null is a value that is not there, as after `key:`, or only by an alias.
 */
export type YamlValue = string | null | YamlValue[] | { [key: string]: YamlValue }
export type Path = readonly (string | number)[]

/** One key or value of a document, flattened in reading order, for the rules about YAML itself. */
export interface YamlNode {
  kind: 'mapping' | 'sequence' | 'scalar' | 'alias'
  role: 'key' | 'value'
  path: Path
  /** In UTF-16 units from the start of the text; of its tag or anchor, where it has one. */
  offset: number
  /** Behind a scalar or alias, its closing quote included; of a collection its start. */
  end: number
  /** A scalar's decoded string, an alias's name, or null. */
  text: string | null
  /** The text of a plain scalar; null for quoted and block scalars. */
  plain: string | null
  anchor: string | null
  tag: string | null
}

export interface Yaml {
  /** The first document; null where it is absent or cannot be parsed. */
  value: YamlValue | null
  nodes: YamlNode[]
  syntaxError: { message: string; offset: number } | null
  hasSecondDocument: boolean
  hasDirective: boolean
}

/** No document of the index nests deeper than four levels. */
const MAX_DEPTH = 10

/**
 * Parses YAML and keeps the position of every node. No alias is resolved and no tag followed: both
 * are reported as nodes. Never throws.
 */
export function readYaml(text: string): Yaml {
  const yaml: Yaml = {
    value: null,
    nodes: [],
    syntaxError: null,
    hasSecondDocument: false,
    hasDirective: false,
  }
  try {
    const events = parseEvents(text, { maxDepth: MAX_DEPTH })
    const documents = events.filter((event) => event.type === EVENT_ID.DOCUMENT)
    yaml.hasSecondDocument = documents.length > 1
    yaml.hasDirective = documents.some((document: DocumentEvent) => document.directives.length > 0)
    // A directive that the parser does not know is skipped without an event.
    yaml.hasDirective ||= /^%/m.test(text.slice(0, firstContent(events, text)))
    if (documents.length > 0) yaml.value = new Builder(text, events, yaml.nodes).build()
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    yaml.syntaxError = { message: reasonOf(error), offset: error.mark?.position ?? 0 }
  }
  return yaml
}

function reasonOf({ reason }: YAMLException): string {
  return reason.startsWith('nesting exceeded')
    ? `nested more than ${MAX_DEPTH} levels deep`
    : reason
}

function firstContent(events: readonly Event[], text: string): number {
  const [, first] = events
  if (!first) return text.length
  if (first.type === EVENT_ID.SCALAR) return first.valueStart
  return first.type === EVENT_ID.MAPPING || first.type === EVENT_ID.SEQUENCE ? first.start : 0
}

/** Turns the parser's events into values and nodes. */
class Builder {
  private at = 1
  private readonly text: string
  private readonly events: readonly Event[]
  private readonly nodes: YamlNode[]

  constructor(text: string, events: readonly Event[], nodes: YamlNode[]) {
    this.text = text
    this.events = events
    this.nodes = nodes
  }

  /** The value of the first document, or null where it has none. */
  build(): YamlValue | null {
    const event = this.events[this.at]
    if (!event || event.type === EVENT_ID.POP) return null
    return this.value([])
  }

  private value(path: Path): YamlValue {
    const event = this.next()
    const node = this.describe(event, 'value', path)
    this.nodes.push(node)
    if (event.type === EVENT_ID.SCALAR) return node.plain === '' ? null : node.text
    if (event.type === EVENT_ID.MAPPING) return this.mapping(path)
    if (event.type === EVENT_ID.SEQUENCE) return this.sequence(path)
    return null
  }

  /** Of a key that stands twice, the first value is kept; a rule reports the second. */
  private mapping(path: Path): YamlValue {
    const value: { [key: string]: YamlValue } = Object.create(null)
    while (!this.closes()) {
      const key = this.key(path)
      const child = this.value([...path, key])
      if (!(key in value)) value[key] = child
    }
    return value
  }

  private sequence(path: Path): YamlValue {
    const items: YamlValue[] = []
    while (!this.closes()) items.push(this.value([...path, items.length]))
    return items
  }

  private key(parent: Path): string {
    const event = this.next()
    const text = event.type === EVENT_ID.SCALAR ? this.scalarText(event) : ''
    this.nodes.push(this.describe(event, 'key', [...parent, text]))
    if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) this.skip()
    return text
  }

  private next(): Event {
    const event = this.events[this.at++]
    if (!event) throw new Error('the parser’s events end inside a document')
    return event
  }

  private closes(): boolean {
    if (this.events[this.at]?.type !== EVENT_ID.POP) return false
    this.at++
    return true
  }

  /** Passes over the rest of a collection that was just opened. */
  private skip(): void {
    for (let depth = 1; depth > 0; ) {
      const { type } = this.next()
      if (type === EVENT_ID.POP) depth--
      if (type === EVENT_ID.MAPPING || type === EVENT_ID.SEQUENCE) depth++
    }
  }

  private describe(event: Event, role: YamlNode['role'], path: Path): YamlNode {
    const offset = this.offset(event)
    const node = { role, path, offset, end: offset, text: null, plain: null }
    if (event.type === EVENT_ID.ALIAS) {
      const name = this.text.slice(event.anchorStart, event.anchorEnd)
      return { ...node, end: event.anchorEnd, kind: 'alias', text: name, anchor: null, tag: null }
    }
    if (event.type !== EVENT_ID.SCALAR) {
      const kind = event.type === EVENT_ID.MAPPING ? 'mapping' : 'sequence'
      return { ...node, kind, ...this.properties(event) }
    }
    const text = this.scalarText(event)
    const plain = event.style === SCALAR_STYLE.PLAIN ? text : null
    const end = Math.max(offset, this.scalarEnd(event))
    return { ...node, end, kind: 'scalar', ...this.properties(event), text, plain }
  }

  private properties(event: Event): { anchor: string | null; tag: string | null } {
    if (!('tagStart' in event)) return { anchor: null, tag: null }
    const { anchorStart, anchorEnd, tagStart, tagEnd } = event
    return {
      anchor: anchorStart < 0 ? null : this.text.slice(anchorStart, anchorEnd),
      tag: tagStart < 0 ? null : this.text.slice(tagStart, tagEnd),
    }
  }

  private scalarText(event: ScalarEvent): string {
    if (event.valueStart < 0) return ''
    const value = getScalarValue(this.text, event)
    // At the end of a text without a last line break the parser makes one up for a block.
    const isBlock =
      event.style === SCALAR_STYLE.LITERAL_BLOCK || event.style === SCALAR_STYLE.FOLDED_BLOCK
    const isCut = event.valueEnd === this.text.length && !this.text.endsWith('\n')
    return isBlock && isCut ? value.replace(/\n$/, '') : value
  }

  private offset(event: Event): number {
    if ('tagStart' in event && event.tagStart >= 0) return event.tagStart
    if ('anchorStart' in event && event.anchorStart >= 0) return event.anchorStart - 1
    if (event.type === EVENT_ID.SCALAR) return this.scalarOffset(event)
    return 'start' in event ? event.start : 0
  }

  /** The parser points behind an opening quote and at the first line of a block. */
  private scalarOffset({ style, valueStart }: ScalarEvent): number {
    if (valueStart < 0) return this.nodes.at(-1)?.offset ?? 0
    if (style === SCALAR_STYLE.PLAIN) return valueStart
    if (style === SCALAR_STYLE.LITERAL_BLOCK) return this.text.lastIndexOf('|', valueStart)
    if (style === SCALAR_STYLE.FOLDED_BLOCK) return this.text.lastIndexOf('>', valueStart)
    return valueStart - 1
  }

  private scalarEnd({ style, valueEnd }: ScalarEvent): number {
    const isQuoted = style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED
    return isQuoted ? valueEnd + 1 : valueEnd
  }
}

/** The offset of the value at a path, or of the closest part of it that exists; 0 at worst. */
export function locate(yaml: Yaml, path: Path, role: YamlNode['role'] = 'value'): number {
  for (let length = path.length; length > 0; length--) {
    const part = path.slice(0, length)
    const node = nodeAt(yaml, part, role) ?? nodeAt(yaml, part, role === 'key' ? 'value' : 'key')
    if (node) return node.offset
  }
  return yaml.nodes[0]?.offset ?? 0
}

const nodesByPath = new WeakMap<Yaml, Map<string, YamlNode>>()

/** The first key or value at a path, looked up in constant time once the document was asked. */
export function nodeAt(yaml: Yaml, path: Path, role: YamlNode['role']): YamlNode | undefined {
  let nodes = nodesByPath.get(yaml)
  if (!nodes) {
    nodes = new Map()
    for (const node of yaml.nodes) {
      const key = `${node.role} ${JSON.stringify(node.path)}`
      if (!nodes.has(key)) nodes.set(key, node)
    }
    nodesByPath.set(yaml, nodes)
  }
  return nodes.get(`${role} ${JSON.stringify(path)}`)
}
