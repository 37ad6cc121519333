import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openPage } from './browser.ts'
import { addressOf, readCatalog } from './built.ts'

const ALL = readCatalog('extreme').packages.map((one) => one.name)

const PATIENCE = { timeout: 10_000, interval: 50 }

/** What a page shows of a search, taken at one moment. */
function shown(page: Page) {
  return page.evaluate(() => ({
    names: [...document.querySelectorAll<HTMLElement>('[data-results] > li')].map(
      (card) => card.dataset['name'],
    ),
    count: document.querySelector('[role=status]')?.textContent,
    query: document.querySelector<HTMLInputElement>('[data-search]')?.value,
    address: location.search,
  }))
}

const eventually = (page: Page) => expect.poll(() => shown(page), PATIENCE)

const search = (page: Page) => page.getByRole('searchbox', { name: 'Search packages' })

test('Enter on the home page opens the full list, the best match first', async () => {
  const page = await openPage()
  await page.goto(addressOf('real'))
  await search(page).fill('emulator')
  await search(page).press('Enter')
  await eventually(page).toMatchObject({
    count: expect.stringContaining('for “emulator”'),
    query: 'emulator',
    address: '?q=emulator',
  })
  expect((await shown(page)).names[0]).toBe('paleocomputing-machines')
  expect(new URL(page.url()).pathname).toBe('/packages/')
})

test('under a base path the header of a package page searches as well', async () => {
  const page = await openPage()
  await page.goto(addressOf('fixtures', 'packages/retired/'))
  await search(page).fill('greeting')
  await search(page).press('Enter')
  await eventually(page).toMatchObject({ names: ['acme.hello'], address: '?q=greeting' })
  expect(page.url()).toBe(addressOf('fixtures', 'packages/?q=greeting'))
  await page.getByRole('link', { name: 'acme.hello' }).click()
  expect(page.url()).toBe(addressOf('fixtures', 'packages/acme.hello/'))
})

test('typing filters at once and keeps the query in the address', async () => {
  const page = await openPage()
  await page.goto(addressOf('extreme', 'packages/'))
  await search(page).pressSequentially('kubev')
  await eventually(page).toEqual({
    names: ['kubevirt-tools'],
    count: '1 package for “kubev”',
    query: 'kubev',
    address: '?q=kubev',
  })
})

test('the exact name comes first, then names that begin with it, then tags', async () => {
  const page = await openPage()
  await page.goto(addressOf('extreme', 'packages/?q=kube'))
  await eventually(page).toMatchObject({ count: '4 packages for “kube”' })
  expect((await shown(page)).names.slice(0, 3)).toEqual(['kube', 'kubevirt-tools', 'a-tool'])
})

test('a word that only an overview holds is found', async () => {
  const page = await openPage()
  await page.goto(addressOf('fixtures', 'packages/'))
  await search(page).fill('bonjour')
  await eventually(page).toMatchObject({
    names: ['acme.hello'],
    count: '1 package for “bonjour”',
  })
})

test.each(['/', 'Control+k', 'Meta+k'])('%s puts the cursor into the search', async (key) => {
  const page = await openPage()
  await page.goto(addressOf('fixtures', 'packages/acme.hello/'))
  await page.keyboard.press(key)
  await page.keyboard.type('demo')
  expect(await search(page).inputValue()).toBe('demo')
})

test('a slash that is typed into the search stays a slash', async () => {
  const page = await openPage()
  await page.goto(addressOf('fixtures', 'packages/'))
  await search(page).pressSequentially('acme/hello')
  expect(await search(page).inputValue()).toBe('acme/hello')
})

test('Escape empties the search and shows everything', async () => {
  const page = await openPage()
  await page.goto(addressOf('extreme', 'packages/?q=kubev'))
  await eventually(page).toMatchObject({ count: '1 package for “kubev”' })
  await search(page).press('Escape')
  await eventually(page).toEqual({
    names: ALL,
    count: `${ALL.length} packages`,
    query: '',
    address: '',
  })
})

