import type { Entry } from './schemas/entry.ts'
import { readPlainScalar } from './yaml/plain-scalar.ts'

/** An entry as its file: one field a line, in the usual order, quoted wherever a reader could differ. */
export function writeEntry(entry: Entry): string {
  const { name, ociRef, version, description, homepage, maintainer, tags, signing } = entry
  const lines = [
    `name: ${scalar(name)}`,
    `ociRef: ${scalar(ociRef)}`,
    `version: ${JSON.stringify(version)}`,
    `description: ${scalar(description)}`,
    ...(homepage === undefined ? [] : [`homepage: ${scalar(homepage)}`]),
    ...(maintainer === undefined ? [] : [`maintainer: ${scalar(maintainer)}`]),
    ...(tags === undefined || tags.length === 0 ? [] : [`tags: [${tags.map(scalar).join(', ')}]`]),
    'signing:',
    `  identity: ${scalar(signing.identity)}`,
    `  issuer: ${scalar(signing.issuer)}`,
  ]
  return `${lines.join('\n')}\n`
}

/** Begins with a letter, and has none of the characters that mean something to YAML. */
const PLAIN = /^[A-Za-z][A-Za-z0-9 .,;()/@_+-]*(:\/\/[A-Za-z0-9./@_+-]*)?$/

function scalar(text: string): string {
  const isPlain = PLAIN.test(text) && !text.endsWith(' ') && readPlainScalar(text) === null
  // JSON is YAML in double quotes, but for the slash that nobody has to escape.
  return isPlain ? text : JSON.stringify(text)
}
