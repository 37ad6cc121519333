import type { Seen } from './settings.ts'

/** One line of the doctor's table. */
export interface Outcome {
  /** What should be so. */
  what: string
  state: 'done' | 'missing' | 'unseen'
  /** What was found instead, or why it could not be seen; null where it is done. */
  detail: string | null
  /** The place or the command that mends it; null where it is done. */
  mend: string | null
}

/**
 * Judges one setting.
 *
 * @param problemOf what is wrong with it, or null
 */
export function judge<T>(
  what: string,
  seen: Seen<T>,
  mend: string,
  problemOf: (value: T) => string | null,
): Outcome {
  if ('unseen' in seen) return { what, state: 'unseen', detail: seen.unseen, mend }
  const detail = problemOf(seen.value)
  return detail === null
    ? { what, state: 'done', detail, mend: null }
    : { what, state: 'missing', detail, mend }
}

/** Those of a list that are wanted and not there, as words; null where all are. */
export function lacking(wanted: Iterable<string>, there: Iterable<string>): string | null {
  const present = new Set(there)
  const missing = [...wanted].filter((one) => !present.has(one))
  return missing.length > 0 ? `there is no ${missing.join(', ')}` : null
}
