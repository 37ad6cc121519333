/** Numbers that look random and are the same for the same seed on every machine. */
export interface Random {
  /** At least 0 and below 1. */
  next(): number
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number
  /** One of a list, each as likely. */
  pick<T>(list: readonly T[]): T
  /** One of a list, the first the likeliest: a long tail. */
  pickEarly<T>(list: readonly T[]): T
  /** Whether something of a probability happens. */
  chance(probability: number): boolean
  /** Lower-case hexadecimal digits. */
  hex(length: number): string
}

/** Makes a generator (mulberry32) that starts at a seed. */
export function makeRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const at = <T>(list: readonly T[], share: number): T => {
    if (list.length === 0) throw new Error('nothing to pick from')
    return list[Math.floor(share * list.length)] as T
  }
  return {
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: (list) => at(list, next()),
    pickEarly: (list) => at(list, next() ** 3),
    chance: (probability) => next() < probability,
    hex: (length) => Array.from({ length }, () => Math.floor(next() * 16).toString(16)).join(''),
  }
}
