import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openPage } from './browser.ts'
import { addressOf, readCatalog } from './built.ts'

const openPlain = () => openPage({ javaScriptEnabled: false })

const { packages } = readCatalog('fixtures')

const cards = (page: Page) => page.locator('.card').filter({ visible: true })

test('the home page shows packages and leads to all of them', async () => {
  const page = await openPlain()
  await page.goto(addressOf('fixtures'))
  const offered = packages.filter(({ state }) => state === 'active' || state === 'pending')
  expect(await cards(page).count()).toBe(offered.length)
  await page.getByRole('link', { name: 'All packages' }).click()
  expect(page.url()).toBe(addressOf('fixtures', 'packages/?sort=changed'))
})

test('the list shows every package and leads to each', async () => {
  const page = await openPlain()
  await page.goto(addressOf('fixtures', 'packages/'))
  expect(await cards(page).count()).toBe(packages.length)
  expect(await page.getByRole('status').textContent()).toBe(`${packages.length} packages`)
  await page.getByRole('link', { name: 'acme.hello' }).click()
  expect(page.url()).toBe(addressOf('fixtures', 'packages/acme.hello/'))
})

test('the facets of the list lead to pages, and those to packages', async () => {
  const page = await openPlain()
  const open = async (name: string, path: string, found: string[]) => {
    await page.goto(addressOf('fixtures', 'packages/'))
    await page.locator('.facet').getByRole('link', { name }).click()
    expect(page.url()).toBe(addressOf('fixtures', path))
    expect(await cards(page).evaluateAll((all) => all.map((one) => one.dataset['name']))).toEqual(
      found,
    )
  }
  const named = (keep: (one: (typeof packages)[number]) => boolean) =>
    packages.filter(keep).map(({ name }) => name)
  await open('Demos', 'categories/demos/', ['acme.hello'])
  await open(
    'fixture',
    'tags/fixture/',
    named(({ tags }) => tags?.includes('fixture') ?? false),
  )
  await open('Frozen', 'states/frozen/', ['frozen-one'])
  await open('registry.gitlab.com', 'registries/registry.gitlab.com/', ['minimal'])
  await open('Asks for none', 'privileged/no/', ['acme.hello', 'yanked-one'])
  await page.getByRole('link', { name: 'Privileges' }).click()
  expect(page.url()).toBe(addressOf('fixtures', 'privileged/'))
})

test('the search form leads to the list, which says what it cannot do', async () => {
  const page = await openPlain()
  await page.goto(addressOf('fixtures'))
  await page.getByRole('searchbox').fill('greeting')
  await page.getByRole('searchbox').press('Enter')
  expect(page.url()).toBe(addressOf('fixtures', 'packages/?q=greeting'))
  expect(await cards(page).count()).toBe(packages.length)
  expect(await page.locator('noscript').isVisible()).toBe(true)
})

test('a package page shows command, overview, signer and details', async () => {
  const page = await openPlain()
  await page.goto(addressOf('fixtures', 'packages/acme.hello/'))
  for (const text of [
    'cozypkg tap acme.hello',
    'bonjour',
    'https://github.com/acme/hello/.github/workflows/release.yaml@refs/heads/main',
    'oci://ghcr.io/acme/hello',
    'Apache-2.0 OR MIT',
  ]) {
    expect(await page.getByText(text, { exact: true }).isVisible(), text).toBe(true)
  }
  await page.getByRole('link', { name: 'greeting' }).click()
  expect(page.url()).toBe(addressOf('fixtures', 'tags/greeting/'))
})

test('tags and rules lead to their pages', async () => {
  const page = await openPlain()
  await page.goto(addressOf('fixtures', 'tags/'))
  await page.getByRole('link', { name: 'fixture' }).click()
  const tagged = packages.filter((one) => one.tags?.includes('fixture'))
  expect(await cards(page).count()).toBe(tagged.length)
  await page.getByRole('link', { name: 'Rules', exact: true }).click()
  await page.getByRole('link', { name: 'version', exact: true }).click()
  expect(page.url()).toBe(addressOf('fixtures', 'rules/version/'))
  expect(await page.getByRole('heading', { name: 'Why' }).isVisible()).toBe(true)
})

test('nothing is offered that only a script could do', async () => {
  const page = await openPlain()
  await page.goto(addressOf('fixtures', 'packages/'))
  expect(await page.getByLabel('Sort by').count()).toBe(1)
  expect(await page.locator('.needs-script').filter({ visible: true }).count()).toBe(0)
})

test.each(['', 'packages/acme.hello/'])('no button without a use is shown on /%s', async (path) => {
  const page = await openPlain()
  await page.goto(addressOf('fixtures', path))
  expect(await page.locator('[data-theme-toggle], [data-copy]').count()).toBeGreaterThan(1)
  expect(
    await page.locator('[data-theme-toggle], [data-copy]').filter({ visible: true }).count(),
  ).toBe(0)
})
