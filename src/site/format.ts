import type { State } from '../core/schemas/catalog.ts'

/** What a page says where a value is not known. */
export const NOT_CHECKED = 'not checked'

/** The day of a moment, or that it is not known. */
export function day(moment: string | null): string {
  return moment ? moment.slice(0, 10) : 'not known'
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}

/** What each state means to somebody who thinks of installing. */
export const STATE_TEXT: Record<State, { label: string; meaning: string }> = {
  active: {
    label: 'Checked',
    meaning: 'The listed release was recorded with its digest and signer.',
  },
  pending: { label: 'Not checked', meaning: 'The listed release has not been looked at yet.' },
  deprecated: { label: 'Deprecated', meaning: 'Its maintainers advise against new installations.' },
  yanked: { label: 'Yanked', meaning: 'The listed version should not be installed.' },
  frozen: { label: 'Frozen', meaning: 'The index stopped offering it in an emergency.' },
  renamed: { label: 'Renamed', meaning: 'It has another name now.' },
  removed: { label: 'Removed', meaning: 'It is not listed any more; its name stays taken.' },
  moved: { label: 'Moved tag', meaning: 'The tag names another artifact than the one recorded.' },
  stale: { label: 'Stale', meaning: 'It could not be checked again for some time.' },
  failing: { label: 'Failing', meaning: 'Its latest change does not pass the checks.' },
}
