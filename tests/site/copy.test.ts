import { expect, test } from 'vitest'
import { openPage } from './browser.ts'
import { addressOf } from './built.ts'

test('the copy button copies the command and says so', async () => {
  const page = await openPage({ permissions: ['clipboard-read', 'clipboard-write'] })
  await page.goto(addressOf('fixtures', 'packages/acme.hello/'))
  await page.getByRole('button', { name: 'Copy the tap command', exact: true }).click()
  await expect.poll(() => page.locator('[data-copy]').first().textContent()).toBe('Copied')
  expect(await page.getByRole('status').first().textContent()).toBe('Copied')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('cozypkg tap acme.hello')
  await expect
    .poll(() => page.locator('[data-copy]').first().textContent(), { timeout: 5000 })
    .toBe('Copy')
})

test('where copying is forbidden, the command is selected to be copied by hand', async () => {
  const page = await openPage()
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'))
  })
  await page.goto(addressOf('fixtures', 'packages/acme.hello/'))
  await page.getByRole('button', { name: 'Copy the tap command', exact: true }).click()
  await expect.poll(() => page.locator('[data-copy]').first().textContent()).toBe('Press Ctrl+C')
  expect(await page.evaluate(() => `${getSelection()}`)).toBe('cozypkg tap acme.hello')
})

test.each(['', 'packages/acme.hello/', 'guides/publish/', 'submit/'])(
  'buttons that copy are told apart by their names on /%s',
  async (path) => {
    const page = await openPage()
    await page.goto(addressOf('fixtures', path))
    for (const folded of await page.locator('main details').all()) {
      await folded.evaluate((details) => details.setAttribute('open', ''))
    }
    const buttons = page.getByRole('button', { name: /^(Copy|Download)/ })
    const names = await buttons.evaluateAll((all) =>
      all.filter((one) => one.checkVisibility()).map((one) => one.ariaLabel ?? one.textContent),
    )
    expect(names.length).toBeGreaterThan(1)
    expect(names.filter((name) => name?.trim() === 'Copy')).toEqual([])
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
  },
)
