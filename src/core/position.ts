/** Line and column, from 1, of an offset in UTF-16 units; columns count characters, not units. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset)
  const lineStart = before.lastIndexOf('\n') + 1
  let line = 1
  for (let at = before.indexOf('\n'); at !== -1; at = before.indexOf('\n', at + 1)) line++
  return { line, column: [...before.slice(lineStart)].length + 1 }
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
