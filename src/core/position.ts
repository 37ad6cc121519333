/** Where the lines of a text start, and where a character takes a second UTF-16 unit. */
interface Layout {
  text: string
  lineStarts: readonly number[]
  secondUnits: readonly number[]
}

/** Strangers write files in which every line has an error, or all errors are in one line. */
let latest: Layout = describeLayout('')

/** Line and column, from 1, of an offset in UTF-16 units; columns count characters, not units. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  if (latest.text !== text) latest = describeLayout(text)
  const { lineStarts, secondUnits } = latest
  const line = countUpTo(lineStarts, offset)
  const lineStart = lineStarts[line - 1] ?? 0
  const doubled = countUpTo(secondUnits, offset - 1) - countUpTo(secondUnits, lineStart - 1)
  return { line, column: Math.min(offset, text.length) - lineStart - doubled + 1 }
}

function describeLayout(text: string): Layout {
  const startsAt = (pattern: RegExp) => Array.from(text.matchAll(pattern), ({ index }) => index + 1)
  const secondUnits = startsAt(/[\u{10000}-\u{10FFFF}]/gu)
  return { text, lineStarts: [0, ...startsAt(/\n/g)], secondUnits }
}

/** How many of the sorted positions are not beyond a limit. */
function countUpTo(positions: readonly number[], limit: number): number {
  let [low, high] = [0, positions.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((positions[middle] ?? 0) <= limit) low = middle + 1
    else high = middle
  }
  return low
}

/** The offset of a line and column, from 1, as `lineAndColumn` gives them. */
export function offsetAt(text: string, line: number, column: number): number {
  const lineStart = offsetOfLine(text, line - 1)
  const before = Array.from(text.slice(lineStart)).slice(0, column - 1)
  return lineStart + before.join('').length
}

/** The offset of a needle in or after a line (from 0), or of the line where it does not occur. */
export function offsetOfLine(text: string, line: number, needle = ''): number {
  let start = 0
  for (let skipped = 0; skipped < line; skipped++) {
    const end = text.indexOf('\n', start)
    if (end === -1) break
    start = end + 1
  }
  const found = needle ? text.indexOf(needle.slice(0, 40), start) : -1
  return found === -1 ? start : found
}
