import { closest, distance } from 'fastest-levenshtein'

/**
 * Folds what people take for the same name to the same text: separators, and the characters that
 * look alike in common typefaces (0 and o, 1 and l and i, rn and m, vv and w).
 */
export function foldName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[-_.]+/g, '-')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
    .replaceAll('0', 'o')
    .replace(/[1i]/g, 'l')
}

/**
 * Pairs of names that differ in one character: changed, left out, added or moved. Names share a
 * bucket when leaving one character out gives the same text, so the cost grows with the number of
 * names and not with its square.
 */
export function similarNames(names: readonly string[]): [string, string][] {
  const buckets = new Map<string, string[]>()
  for (const name of names) {
    for (const key of new Set([name, ...withoutOneCharacter(name)])) {
      const bucket = buckets.get(key)
      if (bucket) bucket.push(name)
      else buckets.set(key, [name])
    }
  }
  const pairs = new Map<string, [string, string]>()
  for (const bucket of buckets.values()) {
    if (bucket.length < 2) continue
    for (const [position, a] of bucket.entries()) {
      for (const b of bucket.slice(position + 1)) {
        if (a !== b) pairs.set(`${a} ${b}`, [a, b])
      }
    }
  }
  return [...pairs.values()]
}

function withoutOneCharacter(name: string): string[] {
  return Array.from(name, (_, at) => name.slice(0, at) + name.slice(at + 1))
}

/** Up to `count` of the known names, nearest first, for “did you mean”; none that is far off. */
export function nearestNames(name: string, known: readonly string[], count = 3): string[] {
  return known
    .map((candidate) => ({ candidate, far: distance(name, candidate) }))
    .filter(({ candidate, far }) => far <= Math.max(2, candidate.length / 3))
    .sort((a, b) => a.far - b.far || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, count)
    .map(({ candidate }) => candidate)
}

/** The known word that a misspelt one most likely means, or null. */
export function likelyMeant(word: string, known: readonly string[]): string | null {
  if (known.length === 0) return null
  const candidate = closest(word, [...known])
  return distance(word, candidate) <= 2 ? candidate : null
}
