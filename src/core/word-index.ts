import { compareText } from './compare-text.ts'
import { foldText, wordsOf } from './fold-text.ts'
import { furtherText } from './package-text.ts'
import type { Package } from './schemas/catalog.ts'
import type { SearchWordList, SearchWords } from './schemas/search.ts'
import { editionOf } from './search-index.ts'
import { LONGEST_WORD, WORD_LIST_PATH, wordsPath } from './word-lookup.ts'

/** Words of one file, measured by their length and the number of packages that have them. */
const FILE_WEIGHT = 9000

/** Where the packages whose texts hold a word stand in the list of packages. */
interface Postings {
  description: number[]
  text: number[]
}

/**
 * The words of all descriptions and overviews in alphabetical order, cut into files of a few
 * kilobytes: looking a word up takes one or two of them, however many packages there are.
 *
 * @returns the files by path
 */
export function renderWordIndex(packages: readonly Package[]): Map<string, string> {
  const edition = editionOf(packages.map((one) => one.name))
  const postings = collectPostings(packages)
  const words = [...postings.keys()].sort(compareText)
  const files = cut(words, postings).map(
    (part): SearchWords => ({
      schemaVersion: 1,
      edition,
      words: part,
      inDescription: part.map((word) => steps(postings.get(word)?.description ?? [])),
      inText: part.map((word) => steps(postings.get(word)?.text ?? [])),
    }),
  )
  const starts = files.map((file) => file.words[0] ?? '')
  const list: SearchWordList = { schemaVersion: 1, edition, starts }
  return new Map([
    [WORD_LIST_PATH, JSON.stringify(list)],
    ...files.map((file, at) => [wordsPath(at), JSON.stringify(file)] as const),
  ])
}

function collectPostings(packages: readonly Package[]): Map<string, Postings> {
  const postings = new Map<string, Postings>()
  const add = (word: string, place: keyof Postings, position: number) => {
    const known = postings.get(word)
    if (known) known[place].push(position)
    else postings.set(word, { description: [], text: [], [place]: [position] })
  }
  for (const [position, one] of packages.entries()) {
    const described = distinctWords(one.description)
    for (const word of described) add(word, 'description', position)
    for (const word of distinctWords(furtherText(one))) {
      if (!described.has(word)) add(word, 'text', position)
    }
  }
  return postings
}

function distinctWords(text: string): Set<string> {
  return new Set(wordsOf(foldText(text)).map((word) => word.slice(0, LONGEST_WORD)))
}

function cut(words: readonly string[], postings: ReadonlyMap<string, Postings>): string[][] {
  const parts: string[][] = []
  let weight = Number.POSITIVE_INFINITY
  for (const word of words) {
    const { description, text } = postings.get(word) ?? { description: [], text: [] }
    const own = word.length + 2 * (description.length + text.length)
    if (weight + own > FILE_WEIGHT) {
      parts.push([])
      weight = 0
    }
    weight += own
    parts.at(-1)?.push(word)
  }
  return parts
}

/** Small numbers compress well. */
function steps(positions: readonly number[]): number[] {
  return positions.map((position, at) => position - (positions[at - 1] ?? 0))
}
