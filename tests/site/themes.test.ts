import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openPage } from './browser.ts'
import { addressOf } from './built.ts'

const LIGHT = 'rgb(255, 255, 255)'
const DARK = 'rgb(15, 20, 31)'

const background = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)

const toggle = (page: Page) => page.getByRole('button', { name: 'Colour theme' })

test('without a choice the theme follows the system, also when that changes', async () => {
  const page = await openPage({ colorScheme: 'light' })
  await page.goto(addressOf('real'))
  expect(await background(page)).toBe(LIGHT)
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await background(page)).toBe(DARK)
})

test('the button goes from automatic to light, dark and automatic', async () => {
  const page = await openPage({ colorScheme: 'dark' })
  await page.goto(addressOf('real'))
  const seen: unknown[] = []
  for (let click = 0; click <= 3; click++) {
    if (click > 0) await toggle(page).click()
    seen.push([await toggle(page).getAttribute('aria-label'), await background(page)])
  }
  expect(seen).toEqual([
    ['Colour theme: automatic', DARK],
    ['Colour theme: light', LIGHT],
    ['Colour theme: dark', DARK],
    ['Colour theme: automatic', DARK],
  ])
})

test('the choice lasts on other pages and is there before the page has a body', async () => {
  const page = await openPage({ colorScheme: 'light' })
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.body) return
      document.documentElement.dataset['themeAtBody'] = document.documentElement.dataset['theme']
      observer.disconnect()
    }).observe(document, { childList: true, subtree: true })
  })
  await page.goto(addressOf('fixtures'))
  await toggle(page).click()
  await toggle(page).click()
  await page.goto(addressOf('fixtures', 'packages/acme.hello/'))
  expect(await page.evaluate(() => ({ ...document.documentElement.dataset }))).toMatchObject({
    theme: 'dark',
    themeAtBody: 'dark',
  })
  expect(await background(page)).toBe(DARK)
})

test('a chosen dark theme has the colours of the automatic one', async () => {
  const page = await openPage({ colorScheme: 'dark', reducedMotion: 'reduce' })
  await page.goto(addressOf('real'))
  const colours = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('body *:not([data-theme-toggle])')].map((element) => {
        const { color, backgroundColor, borderTopColor, fill, stroke } = getComputedStyle(element)
        return [color, backgroundColor, borderTopColor, fill, stroke].join()
      }),
    )
  const automatic = await colours()
  await toggle(page).click()
  expect(await colours()).not.toEqual(automatic)
  await page.emulateMedia({ colorScheme: 'light' })
  await toggle(page).click()
  expect(await colours()).toEqual(automatic)
  expect(automatic.length).toBeGreaterThan(10)
})

test('the theme can be changed where storage is forbidden', async () => {
  const page = await openPage({ colorScheme: 'light' })
  await page.addInitScript(() => {
    const forbid = () => {
      throw new DOMException('forbidden', 'SecurityError')
    }
    Object.defineProperty(window, 'localStorage', { get: forbid })
  })
  await page.goto(addressOf('real'))
  await toggle(page).click()
  await toggle(page).click()
  expect(await background(page)).toBe(DARK)
})
