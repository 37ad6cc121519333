import type { Place } from './finding-list.ts'

/** A text file of the artifact, with its lines indexed once: one file may have many findings. */
export class SourceText {
  readonly file: string
  readonly text: string
  private lineStarts: number[] | null = null

  constructor(file: string, text: string) {
    this.file = file
    this.text = text
  }

  /** Line and column, from 1, of an offset; columns count characters, not UTF-16 units. */
  place(offset: number): Place {
    this.lineStarts ??= findLineStarts(this.text)
    const line = lastAtMost(this.lineStarts, offset)
    const before = this.text.slice(this.lineStarts[line] ?? 0, offset)
    return { file: this.file, line: line + 1, column: [...before].length + 1 }
  }
}

function findLineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/** The index of the last number that is not larger; the list is sorted and begins with 0. */
function lastAtMost(sorted: readonly number[], limit: number): number {
  let low = 0
  let high = sorted.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((sorted[middle] ?? 0) <= limit) low = middle
    else high = middle - 1
  }
  return low
}
