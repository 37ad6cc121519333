import {
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  YAMLException,
} from 'js-yaml'
import { EventCursor } from './event-cursor.ts'
import { plainValue, type TypedValue, taggedValue } from './typed-value.ts'

export interface YamlFault {
  message: string
  fix: string
  offset: number
}

/** One document of a text; positions by JSON pointer, in UTF-16 units from the start of the text. */
export interface TypedYaml {
  value: TypedValue
  keyOffsets: ReadonlyMap<string, number>
  valueOffsets: ReadonlyMap<string, number>
  /** What a strict decoder refuses, although a value can be made of it. */
  faults: readonly YamlFault[]
  /** A list or mapping stands as a key, which Go’s decoder refuses even when it is lenient. */
  hasComplexKey: boolean
}

const MAX_DEPTH = 100
/** Counted as an alias would be written out, so that nested aliases cannot explode. */
const MAX_VALUES = 500_000

/** The documents of a text, or why it cannot be read. Never throws. */
export function readTypedYaml(text: string): TypedYaml[] | YamlFault {
  try {
    const events = new EventCursor(parseEvents(text, { maxDepth: MAX_DEPTH }))
    const documents: TypedYaml[] = []
    while (!events.isDone()) {
      events.next()
      documents.push(new Builder(text, events).document())
    }
    return documents
  } catch (error) {
    if (error instanceof TooLarge) {
      const message = `its aliases expand to more than ${MAX_VALUES} values`
      return { message, fix: 'Write the values out.', offset: 0 }
    }
    if (!(error instanceof YAMLException)) throw error
    const message = error.reason.startsWith('nesting exceeded')
      ? `nested more than ${MAX_DEPTH} levels deep`
      : error.reason
    return { message, fix: 'Correct the YAML.', offset: error.mark?.position ?? 0 }
  }
}

/** The offset of a pointer, or of the closest part of it that stands in the text. */
export function offsetAt(
  yaml: TypedYaml,
  pointer: string,
  role: 'key' | 'value' = 'value',
): number {
  const { keyOffsets, valueOffsets } = yaml
  const [first, second] = role === 'key' ? [keyOffsets, valueOffsets] : [valueOffsets, keyOffsets]
  for (let part = pointer; part !== ''; part = part.slice(0, part.lastIndexOf('/'))) {
    const offset = first.get(part) ?? second.get(part)
    if (offset !== undefined) return offset
  }
  return yaml.valueOffsets.get('') ?? 0
}

/** Escapes a key for a JSON pointer. */
export function pointerPart(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}

class TooLarge extends Error {}

const QUOTED: ReadonlySet<number> = new Set([
  SCALAR_STYLE.SINGLE_QUOTED,
  SCALAR_STYLE.DOUBLE_QUOTED,
])

interface Built {
  value: TypedValue
  size: number
}

/** Turns the parser’s events into a value, resolving aliases and merge keys as Go’s decoder does. */
class Builder {
  private readonly text: string
  private readonly events: EventCursor
  private readonly anchors = new Map<string, Built>()
  private readonly keyOffsets = new Map<string, number>()
  private readonly valueOffsets = new Map<string, number>()
  private readonly faults: YamlFault[] = []
  private total = 0
  private hasComplexKey = false

  constructor(text: string, events: EventCursor) {
    this.text = text
    this.events = events
  }

  document(): TypedYaml {
    const { keyOffsets, valueOffsets, faults } = this
    const isEmpty = this.events.closes()
    const value = isEmpty ? null : this.build('').value
    if (!isEmpty) this.events.closes()
    return { value, keyOffsets, valueOffsets, faults, hasComplexKey: this.hasComplexKey }
  }

  private build(pointer: string): Built {
    const event = this.events.next()
    const offset = this.offset(event)
    if (offset >= 0) this.valueOffsets.set(pointer, offset)
    if (event.type === EVENT_ID.ALIAS) return this.alias(event, offset)
    const built = this.content(event, pointer)
    if ('anchorStart' in event && event.anchorStart >= 0) {
      this.anchors.set(this.text.slice(event.anchorStart, event.anchorEnd), built)
    }
    return built
  }

  private content(event: Event, pointer: string): Built {
    this.count(1)
    if (event.type === EVENT_ID.SCALAR) return { value: this.scalar(event), size: 1 }
    if (event.type === EVENT_ID.MAPPING) return this.mapping(pointer)
    return this.sequence(pointer)
  }

