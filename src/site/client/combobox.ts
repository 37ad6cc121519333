import { count } from '../format.ts'
import type { Step } from './other-results.ts'
import { type Suggestions, suggest } from './suggestions.ts'

/** How long a screen reader may speak of what was typed before it hears of the count. */
const ANNOUNCE_MS = 500

/**
 * Makes a search box offer matches while somebody types, as the WAI-ARIA pattern of an editable
 * combobox with a list has it. The cursor stays in the box; the chosen option is its active
 * descendant.
 */
export function enableCombobox(input: HTMLInputElement): void {
  const form = input.form
  if (!form) return
  const { popup, heading, list, status } = makePopup(input)
  form.append(popup, status)
  let options: HTMLAnchorElement[] = []
  let active = -1
  let turn = 0
  let announcing: number | undefined

  const isOpen = () => !popup.hidden

  const close = () => {
    turn += 1
    activate(-1)
    popup.hidden = true
    input.setAttribute('aria-expanded', 'false')
    clearTimeout(announcing)
    status.textContent = ''
  }

  const activate = (at: number) => {
    options[active]?.setAttribute('aria-selected', 'false')
    active = at
    const option = options[at]
    if (!option) return input.removeAttribute('aria-activedescendant')
    option.setAttribute('aria-selected', 'true')
    option.scrollIntoView({ block: 'nearest' })
    input.setAttribute('aria-activedescendant', option.id)
  }

  const show = ({ found, options: steps, heading: text }: Suggestions) => {
    options = steps.map((step, at) => drawOption(step, `${list.id}-${at}`))
    active = -1
    input.removeAttribute('aria-activedescendant')
    list.replaceChildren(...options)
    heading.hidden = text === null
    heading.textContent = text
    popup.hidden = false
    popup.scrollTop = 0
    input.setAttribute('aria-expanded', 'true')
    announce(
      found > 0
        ? count(options.length - 1, 'suggestion')
        : `No match, ${count(options.length, 'way')} on`,
    )
  }

  const announce = (text: string) => {
    clearTimeout(announcing)
    announcing = window.setTimeout(() => {
      status.textContent = text
    }, ANNOUNCE_MS)
  }

  const move = (key: string) => {
    const last = options.length - 1
    if (key === 'ArrowDown') return activate(active >= last ? -1 : active + 1)
    if (key === 'ArrowUp') return activate(active < 0 ? last : active - 1)
    activate(key === 'Home' ? 0 : last)
  }

  /** Offers what matches now; an arrow that opens the list goes to its first or last option. */
  const refresh = async (arrow?: string) => {
    turn += 1
    const mine = turn
    const query = input.value.trim()
    if (query === '') return close()
    const suggestions = await suggest(query, () => mine === turn).catch(() => null)
    // Nothing is offered where the list cannot be loaded; Enter still leads to all packages.
    if (mine !== turn || !suggestions || document.activeElement !== input) return
    show(suggestions)
    if (arrow) move(arrow)
  }

  input.addEventListener('keydown', (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return
    const isArrow = event.key === 'ArrowDown' || event.key === 'ArrowUp'
    const isEnd = event.key === 'Home' || event.key === 'End'
    if (isArrow && !isOpen()) {
      event.preventDefault()
      void refresh(event.key)
    } else if (isOpen() && (isArrow || (isEnd && active >= 0))) {
      event.preventDefault()
      move(event.key)
    } else if (event.key === 'Enter' && isOpen() && active >= 0) {
      event.preventDefault()
      options[active]?.click()
    } else if (event.key === 'Escape' && isOpen()) {
      event.preventDefault()
      close()
    } else if (event.key === 'Escape' && input.value !== '') {
      event.preventDefault()
      input.value = ''
    } else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      activate(-1)
    }
  })
  input.addEventListener('input', () => void refresh())
  input.addEventListener('focus', () => {
    if (input.value.trim() !== '') void refresh()
  })
  // A press must not take the cursor out of the box, or the list would close before the click.
  popup.addEventListener('pointerdown', (event) => event.preventDefault())
  popup.addEventListener('mousedown', (event) => event.preventDefault())
  form.addEventListener('focusout', (event) => {
    if (!(event.relatedTarget instanceof Node && popup.contains(event.relatedTarget))) close()
  })
  addEventListener('pageshow', (event) => {
    if (event.persisted) close()
  })
  if (document.activeElement === input && input.value.trim() !== '') void refresh()
}

function makePopup(input: HTMLInputElement) {
  const popup = document.createElement('div')
  popup.className = 'suggestions'
  popup.hidden = true
  const heading = document.createElement('p')
  heading.className = 'suggestions-none authored'
  heading.hidden = true
  const list = document.createElement('div')
  list.id = `${input.id}-suggestions`
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', 'Suggestions')
  popup.append(heading, list)
  const status = document.createElement('p')
  status.className = 'visually-hidden'
  status.setAttribute('role', 'status')
  input.setAttribute('aria-controls', list.id)
  return { popup, heading, list, status }
}

function drawOption({ label, what, href }: Step, id: string): HTMLAnchorElement {
  const option = document.createElement('a')
  option.id = id
  option.href = href
  option.tabIndex = -1
  option.setAttribute('role', 'option')
  option.setAttribute('aria-selected', 'false')
  const name = document.createElement('span')
  name.className = 'suggestion-name authored'
  name.dir = 'auto'
  name.textContent = label
  const detail = document.createElement('span')
  detail.className = 'suggestion-what authored'
  detail.dir = 'auto'
  detail.textContent = what
  option.append(name, ' ', detail)
  return option
}
