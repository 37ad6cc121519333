/** What a page says where a value is not known. */
export const NOT_CHECKED = 'not checked'

/** The day of a moment, or that it is not known. */
export function day(moment: string | null): string {
  return moment ? moment.slice(0, 10) : 'not known'
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}
