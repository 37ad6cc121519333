/** A date in the one form that is published and recorded: RFC 3339 in whole seconds. */
export function toMoment(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z')
}
