import type { Page } from 'playwright-core'
import { expect, inject, onTestFinished, test } from 'vitest'
import { QUERIES } from '../queries.ts'
import { browser, openPage } from './browser.ts'
import { addressOf, listBuilt, readCatalog } from './built.ts'
import { eventually, searchBox, shown } from './listing-page.ts'

const ALL = readCatalog('extreme').packages.map((one) => one.name)

test('every query of the one list finds on the site what the ranking finds', async () => {
  const page = await openPage()
  await page.goto(addressOf('finding', 'packages/'))
  const answers: unknown[] = []
  for (const { query, first, only } of QUERIES) {
    await page.evaluate((text) => {
      const input = document.querySelector<HTMLInputElement>('[data-search]')
      const status = document.querySelector('[data-count]')
      if (!input || !status) throw new Error('there is no search')
      status.textContent = ''
      input.value = text
      input.dispatchEvent(new Event('input'))
    }, query)
    await expect.poll(async () => (await shown(page)).count).not.toBe('')
    const { names } = await shown(page)
    answers.push({ query, first: only ? names : names.slice(0, first.length) })
  }
  expect(answers).toEqual(QUERIES.map(({ query, first }) => ({ query, first })))
})

test('Enter on the home page opens the full list, the best match first', async () => {
  const page = await openPage()
  await page.goto(addressOf('real'))
  await searchBox(page).fill('emulator')
  await searchBox(page).press('Enter')
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
  await searchBox(page).fill('greeting')
  await searchBox(page).press('Enter')
  await eventually(page).toMatchObject({ names: ['acme.hello'], address: '?q=greeting' })
  expect(page.url()).toBe(addressOf('fixtures', 'packages/?q=greeting'))
  await page.getByRole('link', { name: 'acme.hello' }).click()
  expect(page.url()).toBe(addressOf('fixtures', 'packages/acme.hello/'))
})

test('typing filters at once and keeps the query in the address', async () => {
  const page = await openPage()
  await page.goto(addressOf('extreme', 'packages/'))
  await searchBox(page).pressSequentially('kubev')
  await eventually(page).toEqual({
    names: ['kubevirt-tools'],
    count: '1 package for “kubev”',
    query: 'kubev',
    address: '?q=kubev',
  })
})

test('a word that only an overview holds is found', async () => {
  const page = await openPage()
  await page.goto(addressOf('fixtures', 'packages/'))
  await searchBox(page).fill('bonjour')
  await eventually(page).toMatchObject({ names: ['acme.hello'], count: '1 package for “bonjour”' })
  await page.goto(addressOf('finding', 'packages/?q=zeppelins'))
  await eventually(page).toMatchObject({ names: ['airfield'] })
})

test('nothing is loaded for a search before there is one', async () => {
  const page = await openPage()
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.goto(addressOf('finding', 'packages/'))
  await page.waitForLoadState('networkidle')
  const ofSearch = () => asked.filter((path) => /^\/(search|pagefind)[./]/.test(path)).sort()
  expect(ofSearch()).toEqual([])
  await searchBox(page).fill('hello')
  await eventually(page).toMatchObject({ count: '1 package for “hello”' })
  expect(ofSearch()).toEqual(
    expect.arrayContaining([
      '/pagefind/pagefind-entry.json',
      '/pagefind/pagefind-worker.js',
      '/pagefind/pagefind.js',
      '/pagefind/wasm.unknown.pagefind',
      '/search.json',
      '/search/texts/0.json',
    ]),
  )
})

test('nothing of Pagefind is published but what a search loads', () => {
  const files = listBuilt('finding', '').filter((path) => path.startsWith('pagefind/'))
  const loaded =
    /^pagefind\/(pagefind(-worker)?\.js|pagefind-entry\.json|wasm\.unknown\.pagefind|pagefind\.\w+\.pf_meta|(index|fragment)(\/\w+\.pf_\w+)?)$/
  expect(files.filter((path) => !loaded.test(path))).toEqual([])
})

test.each([
  'pagefind.js',
  'pagefind-worker.js',
  'wasm.unknown.pagefind',
  '*.pf_meta',
  '*.pf_index',
  '*.pf_fragment',
])('where %s cannot be loaded, what names and tags find stands', async (file) => {
  const page = await (await browser()).newPage()
  onTestFinished(() => page.close())
  await page.route(`**/pagefind/**/${file}`, (route) => route.abort())
  await page.goto(addressOf('finding', 'packages/?q=vault'))
  await eventually(page).toMatchObject({
    names: ['vault', 'a-frozen-vault'],
    count: '2 packages for “vault”',
  })
  await searchBox(page).fill('thermometers')
  await eventually(page).toMatchObject({ names: [], count: '0 packages for “thermometers”' })
})

