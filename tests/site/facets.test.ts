import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openPage } from './browser.ts'
import { addressOf, readCatalog } from './built.ts'
import { eventually, searchBox, shown } from './listing-page.ts'

const ALL = readCatalog('finding').packages.map((one) => one.name)

const facet = (page: Page, name: string) =>
  page.locator('.facet', { has: page.getByRole('heading', { name, exact: true }) })

/** The values of a facet with their counts. */
const values = (page: Page, name: string) => facet(page, name).getByRole('listitem').allInnerTexts()

const value = (page: Page, name: string, label: string) =>
  facet(page, name).locator('a', { hasText: label })

/** A card as it stands in the page, without the blanks between elements. */
const cards = (page: Page) =>
  page
    .locator('[data-results] > li')
    .evaluateAll((all) =>
      all.map((card) => card.outerHTML.replace(/>\s+|\s+</g, (gap) => gap.trim())),
    )

test('facets say how many packages have each value, and what was not checked', async () => {
  const page = await openPage()
  await page.goto(addressOf('finding', 'packages/'))
  expect(await values(page, 'State')).toEqual([
    'Not checked\n16',
    'Checked\n3',
    'Deprecated\n1',
    'Frozen\n1',
  ])
  expect(await values(page, 'Signature')).toEqual(['Not checked\n18', 'Matched its signer\n3'])
  expect(await values(page, 'Privileges')).toEqual(['Not checked\n18', 'Asks for none\n3'])
  expect(await values(page, 'Registry')).toEqual(['ghcr.io\n21'])
})

test('a choice narrows the list, its counts and its address; a second adds to it', async () => {
  const page = await openPage()
  await page.goto(addressOf('finding', 'packages/'))
  await value(page, 'Tag', 'backup').click()
  await eventually(page).toMatchObject({
    names: ['a-frozen-vault', 'vault'],
    count: '2 packages',
    address: '?tag=backup',
  })
  expect(await values(page, 'State')).toEqual(['Frozen\n1', 'Not checked\n1'])
  await value(page, 'State', 'Frozen').click()
  await eventually(page).toMatchObject({
    names: ['a-frozen-vault'],
    address: '?tag=backup&state=frozen',
  })
  // Of a facet with one value a package, another choice adds packages.
  await value(page, 'State', 'Not checked').click()
  await eventually(page).toMatchObject({
    names: ['a-frozen-vault', 'vault'],
    address: '?tag=backup&state=frozen&state=pending',
  })
})

test('what is chosen before the last choice was answered adds to it all the same', async () => {
  const page = await openPage()
  let answer = () => {}
  const asked = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.route('**/search.json', async (route) => {
    await asked
    await route.continue()
  })
  await page.goto(addressOf('finding', 'packages/'))
  await value(page, 'Tag', 'backup').click()
  await value(page, 'State', 'Frozen').click()
  answer()
  await eventually(page).toMatchObject({
    names: ['a-frozen-vault'],
    address: '?tag=backup&state=frozen',
  })
})

test('a choice is taken back where it was made, among the chosen, or with all', async () => {
  const page = await openPage()
  await page.goto(addressOf('finding', 'packages/?tag=backup&state=frozen'))
  await eventually(page).toMatchObject({ names: ['a-frozen-vault'] })
  expect(await value(page, 'Tag', 'backup').getAttribute('aria-current')).toBe('true')
  await value(page, 'Tag', 'backup').click()
  await eventually(page).toMatchObject({ address: '?state=frozen' })
  await page.getByRole('link', { name: 'Remove State: Frozen' }).click()
  await eventually(page).toMatchObject({ names: ALL, address: '' })
  await page.goto(addressOf('finding', 'packages/?tag=backup&state=frozen'))
  await page.getByRole('link', { name: 'Clear all' }).click()
  await eventually(page).toMatchObject({ names: ALL, address: '' })
  expect(new URL(page.url()).pathname).toBe('/packages/')
})

test('back and forward go through the choices', async () => {
  const page = await openPage()
  await page.goto(addressOf('finding', 'packages/'))
  await value(page, 'Tag', 'backup').click()
  await eventually(page).toMatchObject({ address: '?tag=backup' })
  await value(page, 'State', 'Frozen').click()
  await eventually(page).toMatchObject({ names: ['a-frozen-vault'] })
  await page.goBack()
  await eventually(page).toMatchObject({
    names: ['a-frozen-vault', 'vault'],
    address: '?tag=backup',
  })
  await page.goBack()
  await eventually(page).toMatchObject({ names: ALL, address: '', count: `${ALL.length} packages` })
  await page.goForward()
  await page.goForward()
  await eventually(page).toMatchObject({ names: ['a-frozen-vault'], count: '1 package' })
})

