import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { guidePath } from '../../src/core/guide/guide-path.ts'
import { GUIDES } from '../docs/guide-files.ts'
import { openPage } from './browser.ts'
import { addressOf, listBuilt } from './built.ts'

async function openGuide(path: string, width: number): Promise<Page> {
  const page = await openPage({ viewport: { width, height: 800 }, javaScriptEnabled: false })
  await page.goto(addressOf('fixtures', path))
  return page
}

test('without JavaScript the list leads to every guide, and each guide to the next', async () => {
  const page = await openGuide('guides/', 1280)
  const listed = await page.locator('.guides a').allTextContents()
  expect(listed).toEqual(GUIDES.map(({ title }) => title))
  await page.locator('.guides a').first().click()
  for (const [at, { slug, title }] of GUIDES.entries()) {
    expect(page.url()).toBe(addressOf('fixtures', guidePath(slug)))
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(title)
    const next = page.locator('.guide-next')
    expect(await next.count(), slug).toBe(at < GUIDES.length - 1 ? 1 : 0)
    if (at < GUIDES.length - 1) await next.click()
  }
})

test('every guide has one address', () => {
  const pages = listBuilt('fixtures', '.html').filter((path) => /^(guides|trust)\//.test(path))
  const expected = ['guides/', ...GUIDES.map(({ slug }) => guidePath(slug))]
  expect(pages).toEqual(expected.map((path) => `${path}index.html`).sort())
})

test('with room beside the text the contents are open, and lead to their headings', async () => {
  const page = await openGuide('guides/publish/', 1280)
  const contents = page.getByRole('navigation', { name: 'On this page' })
  const text = await page.locator('.guide-body').boundingBox()
  const beside = await contents.boundingBox()
  expect(beside?.x).toBeGreaterThan((text?.x ?? 0) + (text?.width ?? 0))
  await contents.getByRole('link', { name: 'Check it' }).click()
  expect(page.url()).toBe(addressOf('fixtures', 'guides/publish/#check-it'))
  const heading = page.getByRole('heading', { name: 'Check it' })
  await expect.poll(async () => (await heading.boundingBox())?.y).toBeLessThan(100)
  expect((await contents.boundingBox())?.y).toBeGreaterThanOrEqual(0)
})

test('on a phone the contents are folded above the text', async () => {
  const page = await openGuide('guides/publish/', 360)
  const contents = page.getByRole('navigation', { name: 'On this page' })
  expect(await contents.getByRole('link', { name: 'Check it' }).isVisible()).toBe(false)
  await contents.getByText('On this page').click()
  expect(await contents.getByRole('link', { name: 'Check it' }).isVisible()).toBe(true)
  const [above, text] = [
    await contents.boundingBox(),
    await page.locator('.guide-body').boundingBox(),
  ]
  expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual(text?.y ?? 0)
})

test('a block of code is copied as it stands, and its output cannot be', async () => {
  const page = await openPage({ permissions: ['clipboard-read', 'clipboard-write'] })
  await page.goto(addressOf('fixtures', 'guides/publish/'))
  const block = page.locator('.code', { hasText: 'npm run check' })
  await block.getByRole('button', { name: 'Copy' }).click()
  await expect.poll(() => block.getByRole('status').textContent()).toBe('Copied')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('npm run check')
  expect(await page.locator('.code-output button').count()).toBe(0)
})

test('where copying is forbidden, the code of that block is selected', async () => {
  const page = await openPage()
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'))
  })
  await page.goto(addressOf('fixtures', 'guides/publish/'))
  const block = page.locator('.code', { hasText: 'npm run check' })
  await block.getByRole('button', { name: 'Copy' }).click()
  await expect.poll(() => page.evaluate(() => `${getSelection()}`)).toBe('npm run check')
})

test('the source of a guide is one click away', async () => {
  const page = await openGuide('trust/', 1280)
  expect(await page.getByRole('link', { name: 'Edit this page' }).getAttribute('href')).toBe(
    'https://github.com/cozystack/packages-index/edit/main/docs/guides/trust.md',
  )
})

test('a guide is found by words that only its text holds, and no package is', async () => {
  const page = await openPage()
  await page.goto(addressOf('fixtures', 'packages/?q=standing+subscription+mutable'))
  await expect
    .poll(() => page.getByRole('status').first().textContent())
    .toBe('0 packages for “standing subscription mutable”, but 1 other result')
  const step = page.locator('[data-more-results] li').first()
  expect(await step.textContent()).toBe('GitOps with Flux guide')
  await step.getByRole('link').click()
  expect(page.url()).toBe(addressOf('fixtures', 'guides/gitops/'))
})

test('where nothing else is found, a search box offers guides as well', async () => {
  const page = await openPage()
  await page.goto(addressOf('fixtures', 'tags/'))
  await page.locator('[data-search]').fill('standing subscription mutable')
  const option = page.getByRole('option').first()
  await option.waitFor()
  expect(await option.textContent()).toBe('GitOps with Flux guide')
})
