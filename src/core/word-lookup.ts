import type { SearchWordList, SearchWords } from './schemas/search.ts'

export const WORD_LIST_PATH = 'search/words.json'

/** What is longer is cut: a word of a hundred letters is none that anybody types. */
export const LONGEST_WORD = 40

/** Where a file of words is published. */
export function wordsPath(at: number): string {
  return `search/words/${at}.json`
}

/** The files that can hold words with a beginning, of a word list. */
export function filesOf(start: string, { starts }: Pick<SearchWordList, 'starts'>): number[] {
  const after = starts.findIndex((first) => first > start && !first.startsWith(start))
  const end = after === -1 ? starts.length : after
  const firstAbove = starts.findIndex((first) => first > start)
  const from = Math.max(0, (firstAbove === -1 ? starts.length : firstAbove) - 1)
  return Array.from({ length: Math.max(0, end - from) }, (_, at) => from + at)
}

/** Adds the packages that have a word with a beginning to `found`, by their position. */
export function lookUp(
  start: string,
  { words, inDescription, inText }: SearchWords,
  found: Map<number, 'description' | 'text'>,
): void {
  for (const [at, word] of words.entries()) {
    if (!word.startsWith(start)) continue
    for (const position of unstep(inDescription[at] ?? [])) found.set(position, 'description')
    for (const position of unstep(inText[at] ?? [])) {
      if (!found.has(position)) found.set(position, 'text')
    }
  }
}

function unstep(numbers: readonly number[]): number[] {
  let sum = 0
  return numbers.map((step) => {
    sum += step
    return sum
  })
}
