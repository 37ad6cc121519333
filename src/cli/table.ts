/**
 * Lays out rows under headings, as tools of this family do: columns are padded, the last is not.
 *
 * @param columns the width of the terminal, where lines are cut; null where they are not
 */
export function formatTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  columns: number | null,
): string {
  const lines = [headings, ...rows]
  const widths = headings.map((_, at) =>
    Math.max(...lines.map((line) => widthOf(line[at] ?? '')), 0),
  )
  return lines
    .map((line) => {
      const cells = line.map((cell, at) =>
        at === line.length - 1 ? cell : cell + ' '.repeat((widths[at] ?? 0) - widthOf(cell)),
      )
      return `${cut(cells.join('   ').trimEnd(), columns)}\n`
    })
    .join('')
}

const PLAIN = /^[\u0020-\u007e]*$/
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const WIDE =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u

/** How many cells of a terminal a text takes. */
function widthOf(text: string): number {
  if (PLAIN.test(text)) return text.length
  return [...graphemes.segment(text)].reduce((sum, { segment }) => sum + cellsOf(segment), 0)
}

function cellsOf(grapheme: string): number {
  return WIDE.test(grapheme) ? 2 : 1
}

function cut(line: string, columns: number | null): string {
  if (columns === null || widthOf(line) <= columns) return line
  let width = 0
  let kept = ''
  for (const { segment } of graphemes.segment(line)) {
    width += cellsOf(segment)
    if (width > columns - 1) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}
