import { checkAgainst, type PublishedIndex } from './check-against.ts'
import { type Document, textAt, valueAt } from './document.ts'
import type { Finding } from './finding.ts'
import { toIndexFile } from './index-file.ts'
import { parseIndex } from './index-model.ts'
import { fileNameFor } from './write-submission.ts'

/** What can be read of a file that means to be an entry; empty where a field is not there. */
export interface EntryFields {
  name: string
  ociRef: string
  version: string
  description: string
  homepage: string
  maintainer: string
  tags: string[]
  identity: string
  issuer: string
}

/**
 * Runs the rules over the file of an entry that somebody brings along.
 *
 * @param fileName what it is called; null for a text that is called after the name in it
 * @returns the findings, with their lines in that file, and the fields; null where it is no entry
 */
export function readSubmitted(
  bytes: Uint8Array,
  fileName: string | null,
  published: PublishedIndex,
): { findings: Finding[]; fields: EntryFields | null } {
  const path = `packages/${fileName ?? nameInside(bytes)}`
  const { index, findings } = checkAgainst([toIndexFile(path, bytes)], published)
  const document = index.documents.find(({ kind }) => kind === 'entry')
  return {
    findings: fileName === null ? findings.filter(({ rule }) => rule !== 'name-file') : findings,
    fields: document ? readFields(document) : null,
  }
}

function nameInside(bytes: Uint8Array): string {
  const [document] = parseIndex([toIndexFile('packages/unnamed.yaml', bytes)]).documents
  return `${fileNameFor((document && textAt(document, 'name')) ?? '')}.yaml`
}

function readFields(document: Document): EntryFields | null {
  const { raw } = document
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return null
  const text = (...path: string[]) => textAt(document, ...path) ?? ''
  const tags = valueAt(document, ['tags'])
  return {
    name: text('name'),
    ociRef: text('ociRef'),
    version: text('version'),
    description: text('description'),
    homepage: text('homepage'),
    maintainer: text('maintainer'),
    tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [],
    identity: text('signing', 'identity'),
    issuer: text('signing', 'issuer'),
  }
}
