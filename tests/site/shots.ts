import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import sharp from 'sharp'
import { openPageType, PAGE_TYPES, type PageType } from './page-types.ts'

export const WIDTHS = [360, 768, 1440]
export const THEMES = ['light', 'dark'] as const
/** What is further down is not looked at: pages would differ in length more than in looks. */
const LONGEST = 1600

/** One page at one width in one theme. */
export interface Shot {
  /** Names its files, such as a-rule-360-dark. */
  name: string
  width: number
  theme: (typeof THEMES)[number]
  /** As the browser drew it. */
  png: Buffer
}

/**
 * The pages that are compared: not those of the index of this repository, which changes, and not
 * those in a script that no font of the project has.
 */
export const COMPARED = PAGE_TYPES.filter(
  ({ site, what }) => site !== 'real' && !what.includes('right to left'),
)

/** Every name that a page type can have a baseline by. */
export function shotNames(type: PageType): string[] {
  return THEMES.flatMap((theme) => WIDTHS.map((width) => nameOf(type, width, theme)))
}

function nameOf({ what }: PageType, width: number, theme: string): string {
  return `${what.replaceAll(' ', '-')}-${width}-${theme}`
}

/**
 * Takes a page at every width in both themes, without what differs between machines and runs: the
 * system's fonts, the port, animations.
 *
 * @param realFonts whether it is for eyes, which want to see it in the fonts it comes in
 */
export async function takeShots(
  type: PageType,
  { realFonts = false, ...options }: { realFonts?: boolean } & BrowserContextOptions = {},
): Promise<Shot[]> {
  const page = await openPageType(type, { bypassCSP: true, reducedMotion: 'reduce', ...options })
  if (!realFonts) await useOwnFont(page)
  await hidePort(page)
  const shots: Shot[] = []
  for (const theme of THEMES) {
    await page.emulateMedia({ colorScheme: theme })
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 })
      const height = await page.evaluate(() => document.documentElement.scrollHeight)
      // A browser that is busy leaves parts unpainted that are taken from below the fold.
      await page.setViewportSize({ width, height: Math.min(height, LONGEST) })
      await page.evaluate(painted)
      const png = await page.screenshot({ animations: 'disabled', caret: 'hide' })
      shots.push({ name: nameOf(type, width, theme), width, theme, png })
    }
  }
  return shots
}

/** Runs in the page: waits for fonts and for two frames, at the top. */
async function painted(): Promise<void> {
  scrollTo(0, 0)
  await document.fonts.ready
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame)
}

const FONT_PATH = '/font-of-the-tests/'
const WEIGHTS = [400, 600, 700]

/** Draws all text in the font that comes with the project: systems have others, of other widths. */
async function useOwnFont(page: Page): Promise<void> {
  const require = createRequire(import.meta.url)
  const files = join(dirname(require.resolve('@fontsource/montserrat/package.json')), 'files')
  await page.route(`**${FONT_PATH}*`, (route) => {
    const weight = new URL(route.request().url()).pathname.slice(FONT_PATH.length)
    const body = readFileSync(join(files, `montserrat-latin-${weight}-normal.woff2`))
    return route.fulfill({ body, contentType: 'font/woff2' })
  })
  const faces = WEIGHTS.map(
    (weight) =>
      `@font-face { font-family: Own; font-weight: ${weight}; src: url(${FONT_PATH}${weight}) }`,
  )
  await page.addStyleTag({
    content: `${faces.join('\n')}\n*, ::before, ::after, ::placeholder { font-family: Own !important }`,
  })
  await page.evaluate(
    (weights) => Promise.all(weights.map((weight) => document.fonts.load(`${weight} 16px Own`))),
    WEIGHTS,
  )
}

/** The sites of the tests stand on ports that nobody knows beforehand, and say so in commands. */
async function hidePort(page: Page): Promise<void> {
  await page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      const { currentNode } = texts
      const text = currentNode.nodeValue ?? ''
      if (text.includes(location.host)) {
        currentNode.nodeValue = text.replaceAll(location.host, 'packages.example')
      }
    }
  })
}

const REDUCTION = 3

/**
 * A third of the size and a few kilobytes: enough to see what moved or changed its colour, and too
 * coarse to see how a machine smooths letters.
 *
 * @param width of the page in CSS pixels
 */
export function reduceShot(png: Buffer, width: number): Promise<Buffer> {
  return sharp(png)
    .resize({ width: Math.round(width / REDUCTION), kernel: 'cubic' })
    .webp({ quality: 40, effort: 6, smartSubsample: true })
    .toBuffer()
}
