import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { buildSite } from '../../scripts/build-site.ts'
import { serveFolder } from '../../src/io/static-server.ts'
import { browser } from './browser.ts'
import { eventually, searchBox, shown } from './listing-page.ts'
import { makeManyPackages } from './many-packages.ts'

/** Of the first view of the list, and of the first search on top of it, all requests, gzip. */
const FIRST_VIEW = 100_000
const FIRST_SEARCH = 200_000

/** A key stroke must not hold up the next: what is drawn waits for the network at most. */
const KEY_STROKE_MS = 200

const root = mkdtempSync(join(tmpdir(), 'many-packages-'))
let address = ''

beforeAll(async () => {
  const { index, status } = makeManyPackages(root, { packages: 2000 })
  const out = join(root, 'site')
  const { url, close } = await serveFolder(out, '/', 0)
  const known = { previous: out, allowShrink: true, allowShallow: true, quarantine: false }
  expect(await buildSite({ index, siteUrl: url, status, ...known }, out)).toBe(0)
  address = url
  return close
}, 300_000)

async function openPage(): Promise<{ page: Page; bytes: () => Promise<number> }> {
  const context = await (await browser()).newContext()
  onTestFinished(() => context.close())
  const page = await context.newPage()
  const sizes: Promise<number>[] = []
  page.on('response', (response) => {
    // Of a page that is left, and of a redirect, there is no body.
    sizes.push(
      response.body().then(
        (body) => gzipSync(body).length,
        () => 0,
      ),
    )
  })
  const bytes = async () => (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
  return { page, bytes }
}

test.each([
  'kube',
  'a',
  'postgres operator',
  'runs database backup for kubernetes with snapshots and encrypted object storage',
  'collecting metrics, alerts, traces, dashboards, pipelines, clusters, certificates and queues',
])('the first view and the first search keep to their sizes: %s', async (query) => {
  const { page, bytes } = await openPage()
  await page.goto(`${address}packages/`)
  await page.waitForLoadState('networkidle')
  const first = await bytes()
  await searchBox(page).fill(query)
  await eventually(page).toMatchObject({ count: expect.stringContaining('for “') })
  await page.waitForLoadState('networkidle')
  const search = (await bytes()) - first
  expect(first).toBeLessThan(FIRST_VIEW)
  expect(search).toBeLessThan(FIRST_SEARCH)
})

test('the pages of the list hold every package once', async () => {
  const context = await (await browser()).newContext({ javaScriptEnabled: false })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  await page.goto(`${address}packages/`)
  const names: (string | undefined)[] = []
  for (let number = 1; number <= 42; number += 1) {
    if (number > 1) {
      await page.getByRole('link', { name: `Page ${number}`, exact: true }).click()
      await page.waitForURL(`${address}packages/page/${number}/`)
    }
    names.push(...(await shown(page)).names)
  }
  expect(new URL(page.url()).pathname).toBe('/packages/page/42/')
  expect(new Set(names).size).toBe(2000)
  expect(names).toHaveLength(2000)
})

test('from a package, back returns to the place in a long filtered list', async () => {
  const { page } = await openPage()
  await page.goto(`${address}packages/?tag=database`)
  await eventually(page).toMatchObject({ count: expect.stringMatching(/^\d+ packages$/) })
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
  const { page } = await openPage()
  await page.goto(`${address}packages/?q=zzz`)
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
