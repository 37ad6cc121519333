import { checkIndex } from './check-index.ts'
import { compareText } from './compare-text.ts'
import { type EntryDocument, textAt, valueAt } from './document.ts'
import type { Finding } from './finding.ts'
import { toIndexFile } from './index-file.ts'
import type { ListedPackage } from './listing.ts'
import { lineAndColumn } from './position.ts'
import type { Rule } from './rule.ts'
import { RULES } from './rules/rules.ts'
import type { Entry } from './schemas/entry.ts'
import { nodeAt } from './yaml/read-yaml.ts'

/**
 * An entry of any folder that upstream's client reads, such as an organisation's own: there only
 * `name` and `ociRef` are required.
 */
export interface LooseEntry extends Partial<Omit<Entry, 'signing'>> {
  name: string
  ociRef: string
  signing?: Partial<Entry['signing']>
}

export interface ReadEntries {
  /** In the order of names; of two with one name both. */
  entries: LooseEntry[]
  /** Why files are left out: each names one. */
  findings: Finding[]
}

/** What makes two readers see two values in one file. How an index names things is no part of it. */
const READING_RULES: readonly Rule[] = RULES.filter(
  ({ id }) =>
    id.startsWith('yaml-') ||
    ['byte-order-mark', 'encoding', 'file-empty', 'file-size', 'text-characters'].includes(id) ||
    ['field-case', 'field-type', 'field-unknown'].includes(id),
)
const READING_RULE_IDS = new Set(READING_RULES.map(({ id }) => id))

/**
 * Reads entries as upstream's client does, from every YAML file of a folder. Where that client stops
 * at the first bad file, this one leaves the file out and says why; it reads no file to other
 * values than that client.
 *
 * @param files by path, in any layout
 */
export function readEntries(files: ReadonlyMap<string, Uint8Array>): ReadEntries {
  const paths = [...files.keys()].filter((path) => /\.ya?ml$/.test(path)).sort(compareText)
  // The engine knows a file by its place in an index, so each is given one.
  const placed = paths.map((path, at) => toIndexFile(`packages/${at}.yaml`, files.get(path) ?? ''))
  const { index, findings } = checkIndex(placed, READING_RULES)
  const pathOf = new Map(placed.map(({ path }, at) => [path, paths[at] ?? path]))
  const errors = findings.filter(
    ({ rule, severity }) => severity === 'error' && READING_RULE_IDS.has(rule),
  )
  const failing = new Set(errors.map(({ file }) => file))
  const entries: LooseEntry[] = []
  for (const document of index.entries.values()) {
    if (failing.has(document.path)) continue
    const entry = refuseQuestionMark(document) ?? readEntry(document)
    if ('message' in entry) errors.push(entry)
    else entries.push(entry)
  }
  return {
    entries: entries.sort((a, b) => compareText(a.name, b.name)),
    findings: errors.map((one) => ({ ...one, file: pathOf.get(one.file) ?? one.file })),
  }
}

/** Inside brackets upstream's decoder ends an unquoted text at a question mark, and then fails. */
function refuseQuestionMark({ path, text, yaml }: EntryDocument): Finding | null {
  for (const node of yaml?.nodes ?? []) {
    if (!node.plain?.includes('?') || !yaml) continue
    const parent = nodeAt(yaml, node.path.slice(0, -1), 'value')
    if (!parent || !'[{'.includes(text.charAt(parent.offset))) continue
    return {
      rule: 'yaml-portable',
      severity: 'error',
      file: path,
      ...lineAndColumn(text, node.offset),
      message: 'found an unquoted question mark inside brackets, on which cozypkg fails',
      fix: 'Quote the text.',
    }
  }
  return null
}

function readEntry(document: EntryDocument): LooseEntry | Finding {
  const name = textAt(document, 'name')
  const ociRef = textAt(document, 'ociRef')
  if (!name || !ociRef) {
    return {
      rule: 'field-missing',
      severity: 'error',
      file: document.path,
      line: 1,
      column: 1,
      message: `the field ${name ? 'ociRef' : 'name'} is missing: it is no entry of an index`,
      fix: 'Add it, or move the file out of the folder: every YAML file in it is taken for an entry.',
    }
  }
  const text = (key: 'version' | 'description' | 'homepage' | 'maintainer') => {
    const value = textAt(document, key)
    return value === null ? {} : { [key]: value }
  }
  const tags = valueAt(document, ['tags'])
  const identity = textAt(document, 'signing', 'identity')
  const issuer = textAt(document, 'signing', 'issuer')
  return {
    name,
    ociRef,
    ...text('version'),
    ...text('description'),
    ...text('homepage'),
    ...text('maintainer'),
    ...(Array.isArray(tags) ? { tags: tags.filter((tag) => typeof tag === 'string') } : {}),
    ...(identity === null && issuer === null
      ? {}
      : {
          signing: {
            ...(identity === null ? {} : { identity }),
            ...(issuer === null ? {} : { issuer }),
          },
        }),
  }
}

/** An entry as a client lists it: what only a catalog knows is null. */
export function listEntry(entry: LooseEntry): ListedPackage {
  return {
    name: entry.name,
    ociRef: entry.ociRef,
    title: null,
    version: entry.version ?? null,
    description: entry.description ?? '',
    tags: entry.tags ?? [],
    category: null,
    kinds: [],
    state: null,
    privileged: null,
  }
}
