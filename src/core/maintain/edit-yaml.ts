import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  type Node,
  Pair,
  parseDocument,
  Scalar,
  YAMLMap,
  YAMLSeq,
} from 'yaml'
import { writeScalar } from '../yaml/write-scalar.ts'

/** What a file of maintainers holds under one of its keys. */
export type Value = string | readonly string[] | { readonly [key: string]: Value | undefined }

/** A text that cannot be edited without risk, and where. */
export class UnreadableYaml extends Error {}

/** Longer lists are written one item a line. */
const LIST_WIDTH = 80

/**
 * Sets what stands under a key at the top of a YAML text, or takes the key away. Only the lines of
 * that key change; of these, comments, order and whatever keeps its value stay. A text in which the
 * key already has the value is returned as it is.
 *
 * @param value undefined takes the key away
 * @throws UnreadableYaml where the text is not a mapping of YAML
 */
export function editKey(text: string, key: string, value: Value | undefined): string {
  const document = read(text)
  const map = document.contents
  if (map === null) return value === undefined ? text : append(text, key, value)
  if (!isMap(map) || !map.range) throw new UnreadableYaml('expected keys and values')
  if (map.flow) {
    const before = text.slice(0, map.range[0])
    const rest = before + text.slice(map.range[1]).replace(/^[ \t]*\n/, '')
    if (map.items.length === 0) return editKey(rest, key, value)
    map.flow = false
    return editKey(document.toString({ lineWidth: 0 }), key, value)
  }
  const pair = map.items.find((one) => isScalar(one.key) && one.key.value === key)
  if (!pair) return value === undefined ? text : append(text, key, value)
  const [start, end] = linesOf(pair as Pair<Scalar, Node | null>, text)
  const block = value === undefined ? '' : rewrite(text.slice(start, end), key, value)
  return text.slice(0, start) + block + text.slice(end)
}

function read(text: string): Document.Parsed {
  const document = parseDocument(text, { schema: 'failsafe', keepSourceTokens: true })
  const [error] = document.errors
  if (!error) return document
  const [at] = error.linePos ?? []
  const place = at ? `line ${at.line}, column ${at.col}: ` : ''
  throw new UnreadableYaml(place + error.message.split('\n')[0]?.replace(/ at line \d+.*$/, ''))
}

function append(text: string, key: string, value: Value): string {
  const separator = text === '' || text.endsWith('\n') ? '' : '\n'
  return text + separator + rewrite('', key, value)
}

/** Where the lines of a key begin and end: up to its value's last line, comments behind it included. */
function linesOf({ key, value }: Pair<Scalar, Node | null>, text: string): [number, number] {
  const start = key.range?.[0] ?? 0
  const end = value?.range?.[1] ?? key.range?.[1] ?? start
  if (text[end - 1] === '\n') return [start, end]
  const newline = text.indexOf('\n', end)
  return [start, newline === -1 ? text.length : newline + 1]
}

/** The lines of one key, with another value. */
function rewrite(block: string, key: string, value: Value): string {
  const document = read(block)
  document.contents ??= new YAMLMap() as NonNullable<typeof document.contents>
  const map = document.contents
  if (!isMap(map)) throw new UnreadableYaml('expected a key')
  const before = document.toJS()?.[key]
  if (block !== '' && isSame(before, value)) return block
  reconcile(map, { [key]: value })
  return document.toString({ lineWidth: 0, flowCollectionPadding: block.includes('{ ') })
}

/** Makes a mapping hold exactly these fields; fields that are there keep their place and comments. */
function reconcile(map: YAMLMap, fields: { readonly [key: string]: Value | undefined }): void {
  if (map.items.length === 0) map.flow = false
  for (const { key } of [...map.items]) {
    const name = isScalar(key) ? String(key.value) : ''
    if (fields[name] === undefined || !Object.hasOwn(fields, name)) map.delete(key)
  }
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue
    const found = map.items.find(({ key }) => isScalar(key) && key.value === name)
    if (!found) map.items.push(new Pair(scalar(name), create(value)))
    else if (!change(found.value as Node | null, value)) {
      const { comment, commentBefore } = (found.value as Node | null) ?? {}
      found.value = Object.assign(create(value), { comment, commentBefore })
    }
  }
}

/** Gives a node another value in place; false where it is of another kind. */
function change(node: Node | null, value: Value): boolean {
  if (typeof value === 'string') {
    if (!isScalar(node)) return false
    if (node.value !== value) {
      const isQuoted = node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE
      Object.assign(node, { value, type: isQuoted ? node.type : styleOf(value), source: undefined })
    }
    return true
  }
  if (Array.isArray(value)) {
    if (!isSeq(node)) return false
    const kept = node.items.filter((item) => isScalar(item) && value.includes(String(item.value)))
    const present = new Set(kept.map((item) => (item as Scalar).value))
    node.items = [...kept, ...value.filter((item) => !present.has(item)).map(listItem)]
    return true
  }
  if (!isMap(node)) return false
  reconcile(node, value as { [key: string]: Value })
  return true
}

function create(value: Value): Node {
  if (typeof value === 'string') return scalar(value)
  if (Array.isArray(value)) {
    const list = new YAMLSeq()
    list.items = value.map(listItem)
    list.flow = value.join(', ').length <= LIST_WIDTH
    return list
  }
  const map = new YAMLMap()
  reconcile(map, value as { [key: string]: Value })
  return map
}

function scalar(text: string): Scalar {
  const node = new Scalar(text)
  node.type = styleOf(text)
  return node
}

function listItem(text: string): Scalar {
  const node = new Scalar(text)
  node.type = styleOf(text, 'list')
  return node
}

/** Plain only where every reader of YAML 1.1 and 1.2 sees the text itself. */
function styleOf(text: string, place?: 'list'): Scalar.Type {
  return writeScalar(text, place) === text ? Scalar.PLAIN : Scalar.QUOTE_DOUBLE
}

/** Fields in any order; lists in any order too, because those of maintainers are sets. */
function isSame(a: unknown, b: Value | undefined): boolean {
  if (a === undefined || b === undefined || a === null) return a === b
  if (typeof b === 'string') return a === b
  if (Array.isArray(b)) {
    if (!Array.isArray(a) || a.length !== b.length) return false
    const there = new Set(a)
    return b.every((item) => there.has(item))
  }
  if (typeof a !== 'object' || Array.isArray(a)) return false
  const wanted = Object.entries(b).filter(([, value]) => value !== undefined)
  const present = a as Record<string, unknown>
  if (Object.keys(present).length !== wanted.length) return false
  return wanted.every(
    ([name, value]) => Object.hasOwn(present, name) && isSame(present[name], value),
  )
}
