import type { State } from './schemas/catalog.ts'

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
