import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { authoredTexts } from '../src/core/output-guard.ts'
import type { Package } from '../src/core/schemas/catalog.ts'
import { packageCard, packageCardPath, SITE_CARD, SITE_CARD_PATH } from '../src/core/social-card.ts'
import { STATE_TEXT } from '../src/core/state-text.ts'
import { buildPages } from '../src/io/astro-build.ts'
import { readGuides } from '../src/io/guides.ts'
import { writeCards } from '../src/io/og-images.ts'
import { replaceFolder, writeFiles } from '../src/io/output-folder.ts'
import { writeFullTextIndex } from '../src/io/search-pages.ts'
import { siteProblems } from '../src/io/site-guard.ts'
import { type CompileRequest, compile, refuse } from './compile.ts'
import { GUIDES_DIR, pageData } from './page-data.ts'
import { paint } from './run.ts'

/**
 * Compiles an index and builds the whole site into `out`, which is replaced only when everything
 * has passed the output guard.
 *
 * @param pictures whether every package gets a picture of its own for links from other sites; drawing
 *   one takes longer than everything else for its page, so only what is published needs them
 * @returns the exit code: 0, or 1 where there are errors
 */
export async function buildSite(
  request: CompileRequest,
  out: string,
  pictures = false,
): Promise<number> {
  const started = Date.now()
  const result = await compile(request)
  if (!result) return 1
  const guides = readGuides(GUIDES_DIR)
  const authored = authoredTexts(result.compiled.packages)
  const base = new URL(request.siteUrl).pathname
  const catalogDir = mkdtempSync(join(tmpdir(), 'packages-index-'))
  const clean = () => rmSync(catalogDir, { recursive: true, force: true })
  process.on('exit', clean)
  try {
    writeFiles(catalogDir, pageData(result.surface, guides))
    const cards = join(catalogDir, 'cards')
    await step('pictures', () => drawCards(pictures ? result.compiled.packages : [], cards))
    await replaceFolder(out, async (folder) => {
      await step('pages', () => buildPages(catalogDir, folder, request.siteUrl))
      writeFiles(folder, result.surface)
      writeFiles(folder, result.icons)
      cpSync(cards, folder, { recursive: true })
      const { packages } = result.compiled
      await step('search', () => writeFullTextIndex(packages, guides, folder))
      await step('guard', () => refuse(siteProblems(folder, base, authored)))
    })
  } finally {
    process.off('exit', clean)
    clean()
  }
  process.stderr.write(`${out} built in ${seconds(started)}\n`)
  return result.exitCode
}

const CARD_CACHE = '.cache/cards'
const CARDS_A_LINE = 250

/** Draws what other sites show beside a link to a page, unless it was drawn before. */
async function drawCards(packages: readonly Package[], folder: string): Promise<void> {
  const cards = new Map(
    packages.map((one) => [packageCardPath(one.name), packageCard(one, STATE_TEXT)]),
  ).set(SITE_CARD_PATH, SITE_CARD)
  await writeCards(cards, folder, CARD_CACHE, (drawn) => {
    if (drawn % CARDS_A_LINE === 0) note(`${drawn} pictures drawn, of at most ${cards.size}`)
  })
}

function note(text: string): void {
  process.stderr.write(`${paint('dim', text)}\n`)
}

async function step<T>(name: string, work: () => T | Promise<T>): Promise<T> {
  const started = Date.now()
  const result = await work()
  note(`${name.padEnd(8)} ${seconds(started)}`)
  return result
}

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`
}
