import type { Entry } from './schemas/entry.ts'
import type { Overview } from './schemas/overview.ts'
import { writeQuoted, writeScalar } from './yaml/write-scalar.ts'

/**
 * Writes the file of an entry: one field a line, in the order of the catalog, quoted where a reader
 * of YAML 1.1 or 1.2 would otherwise see another value. Values need not be right: what is wrong with
 * them is for the rules to say.
 *
 * @param schema the address of the entry’s JSON Schema, for editors; none where it is left out
 */
export function writeEntry(entry: Entry, schema?: string): string {
  const { name, ociRef, version, description, homepage, maintainer, tags, signing } = entry
  const lines = [
    ...(schema ? [`# yaml-language-server: $schema=${schema}`] : []),
    ...writeFields({ name, ociRef }),
    // A version is a string to every reader only in quotes: 1.10 is a number to most.
    `version: ${writeQuoted(version)}`,
    ...writeFields({ description, homepage, maintainer }),
    ...(tags ? [`tags: [${tags.map((tag) => writeScalar(tag, 'list')).join(', ')}]`] : []),
    'signing:',
    ...writeFields({ identity: signing.identity, issuer: signing.issuer }, '  '),
  ]
  return `${lines.join('\n')}\n`
}

/** Writes the file of an overview: front matter where there is any, then the Markdown. */
export function writeOverview(overview: Overview, body: string): string {
  const { title, category, license, repository, documentation, changelog, support, cozystack } =
    overview
  const links = { repository, documentation, changelog, support }
  const fields = writeFields({ title, category, license, ...links, cozystack })
  const text = body.toWellFormed().trimEnd()
  // A text that begins with three hyphens would itself be taken for front matter.
  const needsFence = fields.length > 0 || text.startsWith('---')
  const matter = needsFence ? ['---', ...fields, '---'] : []
  const gap = needsFence && text ? [''] : []
  return [...matter, ...gap, ...(text ? [text] : [])].map((part) => `${part}\n`).join('')
}

function writeFields(fields: Record<string, string | undefined>, indent = ''): string[] {
  return Object.entries(fields).flatMap(([key, value]) =>
    value === undefined ? [] : [`${indent}${key}: ${writeScalar(value)}`],
  )
}
