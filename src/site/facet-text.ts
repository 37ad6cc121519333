import type { Facet } from '../core/facets.ts'
import type { State } from '../core/schemas/catalog.ts'
import { STATE_TEXT } from '../core/state-text.ts'
import { link } from './links.ts'

/** How each facet is called, where its pages are, and what is said above all of its values. */
export const FACET_TEXT: Record<Facet, { label: string; plural: string; folder: string }> = {
  category: { label: 'Category', plural: 'Categories', folder: 'categories' },
  tag: { label: 'Tag', plural: 'Tags', folder: 'tags' },
  state: { label: 'State', plural: 'States', folder: 'states' },
  signed: { label: 'Signature', plural: 'Signatures', folder: 'signed' },
  privileged: { label: 'Privileges', plural: 'Privileges', folder: 'privileged' },
  registry: { label: 'Registry', plural: 'Registries', folder: 'registries' },
}

const VALUE_TEXT: Partial<Record<Facet, Record<string, string>>> = {
  signed: {
    yes: 'Matched its signer',
    no: 'Did not match',
    unknown: 'Not checked',
  },
  privileged: {
    yes: 'Asks for privileges',
    no: 'Asks for none',
    unknown: 'Not checked',
  },
}

/** What a value of a facet is called. */
export function valueLabel(
  facet: Facet,
  value: string,
  categories: ReadonlyMap<string, string>,
): string {
  if (facet === 'category') return categories.get(value) ?? value
  if (facet === 'state') return STATE_TEXT[value as State]?.label ?? value
  // An address may ask for any value, also for constructor.
  const texts = VALUE_TEXT[facet] ?? {}
  return Object.hasOwn(texts, value) ? (texts[value] ?? value) : value
}

/** Whether strangers chose the words of a facet. */
export function isAuthored(facet: Facet): boolean {
  return facet === 'category' || facet === 'tag'
}

/** The page of a value, or of a further page of its packages, without JavaScript. */
export function facetLink(facet: Facet, value: string, page = 1): string {
  const { folder } = FACET_TEXT[facet]
  return link(`${folder}/${value}/${page === 1 ? '' : `${page}/`}`)
}

/** The page that lists every value of a facet. */
export function facetIndexLink(facet: Facet): string {
  return link(`${FACET_TEXT[facet].folder}/`)
}

/** Values of a facet that a list offers; the page of the facet has all. */
export const MOST_VALUES = 12
