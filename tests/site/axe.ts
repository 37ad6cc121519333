import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

declare const axe: { run(options: RunOptions): Promise<AxeResults> }

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Axe cannot judge contrast below an overlay: what is laid over others gets a place of its own. */
const JUDGEABLE = `
  .card-name a::after { content: none !important }
  .search:has(.suggestions:not([hidden])) { margin-block-end: 40rem !important }
  .site-header .wrap { align-items: start !important }
`

/** Puts axe into a page by way of the debugger, which the page's policy has no say in. */
export async function injectAxe(page: Page): Promise<void> {
  await page.evaluate(AXE)
  await page.evaluate((css) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    document.adoptedStyleSheets.push(sheet)
  }, JUDGEABLE)
}

/** What axe objects to, and what it cannot tell, but for contrast where a table is scrolled out of sight. */
export function objections(page: Page): Promise<string[]> {
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
