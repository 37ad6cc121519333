import { expect, test } from 'vitest'
import { injectAxe, objections } from './axe.ts'
import { openPage } from './browser.ts'
import { addressOf } from './built.ts'
import { openPageType, PAGE_TYPES } from './page-types.ts'

const LOOKS = [
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 1280 },
  { colorScheme: 'dark', width: 360 },
  { colorScheme: 'light', width: 360 },
] as const

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
