import { didYouMean } from '../../core/ranking.ts'
import { loadSearchIndex, packageAddress } from './search-index.ts'

/** Offers the names that are nearest to the last part of an address that leads nowhere. */
async function offerNearest(): Promise<void> {
  const place = document.querySelector<HTMLElement>('[data-nearest]')
  const wanted = location.pathname.split('/').filter(Boolean).at(-1) ?? ''
  if (!place || wanted === '') return
  const [nearest] = didYouMean(wanted, await loadSearchIndex())
  if (!nearest) return
  const anchor = document.createElement('a')
  anchor.href = packageAddress(nearest)
  anchor.textContent = nearest
  place.replaceChildren('Did you mean ', anchor, '?')
  place.hidden = false
}

void offerNearest()