test('what names find is shown before the texts are there', async () => {
  const page = await openPage()
  const held: (() => void)[] = []
  await page.route('**/*.pf_index', async (route) => {
    await new Promise<void>((resolve) => held.push(resolve))
    await route.continue()
  })
  await page.goto(addressOf('finding', 'packages/'))
  await searchBox(page).fill('kube')
  await expect.poll(() => held.length).toBe(1)
  const before = await shown(page)
  expect(before.names).toHaveLength(6)
  expect(before.count).not.toContain('kube')
  for (const go of held) go()
  await eventually(page).toEqual({ ...before, count: '6 packages for “kube”' })
})

test.each(['/', 'Control+k', 'Meta+k'])('%s puts the cursor into the search', async (key) => {
  const page = await openPage()
  await page.goto(addressOf('fixtures', 'packages/acme.hello/'))
  await page.keyboard.press(key)
  await page.keyboard.type('demo')
  expect(await searchBox(page).inputValue()).toBe('demo')
})

test('a slash that is typed into the search stays a slash', async () => {
  const page = await openPage()
  await page.goto(addressOf('fixtures', 'packages/'))
  await searchBox(page).pressSequentially('acme/hello')
  expect(await searchBox(page).inputValue()).toBe('acme/hello')
})

test('Escape empties the search and shows everything', async () => {
  const page = await openPage()
  await page.goto(addressOf('extreme', 'packages/?q=kubev'))
  await eventually(page).toMatchObject({ count: '1 package for “kubev”' })
  await searchBox(page).press('Escape')
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
  await searchBox(page).fill('kubev')
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
  await searchBox(page).fill('kubev')
  await searchBox(page).press('Enter')
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

test('where nothing matches, there are ways on', async () => {
  const page = await openPage()
  await page.goto(addressOf('fixtures', 'packages/?q=minimol'))
  await eventually(page).toMatchObject({ names: [], count: '0 packages for “minimol”' })
  const steps = page.locator('[data-more-results] li')
  expect(await steps.allTextContents()).toEqual([
    'minimal package of a near name',
    'Request a package opens an issue on GitHub',
  ])
  expect(await steps.getByRole('link').last().getAttribute('href')).toBe(
    'https://github.com/cozystack/packages-index/issues/new?template=request-a-package.yml&title=Request%3A+minimol',
  )
  await steps.getByRole('link', { name: 'minimal' }).click()
  expect(page.url()).toBe(addressOf('fixtures', 'packages/minimal/'))
})

test('a near word is searched for instead', async () => {
  const page = await openPage()
  await page.goto(addressOf('finding', 'packages/?q=emualtor'))
  await page.locator('[data-more-results]').getByRole('link', { name: 'emulator' }).click()
  await eventually(page).toMatchObject({ names: ['paleo-machines'], query: 'emulator' })
})

test.each([
  ['former-hello', 'former-hello former name of acme.hello', 'packages/former-hello/'],
  ['departed', 'departed removed; its name stays taken', 'packages/departed/'],
])('the former name %s leads to its page', async (query, text, path) => {
  const page = await openPage()
  await page.goto(addressOf('finding', `packages/?q=${query}`))
  const step = page.locator('[data-more-results] li').first()
  await step.waitFor()
  expect(await step.textContent()).toBe(text)
  expect(await step.getByRole('link').getAttribute('href')).toBe(`/${path}`)
})

test('what Cozystack ships itself is said', async () => {
  const page = await openPage()
  await page.goto(addressOf('finding', 'packages/?q=redis'))
  const step = page.locator('[data-more-results] li', { hasText: 'comes with Cozystack itself' })
  await step.waitFor()
  expect(await step.getByRole('link').textContent()).toBe('Redis')
})

/** What the full list says was found beside packages, by its heading. */
const others = (page: Page) =>
  page
    .locator('[data-more-results]')
    .evaluate((block) =>
      [...block.querySelectorAll('h2')].map((heading) => [
        heading.textContent,
        ...[...(heading.nextElementSibling?.children ?? [])].map((item) => item.textContent),
      ]),
    )

test('a page of the site is found in the full list as it is while typing', async () => {
  const page = await openPage()
  await page.goto(addressOf('finding', 'packages/?q=Lanes'))
  await eventually(page).toMatchObject({ names: [], count: '0 packages for “Lanes”' })
  expect((await others(page))[0]?.slice(0, 2)).toEqual(['Other results', 'Lanes page of this site'])
  expect((await others(page))[1]?.[0]).toBe('You could try')
  await page.locator('[data-more-results]').getByRole('link', { name: 'Lanes' }).click()
  expect(page.url()).toBe(addressOf('finding', 'rules/lanes/'))
})

test('below packages stands what else was found, and their number leads there', async () => {
  const page = await openPage({ viewport: { width: 1280, height: 500 } })
  await page.goto(addressOf('finding', 'packages/?q=kube'))
  await eventually(page).toMatchObject({ count: '6 packages for “kube”' })
  const [found = [], ...more] = await others(page)
  expect(more).toEqual([])
  expect(found.slice(0, 4)).toEqual([
    'Other results',
    'Kubernetes comes with Cozystack itself, from the core tap',
    'kube tag of 1 package',
    'KubeStore application of initech.store',
  ])
  expect(found.slice(4).every((one) => one?.endsWith(' guide'))).toBe(true)
  const number = `${found.length - 1} other results`
  expect(await page.getByRole('status').textContent()).toBe(`6 packages for “kube”, and ${number}`)
  await page.getByRole('link', { name: number }).click()
  const heading = page.getByRole('heading', { name: 'Other results' })
  expect(await heading.evaluate((one) => one === document.activeElement)).toBe(true)
  expect((await heading.boundingBox())?.y).toBeLessThan(500)
  await page.getByRole('link', { name: 'KubeStore' }).click()
  expect(page.url()).toBe(addressOf('finding', 'packages/initech.store/#app-KubeStore'))
  await page.locator(':target').waitFor()
})

test('what the core tap has by another name leads to its place on the page', async () => {
  const page = await openPage()
  for (const { query, core } of QUERIES.filter((one) => one.core)) {
    await page.goto(addressOf('finding', `packages/?${new URLSearchParams({ q: query })}`))
    const step = page.locator('[data-more-results] li', { hasText: 'comes with Cozystack itself' })
    expect(await step.getByRole('link').first().textContent(), query).toBe(core)
  }
  await page.goto(addressOf('finding', 'packages/?q=postgresql'))
  await page
    .locator('[data-more-results]')
    .getByRole('link', { name: 'Postgres', exact: true })
    .click()
  expect(page.url()).toBe(addressOf('finding', 'core/#Postgres'))
  expect(await page.locator(':target').textContent()).toBe('Postgres')
})

test('where something matches, no other name is offered', async () => {
  const page = await openPage()
  await page.goto(addressOf('fixtures', 'packages/?q=minimal'))
  await eventually(page).toMatchObject({ names: ['minimal'], count: '1 package for “minimal”' })
  expect(await page.locator('[data-more-results]').isVisible()).toBe(false)
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
  expect(await page.locator('.card').first().isVisible()).toBe(true)
})

test('texts of another edition are never shown under a name', async () => {
  const page = await openPage()
  await page.route('**/search/texts/*.json', (route) =>
    route.fulfill({ json: { schemaVersion: 1, edition: 'older', descriptions: ['Of another.'] } }),
  )
  await page.goto(addressOf('extreme', 'packages/?q=a-tool'))
  await eventually(page).toMatchObject({ names: ['a-tool'] })
  expect(await page.getByText('Of another.').count()).toBe(0)
  expect(await page.locator('[data-part="description"]').count()).toBe(0)
})

test('an address that is no text is answered like any unknown one', async () => {
  const page = await openPage()
  await page.goto(addressOf('fixtures', 'packages/%E0%A4/'))
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Not found')
})

test.each([
  ['packages/minimol/', 'packages/minimal/'],
  ['tags/fixtur/', 'tags/fixture/'],
  ['rules/name-fiel/', 'rules/name-file/'],
  ['minimol', 'packages/minimal/'],
])('the page of the unknown address %s offers %s', async (wrong, right) => {
  const page = await openPage()
  await page.goto(addressOf('fixtures', wrong))
  const suggestion = page.getByText('Did you mean')
  await suggestion.waitFor()
  expect(await suggestion.getByRole('link').getAttribute('href')).toBe(
    inject('sites').fixtures.base + right,
  )
})
