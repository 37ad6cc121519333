import { type Document, type EntryDocument, textAt } from '../document.ts'
import { quote } from '../printable.ts'
import { decide } from './lanes.ts'
import type { Decision } from './verdict.ts'
import { decideVersion, type EntryContext } from './version-change.ts'

/** Fields of a changed entry, and of `signing` each of its own. */
export function changedFields(before: Document, after: Document): string[] {
  const [old, young] = [flatten(before.raw), flatten(after.raw)]
  const keys = [...new Set([...old.keys(), ...young.keys()])]
  return keys.filter((key) => old.get(key) !== young.get(key))
}

function flatten(raw: unknown): Map<string, string> {
  const fields = new Map<string, string>()
  if (typeof raw !== 'object' || raw === null) return fields
  for (const [key, value] of Object.entries(raw)) {
    if (key === 'signing' && typeof value === 'object' && value !== null) {
      for (const [part, text] of Object.entries(value))
        fields.set(`signing.${part}`, JSON.stringify(text))
    } else fields.set(key, JSON.stringify(value))
  }
  return fields
}

/** Decides on an entry that stands on both sides, be it under another name, field by field. */
export function decideEntry(
  before: EntryDocument,
  after: EntryDocument,
  fields: readonly string[],
  context: EntryContext,
): Decision[] {
  const { name, base } = context
  const unread = !before.value ? 'could not be read on base' : !after.raw ? 'cannot be read' : null
  if (unread) return [decide('entry-unreadable', `${name} ${unread}`)]
  const decisions = fields.flatMap((field) => decideField(field, before, after, context))
  if (rest(before, fields) !== rest(after, fields) || fields.length === 0) {
    decisions.push(
      decide('entry-form', 'comments, quotes or layout change beside the fields that are named'),
    )
  }
  if (base.lifecycle[name]?.state === 'frozen') {
    decisions.push(decide('package-frozen', `${name} is frozen`))
  }
  return decisions
}

function decideField(
  field: string,
  before: EntryDocument,
  after: EntryDocument,
  context: EntryContext,
): Decision[] {
  const [old, young] = [textAt(before, field), textAt(after, field)]
  if (field === 'version') return decideVersion(old, young, context)
  if (field === 'ociRef') {
    return [decide('oci-ref', `ociRef changes from ${show(old)} to ${show(young)}`)]
  }
  if (field === 'maintainer') {
    return [decide('maintainer', `maintainer changes from ${show(old)} to ${show(young)}`)]
  }
  if (field.startsWith('signing')) {
    const path = field.split('.')
    const [from, to] = [textAt(before, ...path), textAt(after, ...path)]
    return [decide('signing', `${field} changes from ${show(from)} to ${show(to)}`)]
  }
  if (field === 'homepage' && !isSamePlace(old, young)) {
    return [decide('homepage-moved', `homepage changes from ${show(old)} to ${show(young)}`)]
  }
  if (field === 'name' && before.name !== after.name) return []
  if (field === 'description' || field === 'tags' || field === 'homepage') {
    return [decideText(field, context)]
  }
  // The name, or a key that no entry has: their rules refuse them.
  return [decide('entry-form', `${quote(field)} changes`)]
}

function show(text: string | null): string {
  return text === null ? 'nothing' : quote(text, 300)
}

function decideText(field: string, { name, base, author }: EntryContext): Decision {
  const owners = base.policy.owners[name] ?? []
  if (author !== null && owners.includes(author)) {
    return decide('text-by-owner', `${field} changes by account ${author}, an owner of ${name}`)
  }
  const who = author === null ? 'somebody unknown' : `account ${author}`
  return decide('text-by-other', `${field} changes by ${who}, who is no owner of ${name}`)
}

/** Hosts where the first part of the path is the account. */
const SHARED_HOST = /^(github\.com|gitlab\.com|([^.]+\.)*github\.io)$/

function isSamePlace(before: string | null, after: string | null): boolean {
  if (before === null || after === null) return false
  if (!URL.canParse(before) || !URL.canParse(after)) return false
  const [old, young] = [new URL(before), new URL(after)]
  if (old.origin !== young.origin) return false
  const account = (url: URL) => url.pathname.split('/')[1]
  return !SHARED_HOST.test(young.host) || account(old) === account(young)
}

/**
 * What a reader of the text sees beside the changed fields: the other keys and values as they are
 * spelled, and every comment. The punctuation of YAML and white space are left out, because a list
 * that grows changes them.
 */
function rest({ yaml, text }: EntryDocument, fields: readonly string[]): string {
  const changed = new Set(fields.map((field) => field.split('.')[0]))
  const parts: string[] = []
  let at = 0
  for (const { kind, offset, end, path } of yaml?.nodes ?? []) {
    if (kind !== 'scalar') continue
    parts.push(bare(text.slice(at, offset)))
    const isChanged = changed.has(String(path[0]))
    if (!isChanged) parts.push(text.slice(offset, end))
    at = end
  }
  parts.push(bare(text.slice(at)))
  return parts.filter((part) => part !== '').join('\n')
}

function bare(gap: string): string {
  return gap.replace(/[\s,[\]{}:-]+/g, ' ').trim()
}
