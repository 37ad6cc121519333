import { RULE_TEXTS } from '../core/rule-texts.ts'
import type { SearchPage } from '../core/schemas/search.ts'

/** The pages about no single package that a search finds, the most useful first. */
export function searchablePages(): SearchPage[] {
  return [
    { kind: 'page', path: 'applications/', title: 'Applications', about: 'kinds dashboard order' },
    { kind: 'page', path: 'tags/', title: 'Tags', about: 'browse words' },
    { kind: 'page', path: 'rules/', title: 'Rules', about: 'checks errors warnings review' },
    ...RULE_TEXTS.map(
      ({ id, title }): SearchPage => ({
        kind: 'rule',
        path: `rules/${id}/`,
        title: id,
        about: title,
      }),
    ),
  ]
}
