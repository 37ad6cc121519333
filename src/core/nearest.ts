import { distance } from 'fastest-levenshtein'
import { compareText } from './compare-text.ts'
import { wordsOf } from './fold-text.ts'

/** The near misses of a query that finds nothing. */
export interface Nearest {
  /** Names of packages, nearest first. */
  names: string[]
  /** Tags, kinds and categories to search for instead. */
  words: string[]
}

/** A folded name or word, and how it is written. */
export interface Known {
  folded: string
  written: string
}

/** A package by its name, in which one blank stands for any separator. */
export interface KnownName extends Known {
  labels: readonly string[]
}

const MOST_NEAREST = 3

/** What a label costs beside a whole name: less than a letter. */
const LABEL = 0.5

/**
 * The names and words that a query most likely means: names that are near as a whole and, where
 * there are none, those with a near label.
 *
 * @param words the folded words of the query
 * @param whole all of them, with one blank between
 */
export function findNearest(
  words: readonly string[],
  whole: string,
  names: Iterable<KnownName>,
  others: Iterable<Known>,
): Nearest {
  const parts = [...new Set(words.flatMap(wordsOf))].filter((part) => part.length > 2)
  const farFrom = (known: string) =>
    Math.min(...[whole, ...parts].map((part) => farness(part, known)), Number.POSITIVE_INFINITY)
  const byName = new Map<string, number>()
  const byLabel = new Map<string, number>()
  for (const { folded, written, labels } of names) {
    const far = farness(whole, folded)
    if (Number.isFinite(far)) byName.set(written, far)
    // A label that is spelt right among several words was no slip.
    const slips = labels.map(farFrom).filter((one) => one > 0 || words.length === 1)
    byLabel.set(written, Math.min(...slips, Number.POSITIVE_INFINITY) + LABEL)
  }
  const byWord = new Map([...others].map(({ folded, written }) => [written, farFrom(folded)]))
  const near = byName.size > 0 ? byName : byLabel
  const best = Math.min(...near.values(), ...byWord.values())
  return { names: closest(near, best + 1), words: closest(byWord, best + 1) }
}

/** How many letters lie between two words; infinitely many where nobody would mistake them. */
export function farness(part: string, known: string): number {
  const most = known.length < 6 ? 1 : Math.max(2, Math.floor(known.length / 4))
  if (Math.abs(part.length - known.length) > most) return Number.POSITIVE_INFINITY
  const far = areSwapped(part, known) ? 1 : distance(part, known)
  return far <= most && far < part.length - 1 ? far : Number.POSITIVE_INFINITY
}

/** Whether two neighbouring letters changed places, the commonest slip of all. */
function areSwapped(a: string, b: string): boolean {
  if (a.length !== b.length || a === b) return false
  let at = 0
  while (at < a.length && a[at] === b[at]) at += 1
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2)
}

function closest(found: ReadonlyMap<string, number>, most: number): string[] {
  return [...found]
    .filter(([, far]) => Number.isFinite(far) && far <= most)
    .sort(([a, farA], [b, farB]) => farA - farB || compareText(a, b))
    .slice(0, MOST_NEAREST)
    .map(([word]) => word)
}
