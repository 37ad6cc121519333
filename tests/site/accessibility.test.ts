import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openPage } from './browser.ts'
import { addressOf } from './built.ts'
import { openPageType, PAGE_TYPES } from './page-types.ts'

declare const axe: { run(options: RunOptions): Promise<AxeResults> }

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

const LOOKS = [
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 1280 },
  { colorScheme: 'dark', width: 360 },
  { colorScheme: 'light', width: 360 },
] as const

/** Axe cannot judge contrast below and on an overlay, or on a gradient: all are taken away for it. */
const JUDGEABLE = `
  .card-name a::after { content: none !important }
  .search:has(.suggestions:not([hidden])) { margin-block-end: 40rem !important }
  .site-header .wrap { align-items: start !important }
  .hero { background: var(--blue-soft) !important }
`

/** Puts axe into a page by way of the debugger, which the page's policy has no say in. */
async function injectAxe(page: Page): Promise<void> {
  await page.evaluate(AXE)
  await page.evaluate((css) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    document.adoptedStyleSheets.push(sheet)
  }, JUDGEABLE)
}

/** What axe objects to, and what it cannot tell, but for contrast where a table is scrolled out of sight. */
function objections(page: Page): Promise<string[]> {
  return page.evaluate(async (values) => {
    const { violations, incomplete } = await axe.run({ runOnly: { type: 'tag', values } })
    const isTable = (target: unknown) =>
      document.querySelector(`${target}`)?.closest('.prose table')
    return [...violations, ...incomplete].flatMap(({ id, nodes }) =>
      nodes
        .filter(({ target }) => id !== 'color-contrast' || !isTable(target))
        .map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary}`),
    )
  }, STANDARDS)
}

test.each(PAGE_TYPES)('axe has nothing to object to on $what, in any look', async (type) => {
  const page = await openPageType(type, { reducedMotion: 'reduce' })
  await injectAxe(page)
  const found: Record<string, string[]> = {}
  for (const { colorScheme, width } of LOOKS) {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 800 })
    found[`${colorScheme}, ${width} px`] = await objections(page)
  }
  expect(found).toEqual(Object.fromEntries(Object.keys(found).map((look) => [look, []])))
})

test('the first Tab reaches the link that skips to the content', async () => {
  const page = await openPage()
  await page.goto(addressOf('fixtures', 'packages/acme.hello/'))
  await page.keyboard.press('Tab')
  const skip = page.getByRole('link', { name: 'Skip to the content' })
  await expect.poll(async () => (await skip.boundingBox())?.y).toBe(0)
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
})
