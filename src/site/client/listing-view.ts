import type { PackageCard } from '../../core/package-card.ts'
import { type PackageList, pageNumbers } from '../../core/package-list.ts'
import { count } from '../format.ts'
import { drawCard } from './cards.ts'
import { addressOf } from './listing-address.ts'
import type { Step } from './other-results.ts'

/** What a search found, as far as it is said in words. */
export interface Found {
  packages: number
  /** The page that is shown, of so many. */
  at: number
  pages: number
  /** Whether there are texts that were not looked into. */
  mayBeMore: boolean
  /** What was found beside packages. */
  others: readonly Step[]
  /** What to try where no package was found. */
  ways: readonly Step[]
}

/** The page of the list, apart from its facets. */
export interface ListingView {
  input: HTMLInputElement
  sort: HTMLSelectElement
  /** Closes the facets where they cover the list. */
  done: HTMLButtonElement | null
  showBusy(): void
  showReady(): void
  /** Shows the query and the order of a list. */
  showControls(listing: PackageList): void
  /** Shows the packages of a page; what stands there already stays. */
  showCards(names: readonly string[], cards: readonly PackageCard[]): void
  hasCards(names: readonly string[]): boolean
  /** Shows what goes with the packages: their number, their pages, and what else was found. */
  showFound(listing: PackageList, found: Found): void
  showFailure(): void
  /** Puts the reader in front of what was found. */
  focusFound(): void
}

/** The parts of a page; null where it lacks one. */
export function openListingView(root: HTMLElement): ListingView | null {
  const part = <E extends HTMLElement>(name: string) => root.querySelector<E>(`[data-${name}]`)
  const input = part<HTMLInputElement>('search')
  const list = part('results')
  const outcome = part('outcome')
  const number = part('count')
  const jump = part('jump')
  const sort = part<HTMLSelectElement>('sort')
  const pager = part('pager')
  const more = part('more-results')
  const template = part<HTMLTemplateElement>('card-template')
  const done = part<HTMLButtonElement>('show-results')
  if (!input || !list || !outcome || !number || !jump || !sort || !pager || !more || !template) {
    return null
  }
  let drawn: string | null = null

  jump.addEventListener('click', (event) => {
    if (!(event.target instanceof HTMLAnchorElement)) return
    event.preventDefault()
    more.scrollIntoView({ block: 'start' })
    more.querySelector('h2')?.focus({ preventScroll: true })
  })

  return {
    input,
    sort,
    done,
    showBusy: () => list.setAttribute('aria-busy', 'true'),
    showReady() {
      list.removeAttribute('aria-busy')
      delete document.documentElement.dataset['searching']
    },
    showControls({ query, sort: order }) {
      if (input.value.trim() !== query.trim()) input.value = query
      for (const option of sort.options) {
        if (option.value === 'relevance') option.disabled = query.trim() === ''
      }
      sort.value = order
    },
    // What stands there already may have the focus.
    hasCards: (names) => names.length > 0 && drawn === names.join(),
    showCards(names, cards) {
      drawn = names.join()
      list.replaceChildren(...cards.map((card) => drawCard(template, card)))
      delete document.documentElement.dataset['searching']
    },
    showFound(listing, { packages, at, pages, mayBeMore, others, ways }) {
      const query = listing.query.trim()
      const about = query === '' ? '' : ` for “${query}”`
      const where = pages > 1 && at > 1 ? `, page ${at} of ${pages}` : ''
      number.textContent = `${count(packages, 'package')}${about}${where}${mayBeMore ? '; more texts may match' : ''}`
      jump.replaceChildren(...(others.length > 0 ? drawJump(packages, others.length) : []))
      if (done) done.textContent = `Show ${count(packages, 'package')}`
      pager.hidden = pages <= 1
      pager.replaceChildren(...(pages > 1 ? [drawPages(listing, at, pages)] : []))
      more.hidden = others.length + ways.length === 0
      more.replaceChildren(
        ...drawSteps('Other results', others),
        ...drawSteps('You could try', ways),
      )
    },
    showFailure() {
      number.textContent = 'The search could not be loaded; these are packages by name.'
    },
    focusFound: () => outcome.focus({ preventScroll: true }),
  }
}

/** Says after the packages how much else was found, and leads there. */
function drawJump(packages: number, others: number): (string | Element)[] {
  const anchor = document.createElement('a')
  anchor.href = '#more-results'
  anchor.textContent = count(others, 'other result')
  return [packages > 0 ? ', and ' : ', but ', anchor]
}

function drawPages(listing: PackageList, at: number, pages: number): Element {
  const ordered = document.createElement('ol')
  for (const number of pageNumbers(at, pages)) {
    const item = document.createElement('li')
    item.append(number === null ? '…' : drawPageLink(listing, number, at))
    ordered.append(item)
  }
  return ordered
}

function drawPageLink(listing: PackageList, number: number, at: number): Element {
  const anchor = document.createElement('a')
  anchor.href = addressOf({ ...listing, page: number })
  anchor.dataset['list'] = 'page'
  anchor.setAttribute('aria-label', `Page ${number}`)
  if (number === at) anchor.setAttribute('aria-current', 'page')
  anchor.textContent = String(number)
  return anchor
}

function drawSteps(title: string, steps: readonly Step[]): Element[] {
  if (steps.length === 0) return []
  const heading = document.createElement('h2')
  heading.tabIndex = -1
  heading.textContent = title
  const list = document.createElement('ul')
  for (const { label, what, href } of steps) {
    const item = document.createElement('li')
    const anchor = document.createElement('a')
    anchor.href = href
    anchor.dir = 'auto'
    anchor.textContent = label
    item.append(anchor, ` ${what}`)
    list.append(item)
  }
  return [heading, list]
}
