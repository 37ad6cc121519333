import { compareText } from '../compare-text.ts'
import { decodeUtf8 } from '../utf8.ts'
import type { ArtifactTree } from './artifact-tree.ts'
import { splitDocuments } from './yaml-documents.ts'

export interface Kinds {
  kinds: string[]
  hasTemplatedKinds: boolean
}

const MAX_KINDS = 1_000

/**
 * The Kubernetes kinds that stand in the templates and CRDs of charts, at any depth: what a role
 * binding or a CRD names is told as well. Files that a template can read in are looked at too.
 */
export function findKinds(tree: ArtifactTree, charts: ReadonlySet<string>): Kinds {
  const found = new Set<string>()
  const others: [chart: string, path: string, bytes: Uint8Array][] = []
  const readers = new Set<string>()
  let hasTemplatedKinds = false
  for (const [path, bytes] of tree.artifact.files) {
    if (!tree.isBelow(path, charts) || path.endsWith('/NOTES.txt')) continue
    const chart = tree.chartOf(path) ?? ''
    if (!tree.isTemplate(path)) {
      if (/\.(ya?ml|json)$/.test(path)) others.push([chart, path, bytes])
      continue
    }
    const text = decodeUtf8(bytes) ?? ''
    if (/\.Files\b/.test(text)) readers.add(chart)
    for (const kind of kindsIn(text)) {
      if (kind === null) hasTemplatedKinds = true
      else found.add(kind)
    }
  }
  for (const [chart, path, bytes] of others) {
    const isCrd = tree.isInChartFolder(path, 'crds')
    const isRead = readers.has(chart) && !/(^|\/)(Chart|values[^/]*)\.\w+$/.test(path)
    if (!isRead && !isCrd) continue
    const text = decodeUtf8(bytes) ?? ''
    const kinds = isCrd ? kindsIn(text) : splitDocuments(text).flatMap((one) => rootKinds(one.text))
    for (const kind of kinds) if (kind !== null) found.add(kind)
  }
  const kinds = [...found].sort(compareText).slice(0, MAX_KINDS)
  return { kinds, hasTemplatedKinds: hasTemplatedKinds || found.size > MAX_KINDS }
}

/** Each `kind:` of a text: its literal value, or null for one that is computed. */
function* kindsIn(text: string): Generator<string | null> {
  if (!text.includes('kind')) return
  const lines = text.split('\n')
  for (const [at, line] of lines.entries()) {
    if (!line.includes('kind')) continue
    const block = /^[\s\-{[]*["']?kind["']?\s*:(\s.*)?$/.exec(line)
    if (block) {
      const value = (block[1] ?? '').replace(/ #.*$/, '').trim()
      if (value !== '' || !isField(lines[at + 1] ?? '')) yield literal(value)
    } else if (/^[\s-]*[{["']/.test(line)) {
      for (const [, value = ''] of line.matchAll(/[{,]\s*["']?kind["']?\s*:([^,}\]]*)/g)) {
        yield literal(value.trim())
      }
    }
  }
}

/** The kind of a document itself: the one that is indented least. */
function rootKinds(document: string): (string | null)[] {
  const lines = [...document.matchAll(/^[ \t]*["']?kind["']?[ \t]*:/gm)].map(([line]) => line)
  const indent = Math.min(...lines.map((line) => line.length - line.trimStart().length))
  const root = document
    .split('\n')
    .filter((line) => line.length - line.trimStart().length === indent)
  return [...kindsIn(root.join('\n'))]
}

function literal(value: string): string | null {
  const name = /^["']?([A-Z][A-Za-z0-9]{0,62})["']?[\s,}\]]*$/.exec(value)
  return name?.[1] ?? null
}

/** Below a `kind:` without a value, the schema of a field named kind goes on with a key. */
function isField(next: string): boolean {
  return /^\s+["']?[\w-]+["']?\s*:/.test(next)
}
