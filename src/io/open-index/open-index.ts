import type { IndexHandle } from '../../core/index-handle.ts'
import type { OpenOptions } from './open-options.ts'

/**
 * Opens an index by what names it: a catalog's address, `oci://` and a reference, or a folder. What
 * takes long to load is loaded only for the kind that is asked for.
 */
export async function openIndex(location: string, options: OpenOptions): Promise<IndexHandle> {
  if (/^https?:\/\//i.test(location)) {
    const { openCatalog } = await import('./catalog-source.ts')
    return openCatalog(catalogAddress(location), options)
  }
  if (location.startsWith('oci://')) {
    const { openOciIndex } = await import('./oci-source.ts')
    return openOciIndex(location, options)
  }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(location)) {
    throw new Error(
      `${location} is no index\nName a catalog's https:// address, a folder, or an oci:// reference.`,
    )
  }
  const { openFolder } = await import('./tree-source.ts')
  const { listing, notes, find } = openFolder(location)
  return { location, listing, notes, isExpired: false, readPackage: async (name) => find(name) }
}

/** An address that names no file is the one of the site, whose catalog is meant. */
export function catalogAddress(location: string): URL {
  if (!URL.canParse(location)) throw new Error(`${location} is no address of a catalog`)
  const url = new URL(location)
  if (!url.pathname.endsWith('.json')) {
    url.pathname = `${url.pathname.replace(/\/?$/, '/')}catalog.json`
  }
  return url
}