test('by keyboard, the cursor stays on the value that was chosen', async () => {
  const page = await openPage()
  await page.goto(addressOf('finding', 'packages/'))
  await value(page, 'Tag', 'backup').focus()
  await page.keyboard.press('Enter')
  await eventually(page).toMatchObject({ address: '?tag=backup' })
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-value')))
    .toBe('backup')
  await page.keyboard.press('Enter')
  await eventually(page).toMatchObject({ names: ALL, address: '' })
})

test('a search and a choice together, and no package that has both', async () => {
  const page = await openPage()
  await page.goto(addressOf('finding', 'packages/?q=snapshots&state=frozen'))
  await eventually(page).toMatchObject({ names: ['a-frozen-vault'] })
  await searchBox(page).fill('hello')
  await eventually(page).toMatchObject({
    names: [],
    count: '0 packages for “hello”',
    address: '?q=hello&state=frozen',
  })
  await page.getByRole('link', { name: 'Remove State: Frozen' }).click()
  await eventually(page).toMatchObject({ names: ['acme.hello'], address: '?q=hello' })
})

test('spellings of one category are one value, with a page of its own', async () => {
  const page = await openPage()
  await page.goto(addressOf('finding', 'packages/?category=data-analytics'))
  await eventually(page).toMatchObject({ names: ['lakes'] })
  await page.goto(addressOf('finding', 'categories/data-analytics/'))
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Data & analytics')
})

test('the order is kept in the address, and relevance is for searches', async () => {
  const page = await openPage()
  await page.goto(addressOf('extreme', 'packages/'))
  const sort = page.getByRole('combobox', { name: 'Sort by' })
  expect(await sort.locator('option[value=relevance]').getAttribute('disabled')).toBe('')
  await sort.selectOption('changed')
  await expect.poll(async () => (await shown(page)).names[0]).toBe('kube')
  expect((await shown(page)).address).toBe('?sort=changed')
  await searchBox(page).fill('kube')
  await eventually(page).toMatchObject({ address: '?q=kube&sort=changed' })
  await sort.selectOption('relevance')
  await eventually(page).toMatchObject({ address: '?q=kube' })
  await page.goBack()
  await expect.poll(() => sort.inputValue()).toBe('changed')
})

test('what makes no sense in an address is passed over', async () => {
  const page = await openPage()
  await page.goto(addressOf('finding', 'packages/?sort=size&page=-1&state=&colour=red'))
  await eventually(page).toMatchObject({ names: ALL, count: `${ALL.length} packages` })
  await page.goto(addressOf('finding', 'packages/?tag=<b>no</b>&page=99'))
  await eventually(page).toMatchObject({ names: [], count: '0 packages' })
  expect(await page.locator('[data-chosen]').textContent()).toContain('<b>no</b>')
})

test.each(['finding', 'extreme'] as const)(
  'a card that a search draws is the card of the page, in %s',
  async (site) => {
    const page = await openPage()
    await page.goto(addressOf(site, 'packages/'))
    const built = await cards(page)
    expect(built.length).toBeGreaterThan(5)
    await page.goto(addressOf(site, 'packages/?sort=listed'))
    await eventually(page).toMatchObject({ address: '?sort=listed' })
    await page.locator('[data-results]:not([aria-busy])').waitFor()
    const drawn = await cards(page)
    expect(drawn.toSorted()).toEqual(built.toSorted())
  },
)

test('on a phone the facets fold, and a button leads from them to the results', async () => {
  const page = await openPage({ viewport: { width: 360, height: 700 } })
  await page.goto(addressOf('finding', 'packages/'))
  expect(await value(page, 'Tag', 'backup').isVisible()).toBe(false)
  await page.getByText('Filter', { exact: true }).click()
  await value(page, 'Tag', 'backup').click()
  await page.getByRole('button', { name: 'Show 2 packages' }).click()
  expect(await value(page, 'Tag', 'backup').isVisible()).toBe(false)
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('2 packages')
  expect(await page.getByText('(1 chosen)').isVisible()).toBe(true)
})
