import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openPageType, PAGE_TYPES } from './page-types.ts'

/** The narrowest phones, and what WCAG 1.4.10 asks for: 1280 px at a zoom of 400%. */
const WIDTHS = [360, 320]

/** How far a page scrolls sideways, and the elements that it scrolls to. */
const overflow = (page: Page) =>
  page.evaluate(() => ({
    scrolls: (document.scrollingElement?.scrollWidth ?? 0) - innerWidth,
    to: [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > innerWidth)
      .filter((element) => !element.closest('pre, table'))
      .map((element) => element.outerHTML.slice(0, 100)),
  }))

const structure = (page: Page) =>
  page.evaluate(() => {
    const levels = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((heading) =>
      Number(heading.tagName.slice(1)),
    )
    return {
      firstHeadings: levels.filter((level) => level === 1).length,
      skipped: levels.filter((level, at) => level > (levels[at - 1] ?? 0) + 1).length,
      landmarks: ['header', 'main', 'footer'].map(
        (name) => document.querySelectorAll(`body > ${name}`).length,
      ),
    }
  })

test.each(PAGE_TYPES)('$what has one title and does not scroll sideways', async (type) => {
  const page = await openPageType(type)
  expect(await structure(page)).toEqual({ firstHeadings: 1, skipped: 0, landmarks: [1, 1, 1] })
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 })
    expect(await overflow(page), `${width} px`).toEqual({ scrolls: 0, to: [] })
  }
})
