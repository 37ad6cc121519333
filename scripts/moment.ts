import { toMoment } from '../src/core/moment.ts'
import { CannotRun } from './run.ts'

/** The moment named by `--now`, or the present, in RFC 3339 with whole seconds. */
export function momentOf(text: string | undefined): string {
  const date = text === undefined ? new Date() : new Date(text)
  if (Number.isNaN(date.getTime())) {
    throw new CannotRun(`--now is ${text}, expected a date such as 2026-11-01T12:00:00Z`)
  }
  return toMoment(date)
}
