import { expect, onTestFinished, test } from 'vitest'
import { browser, openPage } from './browser.ts'
import { addressOf } from './built.ts'
import { eventually, shown } from './listing-page.ts'

/** A key stroke must not hold up the next: what is drawn waits for the network at most. */
const KEY_STROKE_MS = 200

test('the pages of the list hold every package once', async () => {
  const context = await (await browser()).newContext({ javaScriptEnabled: false })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  await page.goto(addressOf('many', 'packages/'))
  const names: (string | undefined)[] = []
  for (let number = 1; number <= 42; number += 1) {
    if (number > 1) {
      await page.getByRole('link', { name: `Page ${number}`, exact: true }).click()
      await page.waitForURL(`**/packages/page/${number}/`)
    }
    names.push(...(await shown(page)).names)
  }
  expect(new URL(page.url()).pathname).toBe('/packages-index/packages/page/42/')
  expect(new Set(names).size).toBe(2000)
  expect(names).toHaveLength(2000)
})

test('from a package, back returns to the place in a long filtered list', async () => {
  const page = await openPage()
  await page.goto(addressOf('many', 'packages/?tag=database'))
  // As built, the page counts all of them.
  await eventually(page).toMatchObject({
    count: expect.stringMatching(/^(?!2000 )\d+ packages$/),
  })
  await page.getByRole('link', { name: 'Page 2', exact: true }).click()
  await eventually(page).toMatchObject({ address: '?tag=database&page=2' })
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.textContent))
    .toMatch(/page 2/)
  const before = await shown(page)
  const far = page.locator('[data-results] > li').nth(30)
  await far.scrollIntoViewIfNeeded()
  const scrolled = await page.evaluate(() => scrollY)
  expect(scrolled).toBeGreaterThan(1000)
  await far.getByRole('link').first().click()
  await page.waitForURL(/packages\/[^?]+\/$/)
  await page.goBack()
  await eventually(page).toEqual(before)
  await expect
    .poll(async () => Math.abs((await page.evaluate(() => scrollY)) - scrolled))
    .toBeLessThan(50)
})

test('a key stroke is answered before the next', async () => {
  const page = await openPage()
  await page.goto(addressOf('many', 'packages/?q=zzz'))
  await eventually(page).toMatchObject({ count: '0 packages for “zzz”' })
  const longest = await page.evaluate(async () => {
    const input = document.querySelector<HTMLInputElement>('[data-search]')
    const tasks: number[] = []
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) tasks.push(entry.duration)
    }).observe({ type: 'longtask' })
    for (const text of ['p', 'po', 'pos', 'post', 'postg', 'postgr', 'postgres']) {
      if (input) input.value = text
      input?.dispatchEvent(new Event('input'))
      await new Promise((resolve) => setTimeout(resolve, 150))
    }
    return Math.max(0, ...tasks)
  })
  expect(longest).toBeLessThan(KEY_STROKE_MS)
})
