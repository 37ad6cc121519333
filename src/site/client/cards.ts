import { drawnIcon } from '../../core/drawn-icon.ts'
import type { PackageCard } from '../../core/package-card.ts'
import { STATE_TEXT } from '../../core/state-text.ts'
import { packageLink, tagLink } from '../links.ts'

/** Fills a copy of the page's blank card, which is the one that pages are built with. */
export function drawCard(template: HTMLTemplateElement, card: PackageCard): Element {
  const copy = template.content.cloneNode(true) as DocumentFragment
  const item = copy.querySelector<HTMLElement>('.card')
  if (!item) throw new Error('the template holds no card')
  item.dataset['name'] = card.name
  const part = (name: string) => item.querySelector<HTMLElement>(`[data-part="${name}"]`)
  const fill = (name: string, text: string | null) => {
    const place = part(name)
    if (text === null) place?.remove()
    else if (place) place.textContent = text
  }
  drawIcon(item.querySelector('.icon'), card.name)
  fill('name', card.name)
  part('name')?.setAttribute('href', packageLink(card.name))
  fill('title', card.title)
  fill('version', card.version)
  fill('description', card.description)
  const badge = item.querySelector('.badge')
  if (badge) {
    badge.className = `badge state-${card.state}`
    badge.textContent = STATE_TEXT[card.state].label
  }
  if (card.tags.length === 0) part('tags')?.remove()
  else drawTags(part('tags'), part('more'), card)
  return item
}

function drawIcon(icon: Element | null, name: string): void {
  if (!icon) return
  const { letter, ground } = drawnIcon(name)
  icon.className = `icon medium drawn-${ground}`
  icon.textContent = letter
}

function drawTags(list: HTMLElement | null, more: HTMLElement | null, card: PackageCard): void {
  const tags = card.tags.map((tag) => {
    const link = document.createElement('a')
    link.href = tagLink(tag)
    link.textContent = tag
    const item = document.createElement('li')
    item.append(link)
    return item
  })
  if (more) more.textContent = `and ${card.moreTags} more`
  list?.replaceChildren(...tags, ...(more && card.moreTags > 0 ? [more] : []))
}
