import { createIndex } from 'pagefind'
import { type Guide, guidePath, guideText } from '../core/guide/guide.ts'
import { furtherText } from '../core/package-text.ts'
import type { Package } from '../core/schemas/catalog.ts'

/** What Pagefind is told of a page, and what it tells a search of it. */
interface SearchRecord {
  url: string
  content: string
  /** `kind` is `package`, which has a `name`, or `guide`, which has a `url` below the site's base. */
  meta: Record<string, string>
}

/**
 * Writes Pagefind's index of all packages and guides, from records and not from pages: digests and
 * identities would otherwise become words.
 *
 * @throws with Pagefind's own words where it cannot index or write
 */
export async function writeFullTextIndex(
  packages: readonly Package[],
  guides: readonly Guide[],
  folder: string,
): Promise<void> {
  const { index, errors } = await createIndex({ forceLanguage: 'en' })
  if (!index) throw new Error(`Pagefind: ${errors.join('; ')}`)
  try {
    for (const record of [...packages.map(packageRecord), ...guides.map(guideRecord)]) {
      const added = await index.addCustomRecord({ ...record, language: 'en' })
      if (added.errors.length > 0) throw new Error(`Pagefind: ${added.errors.join('; ')}`)
    }
    const written = await index.writeFiles({ outputPath: folder })
    if (written.errors.length > 0) throw new Error(`Pagefind: ${written.errors.join('; ')}`)
  } finally {
    await index.deleteIndex()
  }
}

function packageRecord(one: Package): SearchRecord {
  const { name, overview } = one
  return {
    url: `packages/${name}/`,
    content: [one.description, furtherText(one)].join('\n'),
    meta: { kind: 'package', name, title: overview?.title ?? name },
  }
}

function guideRecord(guide: Guide): SearchRecord {
  const url = guidePath(guide.slug)
  return { url, content: guideText(guide), meta: { kind: 'guide', url, title: guide.title } }
}
