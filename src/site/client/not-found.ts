import { nearestNames } from '../../core/names.ts'
import { link, packageLink, tagLink } from '../links.ts'
import { loadPages, loadSearchData } from './search-data.ts'

/** Offers what is nearest to the last part of an address that leads nowhere. */
async function offerNearest(): Promise<void> {
  const place = document.querySelector<HTMLElement>('[data-nearest]')
  const parts = location.pathname.split('/').filter(Boolean).map(decodePart)
  const wanted = parts.at(-1) ?? ''
  if (!place || wanted === '') return
  const near = await nearestPage(parts.at(-2) ?? '', wanted)
  if (!near) return
  const anchor = document.createElement('a')
  anchor.href = near.href
  anchor.className = 'authored'
  anchor.textContent = near.label
  place.replaceChildren('Did you mean ', anchor, '?')
  place.hidden = false
}

async function nearestPage(
  folder: string,
  wanted: string,
): Promise<{ label: string; href: string } | null> {
  if (folder === 'rules' || folder === 'guides') {
    const pages = (await loadPages()).filter(({ path }) => path.startsWith(`${folder}/`))
    const slugOf = (path: string) => path.slice(folder.length + 1, -1)
    const [near] = nearestNames(
      wanted,
      pages.map(({ path }) => slugOf(path)),
    )
    const page = pages.find(({ path }) => slugOf(path) === near)
    return page ? { label: page.title, href: link(page.path) } : null
  }
  const { index, ranking } = await loadSearchData()
  if (folder === 'tags') {
    const [tag] = nearestNames(wanted, index.tags)
    return tag === undefined ? null : { label: tag, href: tagLink(tag) }
  }
  const [name] = ranking.nearest(wanted).names
  return name === undefined ? null : { label: name, href: packageLink(name) }
}

/** Part of an address as text; what is no text is taken as it stands. */
function decodePart(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

void offerNearest()
