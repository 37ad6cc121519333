import { placeOf } from '../index-file.ts'
import type { Rule } from '../rule.ts'
import { decodeUtf8 } from '../utf8.ts'

export const encoding: Rule = {
  id: 'encoding',
  group: 'Format',
  severity: 'error',
  title: 'Files are UTF-8 text.',
  why: 'Readers disagree about other encodings, and a NUL byte ends the text for some of them.',
  *file(file) {
    const place = placeOf(file.path)
    if (!file.bytes || !place || place.kind === 'icon') return
    const nul = file.bytes.indexOf(0)
    if (nul !== -1) {
      yield {
        message: `expected text, found a NUL byte at byte ${nul + 1}`,
        fix: 'Save the file as plain UTF-8 text.',
      }
    } else if (decodeUtf8(file.bytes) === null) {
      yield {
        message: `expected UTF-8, found bytes that are not, on line ${invalidLine(file.bytes)}`,
        fix: 'Save the file as UTF-8.',
      }
    }
  },
}

/** The first line that does not decode: a line feed byte is never part of another character. */
function invalidLine(bytes: Uint8Array): number {
  let line = 1
  for (let start = 0; start <= bytes.length; line++) {
    const next = bytes.indexOf(0x0a, start)
    const end = next === -1 ? bytes.length : next
    if (decodeUtf8(bytes.subarray(start, end)) === null) return line
    start = end + 1
  }
  return line
}
