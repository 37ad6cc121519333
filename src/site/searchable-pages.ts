import { guideItems } from '../core/guide/guide.ts'
import { RULE_TEXTS } from '../core/rule-texts.ts'
import type { SearchPage } from '../core/schemas/search.ts'
import { guides } from './data.ts'

/** The pages about no single package that a search finds, the most useful first. */
export function searchablePages(): SearchPage[] {
  return [
    ...guideItems(guides).map(
      ({ path, title, description, headings }): SearchPage => ({
        kind: 'guide',
        path,
        title,
        about: [description, ...headings].join(' '),
      }),
    ),
    { kind: 'page', path: 'submit/', title: 'Submit a package', about: 'publish list form entry' },
    { kind: 'page', path: 'applications/', title: 'Applications', about: 'kinds dashboard order' },
    { kind: 'page', path: 'tags/', title: 'Tags', about: 'browse words' },
    {
      kind: 'page',
      path: 'maintainers/',
      title: 'Maintainers',
      about: 'authors publishers owners',
    },
    { kind: 'page', path: 'core/', title: 'Core packages', about: 'cozystack core tap kinds' },
    { kind: 'page', path: 'status/', title: 'Status', about: 'states frozen yanked failing stale' },
    { kind: 'page', path: 'about/', title: 'About and legal', about: 'privacy licence takedown' },
    {
      kind: 'page',
      path: 'rules/lanes/',
      title: 'Lanes',
      about: 'auto review refused merge gate pull request',
    },
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
