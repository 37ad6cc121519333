import { UNPRINTABLE } from '../printable.ts'
import { readPlainScalar } from './plain-scalar.ts'

/** What no reader takes for anything but text, at the end of a line and inside [ ] as well. */
const PLAIN_WORD = /^[A-Za-z0-9][A-Za-z0-9._/@+-]*$/
const PLAIN_LINE = /^[\p{L}\p{N}](?:.*\S)?$/u
/** The start of a value or comment, an end that looks like a key, and spaces that only look like one. */
const NOT_PLAIN = /:(?:\s|$)|\s#|[^\S ]/u

const UNPRINTABLES = new RegExp(UNPRINTABLE.source, 'gu')

/** Writes a text as a scalar of one line that is read as that text by YAML 1.1, 1.2 and Go alike. */
export function writeScalar(text: string, place: 'line' | 'list' = 'line'): string {
  const isPlain = place === 'list' ? PLAIN_WORD.test(text) : isPlainLine(text)
  return isPlain && readPlainScalar(text) === null ? text : writeQuoted(text)
}

function isPlainLine(text: string): boolean {
  return PLAIN_LINE.test(text) && !NOT_PLAIN.test(text) && !UNPRINTABLE.test(text)
}

/**
 * Writes a text in double quotes. What draws nothing becomes an escape that can be seen, in the forms
 * that all readers share: upstream’s decoder refuses pairs of \u for one character. Half of such a
 * pair is no character and cannot be written; it becomes U+FFFD.
 */
export function writeQuoted(text: string): string {
  const escaped = text
    .toWellFormed()
    .replace(/["\\]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t')
    .replace(UNPRINTABLES, escapeCharacter)
  return `"${escaped}"`
}

function escapeCharacter(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16)
  return hex.length <= 4 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
}
