import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openPage } from './browser.ts'
import type { SiteName } from './build-sites.ts'
import { addressOf, readCatalog } from './built.ts'

async function openPackage(site: SiteName, name: string): Promise<Page> {
  const page = await openPage()
  await page.goto(addressOf(site, `packages/${name}/`))
  return page
}

const fact = (page: Page, name: string) =>
  page.locator('.facts > div', { hasText: name }).locator('dd').textContent()

const offersTap = async (page: Page) => (await page.getByText('cozypkg tap').count()) > 0

test('a package whose release was recorded is offered as checked', async () => {
  const page = await openPackage('fixtures', 'acme.hello')
  expect(await page.locator('.badge').textContent()).toBe('Checked')
  expect(await fact(page, 'Privileged')).toBe('no')
  expect(await offersTap(page)).toBe(true)
})

test('a package without a record says of everything that it was not checked', async () => {
  const page = await openPackage('fixtures', 'minimal')
  expect(await page.locator('.badge').textContent()).toBe('Not checked')
  expect(await fact(page, 'Signature')).toBe('not checked')
  expect(await fact(page, 'Privileged')).toBe('not checked')
  expect(await fact(page, 'Licence')).toBe('not stated')
})

test('the record of an earlier version says nothing of the listed one', async () => {
  const page = await openPackage('extreme', 'outdated')
  expect(await page.locator('.package-name').textContent()).toContain('2.0.0')
  expect(await fact(page, 'Signature')).toBe('not checked')
  expect(await fact(page, 'Privileged')).toBe('not checked')
  expect(await page.getByRole('region', { name: 'Contents' }).textContent()).toContain('1.0.0')
})

test('the signature of another signer does not match', async () => {
  const page = await openPackage('extreme', 'resigned')
  expect(await fact(page, 'Signature')).not.toContain('matched')
})

test('a deprecated package says why and names its successor', async () => {
  const page = await openPackage('fixtures', 'retired')
  expect(await page.locator('.notice').textContent()).toContain('Its author moved on.')
  await page.getByRole('link', { name: 'acme.hello' }).click()
  expect(page.url()).toBe(addressOf('fixtures', 'packages/acme.hello/'))
})

test('a frozen package says why, links the advisory and is not offered', async () => {
  const page = await openPackage('fixtures', 'frozen-one')
  expect(await page.locator('.notice').textContent()).toContain('Its signing key was stolen.')
  const advisory = page.getByRole('link', { name: 'Read the advisory' })
  expect(await advisory.getAttribute('href')).toBe('https://example.org/advisories/1')
  expect(await offersTap(page)).toBe(false)
})

test('a yanked package says why and is not offered', async () => {
  const page = await openPackage('fixtures', 'yanked-one')
  expect(await page.locator('.notice').textContent()).toContain('Deletes what it greets.')
  expect(await offersTap(page)).toBe(false)
})

test('a package with another name leads to it, and the page there names the old one', async () => {
  const page = await openPackage('fixtures', 'old-name')
  await page.waitForURL(addressOf('fixtures', 'packages/acme.hello/#renamed'))
  const line = page.getByText('listed before as old-name')
  expect(await line.isVisible()).toBe(true)
  expect(await page.evaluate(() => scrollY)).toBe(0)
  expect(await page.getByRole('complementary').textContent()).toContain('old-name')
})

test('a removed package says why, and that its name stays taken', async () => {
  const page = await openPackage('fixtures', 'departed')
  expect(await page.locator('.notice').textContent()).toContain('Asked for by its author.')
  expect(await page.locator('main').textContent()).toContain('its name stays taken')
  expect(await offersTap(page)).toBe(false)
})

test.each([
  ['moved-one', 'Moved tag', 'names another manifest'],
  ['stale-one', 'Stale', 'has not answered'],
  ['failing-one', 'Failing', 'of another identity'],
])('%s says what the last re-check found', async (name, badge, reason) => {
  const page = await openPackage('extreme', name)
  expect(await page.locator('.badge').textContent()).toBe(badge)
  expect(await page.locator('.notice').textContent()).toContain(reason)
})

test('whoever is alarmed finds beside the command how to report it, in private first', async () => {
  const page = await openPackage('fixtures', 'acme.hello')
  await page.locator('.package-head').getByRole('link', { name: 'Something wrong?' }).click()
  const report = page.getByRole('region', { name: 'Something wrong?' })
  expect(await report.getByRole('heading').evaluate((one) => one.matches(':target'))).toBe(true)
  const links = await report
    .getByRole('link')
    .evaluateAll((all) => all.map((one) => one.getAttribute('href')))
  const policy = readFileSync(new URL('../../SECURITY.md', import.meta.url), 'utf8')
  for (const way of links.slice(0, 2)) expect(policy).toContain(way?.replace('mailto:', ''))
  expect(links).toEqual([
    'https://github.com/cozystack/packages-index/security/advisories/new',
    'mailto:cncf-cozystack-security@lists.cncf.io',
    'https://github.com/cozystack/packages-index/issues/new?template=report-a-package.yml&package=acme.hello&version=v1.10.0&title=Report%3A+acme.hello',
    'https://github.com/cozystack/packages-index/blob/main/SECURITY.md',
  ])
})

test('publisher and maintainer lead to what they publish', async () => {
  const page = await openPackage('fixtures', 'acme.hello')
  const to = addressOf('fixtures', 'maintainers/ghcr.io/acme/')
  const entry = readCatalog('fixtures').packages.find(({ name }) => name === 'acme.hello')
  for (const name of [entry?.owner ?? '', entry?.maintainer ?? '']) {
    const link = page.getByRole('definition').getByRole('link', { name, exact: true })
    expect(await link.evaluate((one) => (one as HTMLAnchorElement).href)).toBe(to)
  }
})
