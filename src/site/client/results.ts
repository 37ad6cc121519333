import { didYouMean, rankPackages } from '../../core/ranking.ts'
import { loadSearchIndex, packageAddress, searchFullText } from './search-index.ts'

const PARAMETER = 'q'

const page = document.querySelector<HTMLElement>('[data-results-page]')
if (page) enableResults(page)

function enableResults(root: HTMLElement): void {
  const form = root.querySelector<HTMLFormElement>('form')
  const input = root.querySelector<HTMLInputElement>('[data-search]')
  const list = root.querySelector<HTMLElement>('[data-results]')
  const status = root.querySelector<HTMLElement>('[data-count]')
  const suggestion = root.querySelector<HTMLElement>('[data-suggestion]')
  if (!form || !input || !list || !status || !suggestion) return
  const cards = new Map(
    [...list.querySelectorAll<HTMLElement>('[data-name]')].map((card) => [
      card.dataset['name'] ?? '',
      card,
    ]),
  )
  let latest = 0

  const show = () =>
    search().catch(() => {
      draw([...cards.keys()])
      status.textContent = 'The search could not be loaded; these are all packages.'
    })

  const search = async () => {
    const turn = ++latest
    const query = input.value.trim()
    const items = query === '' ? [] : await loadSearchIndex()
    const ranked =
      query === '' ? [...cards.keys()] : rankPackages(query, items).map((item) => item.name)
    if (turn !== latest) return
    draw(ranked)
    if (query === '') return announce(ranked.length, query, [])
    const more = await searchFullText(query).catch(() => [])
    if (turn !== latest) return
    const all = [...new Set([...ranked, ...more])].filter((name) => cards.has(name))
    draw(all)
    announce(all.length, query, all.length === 0 ? didYouMean(query, items) : [])
  }

  const draw = (names: string[]) => {
    const shown = names.flatMap((name) => cards.get(name) ?? [])
    list.replaceChildren(...shown)
  }

  const announce = (found: number, query: string, nearest: string[]) => {
    const packages = `${found} ${found === 1 ? 'package' : 'packages'}`
    status.textContent = query === '' ? packages : `${packages} for “${query}”`
    suggestion.hidden = nearest.length === 0
    suggestion.replaceChildren(
      'Did you mean ',
      ...nearest.flatMap((name, at) => [at > 0 ? ', ' : '', nameLink(name)]),
      '?',
    )
  }

  const fromAddress = () => {
    input.value = new URLSearchParams(location.search).get(PARAMETER) ?? ''
    void show()
  }

  input.addEventListener('input', () => {
    history.replaceState(null, '', addressFor(input.value))
    void show()
  })
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || input.value === '') return
    event.preventDefault()
    input.value = ''
    history.replaceState(null, '', addressFor(''))
    void show()
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void show()
  })
  addEventListener('popstate', fromAddress)
  if (new URLSearchParams(location.search).has(PARAMETER)) fromAddress()
}

function addressFor(query: string): string {
  const text = query.trim()
  return text === ''
    ? location.pathname
    : `${location.pathname}?${new URLSearchParams({ [PARAMETER]: text })}`
}

function nameLink(name: string): HTMLAnchorElement {
  const anchor = document.createElement('a')
  anchor.href = packageAddress(name)
  anchor.textContent = name
  return anchor
}
