import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** What the list of packages shows, taken at one moment. */
export function shown(page: Page) {
  return page.evaluate(() => ({
    names: [...document.querySelectorAll<HTMLElement>('[data-results] > li')].map(
      (card) => card.dataset['name'],
    ),
    count: document.querySelector('[data-count]')?.textContent,
    query: document.querySelector<HTMLInputElement>('[data-search]')?.value,
    address: location.search,
  }))
}

const PATIENCE = { timeout: 10_000, interval: 50 }

export const eventually = (page: Page) => expect.poll(() => shown(page), PATIENCE)

export const searchBox = (page: Page) => page.locator('[data-search]')