test('back and forward restore query and results', async () => {
  const page = await openPage()
  await page.goto(addressOf('extreme', 'packages/'))
  await search(page).fill('kubev')
  await eventually(page).toMatchObject({ count: '1 package for “kubev”' })
  const found = await shown(page)
  await page.getByRole('link', { name: 'kubevirt-tools' }).click()
  expect(page.url()).toBe(addressOf('extreme', 'packages/kubevirt-tools/'))
  await page.goBack()
  await eventually(page).toEqual(found)
  await page.goForward()
  expect(page.url()).toBe(addressOf('extreme', 'packages/kubevirt-tools/'))
})

test('Enter adds nothing that back would have to pass', async () => {
  const page = await openPage()
  await page.goto(addressOf('extreme'))
  await page.goto(addressOf('extreme', 'packages/'))
  await search(page).fill('kubev')
  await search(page).press('Enter')
  await eventually(page).toMatchObject({ count: '1 package for “kubev”' })
  await page.goBack()
  expect(page.url()).toBe(addressOf('extreme'))
})

test('back returns to the query that was entered before', async () => {
  const page = await openPage()
  await page.goto(addressOf('extreme', 'packages/?q=kubev'))
  await eventually(page).toMatchObject({ count: '1 package for “kubev”' })
  await page.goto(addressOf('extreme', 'packages/?q=kube'))
  await eventually(page).toMatchObject({ count: '4 packages for “kube”' })
  await page.goBack()
  await eventually(page).toMatchObject({ count: '1 package for “kubev”', query: 'kubev' })
})

test('where nothing matches, the nearest name is offered', async () => {
  const page = await openPage()
  await page.goto(addressOf('fixtures', 'packages/?q=minimol'))
  await eventually(page).toMatchObject({ names: [], count: '0 packages for “minimol”' })
  const suggestion = page.getByText('Did you mean')
  expect(await suggestion.textContent()).toBe('Did you mean minimal?')
  await suggestion.getByRole('link').click()
  expect(page.url()).toBe(addressOf('fixtures', 'packages/minimal/'))
})

test('where something matches, no other name is offered', async () => {
  const page = await openPage()
  await page.goto(addressOf('fixtures', 'packages/?q=minimal'))
  await eventually(page).toMatchObject({ names: ['minimal'], count: '1 package for “minimal”' })
  expect(await page.getByText('Did you mean').isVisible()).toBe(false)
})

test.each([
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '(a|b[',
  '\\',
  '%',
  'عبري',
  '😀',
])('%s is searched for as text', async (text) => {
  const page = await openPage()
  await page.goto(addressOf('extreme', `packages/?${new URLSearchParams({ q: text })}`))
  await eventually(page).toMatchObject({
    count: expect.stringContaining(`for “${text}”`),
    query: text,
  })
})

test('where the list cannot be loaded, everything stays and the page says why', async () => {
  const page = await openPage()
  await page.route('**/search.json', (route) => route.fulfill({ status: 200, body: 'no JSON' }))
  await page.goto(addressOf('extreme', 'packages/?q=kube'))
  await eventually(page).toMatchObject({
    names: ALL,
    count: expect.stringContaining('could not be loaded'),
  })
})

test('an address that is no text is answered like any unknown one', async () => {
  const page = await openPage()
  await page.goto(addressOf('fixtures', 'packages/%E0%A4/'))
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Not found')
})

test('the page of an unknown address offers the nearest package', async () => {
  const page = await openPage()
  await page.goto(addressOf('fixtures', 'packages/minimol/'))
  const suggestion = page.getByText('Did you mean')
  await suggestion.waitFor()
  expect(await suggestion.getByRole('link').getAttribute('href')).toBe(
    new URL(addressOf('fixtures', 'packages/minimal/')).pathname,
  )
})
