import { createIndex } from 'pagefind'
import { packageText } from '../core/package-text.ts'
import type { Package } from '../core/schemas/catalog.ts'

/**
 * Writes Pagefind's index of all packages, from records and not from pages: digests and identities
 * would otherwise become words.
 *
 * @throws with Pagefind's own words where it cannot index or write
 */
export async function writeFullTextIndex(
  packages: readonly Package[],
  folder: string,
): Promise<void> {
  const { index, errors } = await createIndex({ forceLanguage: 'en' })
  if (!index) throw new Error(`Pagefind: ${errors.join('; ')}`)
  try {
    for (const one of packages) {
      const added = await index.addCustomRecord({
        url: `packages/${one.name}/`,
        content: packageText(one),
        language: 'en',
        meta: { name: one.name, title: one.overview?.title ?? one.name },
      })
      if (added.errors.length > 0) throw new Error(`Pagefind: ${added.errors.join('; ')}`)
    }
    const written = await index.writeFiles({ outputPath: folder })
    if (written.errors.length > 0) throw new Error(`Pagefind: ${written.errors.join('; ')}`)
  } finally {
    await index.deleteIndex()
  }
}