  private alias(event: { anchorStart: number; anchorEnd: number }, offset: number): Built {
    const name = this.text.slice(event.anchorStart, event.anchorEnd)
    const target = this.anchors.get(name)
    this.count(target?.size ?? 1)
    if (target) return target
    this.fault(`the alias ${JSON.stringify(name)} has no anchor before it`, offset)
    return { value: null, size: 1 }
  }

  private count(values: number): void {
    this.total += values
    if (this.total > MAX_VALUES) throw new TooLarge()
  }

  private sequence(pointer: string): Built {
    const value: TypedValue[] = []
    let size = 1
    while (!this.events.closes()) {
      const item = this.build(`${pointer}/${value.length}`)
      size += item.size
      value.push(item.value)
    }
    return { value, size }
  }

  private mapping(pointer: string): Built {
    const value: { [key: string]: TypedValue } = {}
    const merged: TypedValue[] = []
    let size = 1
    while (!this.events.closes()) {
      const { key, isMerge, offset } = this.key()
      const place = `${pointer}/${pointerPart(key)}`
      if (Object.hasOwn(value, key) && !isMerge) {
        this.fault(`the key ${JSON.stringify(key)} stands twice`, offset, 'Remove one of them.')
      }
      this.keyOffsets.set(place, offset)
      const child = this.build(place)
      size += child.size
      if (isMerge) merged.push(child.value)
      else define(value, key, child.value)
    }
    for (const source of merged.flat()) this.merge(value, source)
    return { value, size }
  }

  /** A merge key fills in what is not written; of several sources the first wins. */
  private merge(into: { [key: string]: TypedValue }, source: TypedValue): void {
    if (typeof source !== 'object' || source === null || Array.isArray(source)) return
    for (const [key, value] of Object.entries(source)) {
      this.count(1)
      if (!Object.hasOwn(into, key)) define(into, key, value)
    }
  }

  private key(): { key: string; isMerge: boolean; offset: number } {
    const event = this.events.next()
    const offset = this.offset(event)
    if (event.type === EVENT_ID.SCALAR) {
      const key = this.scalarText(event)
      const isMerge = key === '<<' && event.style === SCALAR_STYLE.PLAIN
      if (event.anchorStart >= 0) {
        const name = this.text.slice(event.anchorStart, event.anchorEnd)
        this.anchors.set(name, { value: key, size: 1 })
      }
      return { key, isMerge, offset }
    }
    if (event.type === EVENT_ID.ALIAS) {
      const { value } = this.alias(event, offset)
      return { key: String(value), isMerge: false, offset }
    }
    this.hasComplexKey = true
    this.fault('a list or mapping stands as a key', offset, 'Write a plain key.')
    this.events.skip()
    return { key: '', isMerge: false, offset }
  }

  private scalar(event: ScalarEvent): TypedValue {
    const text = this.scalarText(event)
    if (event.tagStart >= 0) return taggedValue(this.text.slice(event.tagStart, event.tagEnd), text)
    return event.style === SCALAR_STYLE.PLAIN ? plainValue(text) : text
  }

  private scalarText(event: ScalarEvent): string {
    return event.valueStart < 0 ? '' : getScalarValue(this.text, event)
  }

  /** -1 for a value that is not written. The parser points behind a quote, and below a block’s mark. */
  private offset(event: Event): number {
    if (event.type === EVENT_ID.ALIAS) return event.anchorStart - 1
    if (event.type !== EVENT_ID.SCALAR) return 'start' in event ? event.start : -1
    const { style, valueStart } = event
    if (style === SCALAR_STYLE.LITERAL_BLOCK) return this.text.lastIndexOf('|', valueStart)
    if (style === SCALAR_STYLE.FOLDED_BLOCK) return this.text.lastIndexOf('>', valueStart)
    return QUOTED.has(style) ? valueStart - 1 : valueStart
  }

  private fault(message: string, offset: number, fix = 'Write the value out.'): void {
    this.faults.push({ message, fix, offset })
  }
}

/** `__proto__` is a key like any other. */
function define(mapping: { [key: string]: TypedValue }, key: string, value: TypedValue): void {
  if (key !== '__proto__') mapping[key] = value
  else Object.defineProperty(mapping, key, { value, enumerable: true, writable: true })
}
