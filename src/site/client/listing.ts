import { matchesChoices } from '../../core/facets.ts'
import { packageCard } from '../../core/package-card.ts'
import {
  formatPackageList,
  isPlain,
  type PackageList,
  PER_PAGE,
  pageNumbers,
  parsePackageList,
  SORTS,
  sortItems,
  usualSort,
} from '../../core/package-list.ts'
import type { SearchItem } from '../../core/search-items.ts'
import { count } from '../format.ts'
import { allPackagesLink, listLink } from '../links.ts'
import { drawCard } from './cards.ts'
import { drawChosen, drawFacets } from './facet-panel.ts'
import { coreHint, formerName, type Step, stepsWithoutResult } from './next-steps.ts'
import { keepScroll, rememberScroll, restoreScroll } from './scroll-memory.ts'
import { loadDescriptions, loadSearchData, type SearchData } from './search-data.ts'
import { NO_TEXT_MATCHES, searchTexts, type TextMatches, wantsTexts } from './text-search.ts'

const page = document.querySelector<HTMLElement>('[data-listing]')
if (page) enableListing(page)

/** Makes the list follow its search, facets, order and pages, and its address follow the list. */
function enableListing(root: HTMLElement): void {
  const part = <E extends HTMLElement>(name: string) => root.querySelector<E>(`[data-${name}]`)
  const input = part<HTMLInputElement>('search')
  const list = part('results')
  const status = part('count')
  const sort = part<HTMLSelectElement>('sort')
  const pager = part('pager')
  const steps = part('next-steps')
  const template = part<HTMLTemplateElement>('card-template')
  if (!input || !list || !status || !sort || !pager || !steps || !template) return
  const done = part<HTMLButtonElement>('show-results')
  const served = Number(root.dataset['page'])
  let listing = readAddress()
  let isServed = isPlain(listing) && listing.page === served
  let turn = 0
  let drawn: string[] = []

  const draw = async () => {
    turn += 1
    const mine = turn
    const isCurrent = () => mine === turn
    drawControls()
    list.setAttribute('aria-busy', 'true')
    try {
      const data = await loadSearchData()
      const found = search(listing.query, data, NO_TEXT_MATCHES)
      if (!wantsTexts(listing.query, found.length)) {
        await drawFound(found, NO_TEXT_MATCHES, data, isCurrent)
      } else {
        if (found.length > 0) await drawCards(select(found), NO_TEXT_MATCHES, data, isCurrent)
        const texts = await searchTexts(listing.query, data, isCurrent)
        if (texts) await drawFound(search(listing.query, data, texts), texts, data, isCurrent)
      }
      if (!isCurrent()) return
    } catch {
      if (!isCurrent()) return
      status.textContent = 'The search could not be loaded; these are packages by name.'
    }
    list.removeAttribute('aria-busy')
    delete document.documentElement.dataset['searching']
  }

  const drawFound = async (
    found: readonly SearchItem[],
    texts: TextMatches,
    data: SearchData,
    isCurrent: () => boolean,
  ) => {
    const selected = select(found)
    await drawCards(selected, texts, data, isCurrent)
    if (!isCurrent()) return
    const { shown, at, pages } = selected
    drawFacets(root, found, listing)
    drawChosen(root, data.items, listing)
    drawPager(at, pages)
    drawSteps(shown.length, data, texts.guides)
    announce(shown.length, at, pages, texts.mayBeMore)
  }

  /** What of the found is shown, and on which page. */
  const select = (found: readonly SearchItem[]) => {
    const shown = sortItems(
      found.filter((item) => matchesChoices(item, listing.choices)),
      listing.sort,
    )
    const pages = Math.max(1, Math.ceil(shown.length / PER_PAGE))
    const at = Math.min(listing.page, pages)
    return { shown, at, pages, items: shown.slice((at - 1) * PER_PAGE, at * PER_PAGE) }
  }

  const drawCards = async (
    { items }: { items: readonly SearchItem[] },
    { descriptions }: TextMatches,
    data: SearchData,
    isCurrent: () => boolean,
  ) => {
    const names = items.map((item) => item.name)
    const texts = await loadDescriptions(names, descriptions, data)
    // What stands there already may have the focus.
    if (!isCurrent() || (drawn.length > 0 && drawn.join() === names.join())) return
    drawn = names
    list.replaceChildren(
      ...items.map((item, n) => drawCard(template, packageCard(item, texts[n] ?? null))),
    )
    delete document.documentElement.dataset['searching']
  }

  const drawControls = () => {
    if (input.value.trim() !== listing.query.trim()) input.value = listing.query
    for (const option of sort.options) {
      if (option.value === 'relevance') option.disabled = listing.query.trim() === ''
    }
    sort.value = listing.sort
  }

  const drawPager = (at: number, pages: number) => {
    const ordered = document.createElement('ol')
    for (const number of pages > 1 ? pageNumbers(at, pages) : []) {
      const item = document.createElement('li')
      item.append(number === null ? '…' : pageLink(number, at))
      ordered.append(item)
    }
    pager.hidden = pages <= 1
    pager.replaceChildren(...(pages > 1 ? [ordered] : []))
  }

  const pageLink = (number: number, at: number) => {
    const anchor = document.createElement('a')
    anchor.href = addressOf({ ...listing, page: number })
    anchor.dataset['list'] = 'page'
    anchor.setAttribute('aria-label', `Page ${number}`)
    if (number === at) anchor.setAttribute('aria-current', 'page')
    anchor.textContent = String(number)
    return anchor
  }

  const drawSteps = (found: number, data: SearchData, guides: readonly Step[]) => {
    const { query } = listing
    const known = [formerName(query, data.index), coreHint(query, data.index, false)]
    const ways =
      found === 0 && query.trim() !== ''
        ? [...known.slice(0, 1), ...guides, ...stepsWithoutResult(query, data)]
        : [...known, ...guides]
    const shown = ways.filter((way) => way !== null)
    steps.hidden = shown.length === 0
    steps.replaceChildren(...drawWays(found, shown))
  }

  const announce = (found: number, at: number, pages: number, mayBeMore: boolean) => {
    const query = listing.query.trim()
    const about = query === '' ? '' : ` for “${query}”`
    if (done) done.textContent = `Show ${count(found, 'package')}`
    const where = pages > 1 && at > 1 ? `, page ${at} of ${pages}` : ''
    const more = mayBeMore ? '; more texts may match' : ''
    status.textContent = `${count(found, 'package')}${about}${where}${more}`
  }

  /** Goes to another state of the list: typing replaces the address, choosing adds one. */
  const go = (next: PackageList, how: 'pushState' | 'replaceState') => {
    const address = addressOf(next)
    if (how === 'pushState') {
      keepScroll()
      if (address !== location.pathname + location.search) history.pushState(null, '', address)
    } else history.replaceState(history.state, '', address)
    listing = next
    isServed = false
    return draw()
  }

  input.addEventListener('input', () => {
    const query = input.value
    const isUsual = listing.sort === usualSort(listing.query)
    const order = isUsual || query.trim() === '' ? usualSort(query) : listing.sort
    void go({ ...listing, query, sort: order, page: 1 }, 'replaceState')
  })
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || input.value === '') return
    event.preventDefault()
    input.value = ''
    input.dispatchEvent(new Event('input'))
  })
  input.form?.addEventListener('submit', (event) => {
    event.preventDefault()
    if (!isServed) void draw()
  })
  done?.addEventListener('click', () => {
    done.closest('details')?.removeAttribute('open')
    root.scrollIntoView({ block: 'start' })
    status.focus({ preventScroll: true })
  })
  sort.addEventListener('change', () => {
    const chosen = SORTS.find((one) => one === sort.value)
    if (chosen) void go({ ...listing, sort: chosen, page: 1 }, 'pushState')
  })
  root.addEventListener('click', (event) => {
    const anchor = event.target instanceof Element && event.target.closest('a')
    if (!anchor || event.defaultPrevented || isForNewPlace(event)) return
    const facet = anchor.closest<HTMLElement>('[data-facet]')?.dataset['facet']
    const value = anchor.dataset['value']
    if (facet !== undefined && value !== undefined && isServed) {
      // As built, the values lead to pages of their own.
      event.preventDefault()
      return void go(parsePackageList(new URLSearchParams({ [facet]: value })), 'pushState')
    }
    if (anchor.dataset['list'] === undefined && value === undefined) return
    event.preventDefault()
    const turned = go(readAddress(new URL(anchor.href)), 'pushState')
    if (anchor.dataset['list'] === undefined) return
    void turned.then(() => {
      if (anchor.dataset['list'] === 'page') root.scrollIntoView({ block: 'start' })
      status.focus({ preventScroll: true })
    })
  })
  addEventListener('popstate', () => {
    listing = readAddress()
    isServed = false
    void restoreScroll(draw())
  })
  rememberScroll()

  if (!isServed) return void restoreScroll(draw())
  drawControls()
  delete document.documentElement.dataset['searching']
}

/** Every package that a query finds, the best first; all of them for an empty one. */
function search(query: string, data: SearchData, { hits }: TextMatches): SearchItem[] {
  if (query.trim() === '') return [...data.items]
  return data.ranking.rank(query, hits).map(({ item }) => item)
}

function readAddress(address: URL | Location = location): PackageList {
  const listing = parsePackageList(new URLSearchParams(address.search))
  const inPath = /\/page\/(\d+)\/$/.exec(address.pathname)?.[1]
  return inPath === undefined ? listing : { ...listing, page: Number(inPath) }
}

/** All packages in their usual order have pages that need no JavaScript. */
function addressOf(listing: PackageList): string {
  return isPlain(listing) ? allPackagesLink(listing.page) : listLink(formatPackageList(listing))
}

function isForNewPlace({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean {
  return button !== 0 || metaKey || ctrlKey || shiftKey || altKey
}

function drawWays(found: number, ways: readonly Step[]): Element[] {
  const heading = document.createElement('h2')
  heading.textContent = found === 0 ? 'Nothing matches. You could try' : 'Also'
  const list = document.createElement('ul')
  for (const { label, what, href } of ways) {
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
