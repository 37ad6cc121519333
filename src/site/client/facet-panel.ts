import { categoryLabels, countFacets, FACETS, type Facet } from '../../core/facets.ts'
import {
  formatPackageList,
  type PackageList,
  toggleChoice,
  withoutChoices,
} from '../../core/package-list.ts'
import type { SearchItem } from '../../core/search-items.ts'
import { FACET_TEXT, isAuthored, MOST_VALUES, valueLabel } from '../facet-text.ts'
import { listLink } from '../links.ts'

/** Draws the values of all facets, with what choosing them would leave. */
export function drawFacets(
  root: HTMLElement,
  found: readonly SearchItem[],
  listing: PackageList,
): void {
  const counts = countFacets(found, listing.choices)
  const labels = categoryLabels(found)
  const focused = focusedValue(root)
  for (const section of root.querySelectorAll<HTMLElement>('[data-facet]')) {
    const facet = FACETS.find((one) => one === section.dataset['facet'])
    if (!facet) continue
    const chosen = listing.choices[facet]
    const values = [...counts[facet]].sort(
      (a, b) => Number(chosen.includes(b.value)) - Number(chosen.includes(a.value)),
    )
    const rows = values.slice(0, Math.max(MOST_VALUES, chosen.length)).map(({ value, count }) => {
      const item = document.createElement('li')
      const anchor = document.createElement('a')
      anchor.href = listLink(formatPackageList(toggleChoice(listing, facet, value)))
      anchor.dataset['value'] = value
      if (chosen.includes(value)) anchor.setAttribute('aria-current', 'true')
      anchor.append(
        text('span', valueLabel(facet, value, labels), facet),
        text('span', String(count), null, 'facet-count'),
      )
      item.append(anchor)
      return item
    })
    section.querySelector('ul')?.replaceChildren(...rows)
    section.hidden = rows.length === 0
  }
  const panel = root.querySelector<HTMLElement>('.facets')
  if (panel) panel.hidden = found.length === 0 && FACETS.every((one) => counts[one].length === 0)
  if (focused) linkOf(root, focused)?.focus({ preventScroll: true })
}

/** Draws what is chosen as links that take it back, and says how many they are. */
export function drawChosen(
  root: HTMLElement,
  items: readonly SearchItem[],
  listing: PackageList,
): void {
  const list = root.querySelector<HTMLElement>('[data-chosen]')
  const number = root.querySelector('[data-chosen-count]')
  const labels = categoryLabels(items)
  const chosen = FACETS.flatMap((facet) =>
    listing.choices[facet].map((value) => ({ facet, value })),
  )
  if (number) number.textContent = chosen.length > 0 ? `(${chosen.length} chosen)` : ''
  if (!list) return
  list.hidden = chosen.length === 0
  const links = chosen.map(({ facet, value }) => {
    const anchor = document.createElement('a')
    anchor.href = listLink(formatPackageList(toggleChoice(listing, facet, value)))
    anchor.append(
      text('span', 'Remove ', null, 'visually-hidden'),
      text('span', `${FACET_TEXT[facet].label}: `, null, 'quiet'),
      text('span', valueLabel(facet, value, labels), facet),
    )
    return anchor
  })
  const clear = document.createElement('a')
  clear.href = listLink(formatPackageList(withoutChoices(listing)))
  clear.textContent = 'Clear all'
  clear.className = 'clear'
  const rows = [...links, ...(chosen.length > 1 ? [clear] : [])].map((anchor) => {
    anchor.dataset['list'] = ''
    const item = document.createElement('li')
    item.append(anchor)
    return item
  })
  list.replaceChildren(...rows)
}

function text(tag: 'span', content: string, facet: Facet | null, className?: string): HTMLElement {
  const element = document.createElement(tag)
  element.textContent = content
  if (className) element.className = className
  if (facet) element.dir = 'auto'
  if (facet && isAuthored(facet)) element.classList.add('authored')
  return element
}

interface Value {
  facet: string
  value: string
}

function focusedValue(root: HTMLElement): Value | null {
  const active = document.activeElement
  if (!(active instanceof HTMLElement) || !root.contains(active)) return null
  const facet = active.closest<HTMLElement>('[data-facet]')?.dataset['facet']
  const value = active.dataset['value']
  return facet === undefined || value === undefined ? null : { facet, value }
}

function linkOf(root: HTMLElement, { facet, value }: Value): HTMLElement | null {
  const section = root.querySelector(`[data-facet="${CSS.escape(facet)}"]`)
  return section?.querySelector<HTMLElement>(`[data-value="${CSS.escape(value)}"]`) ?? null
}
