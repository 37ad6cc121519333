import type { IndexHandle, IndexNote } from '../../core/index-handle.ts'
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
    const index = await openOciIndex(location, options)
    return { ...index, notes: [...index.notes, ...unproven(options.env)] }
  }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(location)) {
    throw new Error(
      `${location} is no index\nName a catalog's https:// address, a folder, or an oci:// reference.`,
    )
  }
  const { openFolder } = await import('./tree-source.ts')
  const { listing, notes, find } = openFolder(location)
  return {
    location,
    listing,
    notes: [...notes, ...unproven(options.env)],
    isExpired: false,
    readPackage: async (name) => find(name),
  }
}

/** Whoever names a publisher must not believe that a folder or an artifact was asked for its signature. */
function unproven(env: OpenOptions['env']): IndexNote[] {
  if (!env['COZYPKG_PUBLISHER']) return []
  const text =
    'COZYPKG_PUBLISHER is asked for only of catalogs at an address: nothing proves who wrote this one.'
  return [{ severity: 'warning', text }]
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
