import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createIndex } from 'pagefind'
import { foldText, wordsOf } from '../core/fold-text.ts'
import { type Guide, guideText } from '../core/guide/guide.ts'
import { guidePath } from '../core/guide/guide-path.ts'
import { furtherText } from '../core/package-text.ts'
import type { Package } from '../core/schemas/catalog.ts'
import type { TextRecord } from '../core/text-record.ts'

/** Where Pagefind's files are published. */
const FOLDER = 'pagefind'

/** None: endings are cut by the ranking, for texts and names alike. */
const LANGUAGE = 'unknown'

/** As in `wordsOf`. */
const SIGNS = '+#'

/** What the search of the site loads; the rest is an interface of Pagefind's own. */
const LOADED = /^(pagefind\.js|pagefind-worker\.js|pagefind-entry\.json|.+\.(pagefind|pf_meta))$/

/** Of one text: the browser loads a record as a whole, of a long README as of a short one. */
const MOST_WORDS = 500

/**
 * Writes Pagefind's index of all packages and guides, from records and not from pages: digests and
 * identities would otherwise become words.
 *
 * @param site the folder of the built site
 * @throws with Pagefind's own words where it cannot index or write
 */
export async function writeFullTextIndex(
  packages: readonly Package[],
  guides: readonly Guide[],
  site: string,
): Promise<void> {
  const { index, errors } = await createIndex({ forceLanguage: LANGUAGE, includeCharacters: SIGNS })
  if (!index) throw new Error(`Pagefind: ${errors.join('; ')}`)
  const outputPath = join(site, FOLDER)
  try {
    for (const { url, content, meta } of recordsOf(packages, guides)) {
      const record = { url, content, meta: { ...meta }, language: LANGUAGE }
      const added = await index.addCustomRecord(record)
      if (added.errors.length > 0) throw new Error(`Pagefind: ${added.errors.join('; ')}`)
    }
    const written = await index.writeFiles({ outputPath })
    if (written.errors.length > 0) throw new Error(`Pagefind: ${written.errors.join('; ')}`)
  } finally {
    await index.deleteIndex()
  }
  for (const entry of readdirSync(outputPath, { withFileTypes: true })) {
    if (entry.isFile() && !LOADED.test(entry.name)) rmSync(join(outputPath, entry.name))
  }
}

function recordsOf(packages: readonly Package[], guides: readonly Guide[]): TextRecord[] {
  return [...packages.map(packageRecord), ...guides.map(guideRecord)]
}

function packageRecord(one: Package): TextRecord {
  const { name, description } = one
  const content = wordsToSearch(description, furtherText(one))
  return { url: `packages/${name}/`, content, meta: { description } }
}

function guideRecord(guide: Guide): TextRecord {
  const { slug, title, description } = guide
  return {
    url: guidePath(slug),
    content: wordsToSearch(description, guideText(guide)),
    meta: { title, description },
  }
}

function wordsToSearch(...texts: readonly string[]): string {
  return [...new Set(wordsOf(foldText(texts.join('\n'))))].slice(0, MOST_WORDS).join(' ')
}
