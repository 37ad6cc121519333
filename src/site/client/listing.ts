import { FACETS, matchesChoices } from '../../core/facets.ts'
import { packageCard } from '../../core/package-card.ts'
import {
  isPlain,
  type PackageList,
  PER_PAGE,
  SORTS,
  sortItems,
  toggleChoice,
  usualSort,
} from '../../core/package-list.ts'
import type { SearchItem } from '../../core/search-items.ts'
import { drawChosen, drawFacets } from './facet-panel.ts'
import { addressOf, readAddress } from './listing-address.ts'
import { type ListingView, openListingView } from './listing-view.ts'
import { nextSteps } from './next-steps.ts'
import { findOthers } from './other-results.ts'
import { keepScroll, rememberScroll, restoreScroll } from './scroll-memory.ts'
import { loadDescriptions, loadPages, loadSearchData, type SearchData } from './search-data.ts'
import { NO_TEXT_MATCHES, searchTexts, type TextMatches, wantsTexts } from './text-search.ts'

const page = document.querySelector<HTMLElement>('[data-listing]')
const view = page && openListingView(page)
if (view) enableListing(page, view)

/** Makes the list follow its search, facets, order and pages, and its address follow the list. */
function enableListing(root: HTMLElement, view: ListingView): void {
  const { input, sort, done } = view
  const served = Number(root.dataset['page'])
  let listing = readAddress()
  let isServed = isPlain(listing) && listing.page === served
  let turn = 0

  const draw = async () => {
    turn += 1
    const mine = turn
    const isCurrent = () => mine === turn
    view.showControls(listing)
    view.showBusy()
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
      view.showFailure()
    }
    view.showReady()
  }

  const drawFound = async (
    found: readonly SearchItem[],
    texts: TextMatches,
    data: SearchData,
    isCurrent: () => boolean,
  ) => {
    const { query } = listing
    const selected = select(found)
    const isSearch = query.trim() !== ''
    const [others] = await Promise.all([
      isSearch ? loadPages().then((pages) => findOthers(query, data, pages, texts.guides)) : [],
      drawCards(selected, texts, data, isCurrent),
    ])
    if (!isCurrent()) return
    const { at, pages } = selected
    const packages = selected.shown.length
    drawFacets(root, found, listing)
    drawChosen(root, data.items, listing)
    const ways = isSearch && packages === 0 ? nextSteps(query, data) : []
    view.showFound(listing, { packages, at, pages, mayBeMore: texts.mayBeMore, others, ways })
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
    if (!isCurrent() || view.hasCards(names)) return
    view.showCards(
      names,
      items.map((item, at) => packageCard(item, texts[at] ?? null)),
    )
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
    view.focusFound()
  })
  sort.addEventListener('change', () => {
    const chosen = SORTS.find((one) => one === sort.value)
    if (chosen) void go({ ...listing, sort: chosen, page: 1 }, 'pushState')
  })
  root.addEventListener('click', (event) => {
    const anchor = event.target instanceof Element && event.target.closest('a')
    if (!anchor || event.defaultPrevented || isForNewPlace(event)) return
    const section = anchor.closest<HTMLElement>('[data-facet]')
    const facet = FACETS.find((one) => one === section?.dataset['facet'])
    const { value } = anchor.dataset
    if (facet && value !== undefined) {
      // Its address is that of a page of its own, or from before what was chosen a moment ago.
      event.preventDefault()
      return void go(toggleChoice(listing, facet, value), 'pushState')
    }
    if (anchor.dataset['list'] === undefined) return
    event.preventDefault()
    const turned = go(readAddress(new URL(anchor.href)), 'pushState')
    void turned.then(() => {
      if (anchor.dataset['list'] === 'page') root.scrollIntoView({ block: 'start' })
      view.focusFound()
    })
  })
  addEventListener('popstate', () => {
    listing = readAddress()
    isServed = false
    void restoreScroll(draw())
  })
  rememberScroll()

  if (!isServed) return void restoreScroll(draw())
  view.showControls(listing)
  delete document.documentElement.dataset['searching']
}

/** Every package that a query finds, the best first; all of them for an empty one. */
function search(query: string, data: SearchData, { hits }: TextMatches): SearchItem[] {
  if (query.trim() === '') return [...data.items]
  return data.ranking.rank(query, hits).map(({ item }) => item)
}

function isForNewPlace({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean {
  return button !== 0 || metaKey || ctrlKey || shiftKey || altKey
}
