import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { QUERIES } from '../queries.ts'
import { openPage } from './browser.ts'
import { addressOf } from './built.ts'
import { searchBox } from './listing-page.ts'

const PATIENCE = { timeout: 10_000, interval: 50 }

/** What a search box offers, as assistive technology is told. */
function offered(page: Page) {
  return page.evaluate(() => {
    const input = document.querySelector<HTMLInputElement>('[data-search]')
    const list = document.querySelector('[role=listbox]')
    const options = [...document.querySelectorAll<HTMLElement>('[role=option]')]
    const active = input?.getAttribute('aria-activedescendant') ?? null
    return {
      isOpen: input?.getAttribute('aria-expanded') === 'true' && Boolean(list?.checkVisibility()),
      options: options.map((option) => option.textContent?.trim()),
      active: active === null ? null : document.getElementById(active)?.textContent?.trim(),
      selected: options.filter((option) => option.ariaSelected === 'true').length,
      value: input?.value,
    }
  })
}

const eventually = (page: Page) => expect.poll(() => offered(page), PATIENCE)

async function openBox(query: string, path = 'tags/') {
  const page = await openPage()
  await page.goto(addressOf('finding', path))
  await searchBox(page).fill(query)
  await eventually(page).toMatchObject({ isOpen: true })
  return page
}

test('matches are offered with what of them matched, and the full list at the end', async () => {
  const page = await openBox('kube')
  expect((await offered(page)).options).toEqual([
    'kube package',
    'acme.kube package',
    'kubevirt-tools package',
    'initech.store package with application KubeStore',
    'umbrella.tool package with tag kube',
    'impostor package, kube',
    'kube tag of 1 package',
    'All matches in the full list',
  ])
})

test('the best match of every query comes first, and the ways on where there is none', async () => {
  const page = await openPage()
  await page.goto(addressOf('finding'))
  const firsts: Record<string, unknown> = {}
  const expected: Record<string, unknown> = {}
  for (const { query, first, near, word, former, core } of QUERIES.filter(
    (one) => one.query.length < 200,
  )) {
    await searchBox(page).fill('')
    await eventually(page).toMatchObject({ isOpen: false })
    await searchBox(page).fill(query)
    await eventually(page).toMatchObject({ isOpen: true, value: query })
    const labels = await page.locator('[role=option] .suggestion-name').allTextContents()
    const wanted = former ?? first[0] ?? core ?? near ?? word
    expected[query] = wanted ?? null
    firsts[query] = wanted === undefined ? null : labels[0]
    if (first.length === 0 && !former) expect(labels.at(-1), query).toBe('Request a package')
  }
  expect(firsts).toEqual(expected)
})

test('nothing is loaded before the first focus, and no list before the first letter', async () => {
  const page = await openPage()
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.goto(addressOf('finding', 'rules/'))
  await page.waitForLoadState('networkidle')
  const atFirst = asked.length
  expect(asked.filter((path) => /combobox|search/.test(path))).toEqual([])
  await searchBox(page).focus()
  await page.waitForLoadState('networkidle')
  expect(asked.length).toBeGreaterThan(atFirst)
  expect(asked.filter((path) => path.endsWith('.json'))).toEqual([])
  await page.keyboard.type('h')
  await eventually(page).toMatchObject({ isOpen: true })
  expect(asked.filter((path) => path.endsWith('.json'))).toContain('/search.json')
})

test('arrows, Home and End go round the options while the cursor stays in the box', async () => {
  const page = await openBox('vault')
  const press = async (key: string) => {
    await page.keyboard.press(key)
    const { active, selected } = await offered(page)
    return [active?.split(' ')[0] ?? null, selected]
  }
  expect(await press('ArrowDown')).toEqual(['vault', 1])
  expect(await press('ArrowDown')).toEqual(['a-frozen-vault', 1])
  expect(await press('ArrowDown')).toEqual(['All', 1])
  expect(await press('ArrowDown')).toEqual([null, 0])
  expect(await press('ArrowUp')).toEqual(['All', 1])
  expect(await press('Home')).toEqual(['vault', 1])
  expect(await press('End')).toEqual(['All', 1])
  expect(await press('ArrowLeft')).toEqual([null, 0])
  expect(await searchBox(page).evaluate((box) => box === document.activeElement)).toBe(true)
  expect((await offered(page)).value).toBe('vault')
})

test('without an option, Home and End move the cursor in the box', async () => {
  const page = await openBox('vault')
  await page.keyboard.press('Home')
  await page.keyboard.type('a-frozen-')
  await eventually(page).toMatchObject({ value: 'a-frozen-vault' })
})

test('Enter on an option opens it', async () => {
  const page = await openBox('kubev')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL(addressOf('finding', 'packages/kubevirt-tools/'))
})

test('Enter without an option opens the full list', async () => {
  const page = await openBox('kube')
  await page.keyboard.press('Enter')
  await page.waitForURL(addressOf('finding', 'packages/?q=kube'))
})

test('Escape closes, then clears', async () => {
  const page = await openBox('kube')
  await page.keyboard.press('Escape')
  expect(await offered(page)).toMatchObject({ isOpen: false, value: 'kube' })
  await page.keyboard.press('ArrowDown')
  await eventually(page).toMatchObject({ isOpen: true })
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  expect(await offered(page)).toMatchObject({ isOpen: false, value: '' })
})

test('Tab closes and goes on', async () => {
  const page = await openBox('kube')
  await page.keyboard.press('Tab')
  expect((await offered(page)).isOpen).toBe(false)
  expect(await searchBox(page).evaluate((box) => box === document.activeElement)).toBe(false)
})

test('an option can be clicked and, as it is a link, opened in another tab', async () => {
  const page = await openBox('kubev')
  const option = page.getByRole('option', { name: 'kubevirt-tools' })
  expect(await option.getAttribute('href')).toBe('/packages/kubevirt-tools/')
  await option.click()
  await page.waitForURL(addressOf('finding', 'packages/kubevirt-tools/'))
})

test('a touch opens an option as well', async () => {
  const page = await openPage({ hasTouch: true, viewport: { width: 320, height: 640 } })
  await page.goto(addressOf('finding', 'tags/'))
  await searchBox(page).fill('kubev')
  const option = page.getByRole('option', { name: 'kubevirt-tools' })
  await option.waitFor()
  const box = await option.boundingBox()
  expect(box?.height).toBeGreaterThanOrEqual(40)
  await option.tap()
  await page.waitForURL(addressOf('finding', 'packages/kubevirt-tools/'))
})

test('a screen reader hears how many there are, politely and once they settle', async () => {
  const page = await openBox('kube')
  const status = page.locator('.search [role=status]')
  await expect.poll(() => status.textContent(), PATIENCE).toBe('7 suggestions')
  await searchBox(page).fill('zzzzzzzzzz')
  await expect.poll(() => status.textContent(), PATIENCE).toBe('No match, 1 way on')
  await page.keyboard.press('Escape')
  expect(await status.textContent()).toBe('')
})

test('its roles and names are those of a combobox with a list', async () => {
  const page = await openBox('kubev')
  await page.keyboard.press('ArrowDown')
  expect(await page.getByRole('search').ariaSnapshot()).toBe(
    [
      '- search:',
      '  - text: Search packages',
      '  - combobox "Search packages" [expanded]: kubev',
      '  - button "Search"',
      '  - listbox "Suggestions":',
      '    - option "kubevirt-tools package" [selected]',
      '    - option "All matches in the full list"',
      '  - status',
    ].join('\n'),
  )
  expect(await searchBox(page).getAttribute('aria-autocomplete')).toBe('list')
  expect(await searchBox(page).getAttribute('aria-controls')).toBe(
    await page.getByRole('listbox').getAttribute('id'),
  )
})

test('a rule is offered by its name', async () => {
  const page = await openBox('name-reserved')
  expect((await offered(page)).options[0]).toBe('name-reserved rule')
})

test('a name that is gone leads to its page', async () => {
  const page = await openBox('former-hello')
  expect((await offered(page)).options[0]).toBe('former-hello former name of acme.hello')
  expect(await page.locator('.suggestions-none').isVisible()).toBe(false)
})

test('where the list cannot be loaded, nothing is offered and Enter still searches', async () => {
  const page = await openPage()
  await page.route('**/search.json', (route) => route.fulfill({ status: 200, body: 'no JSON' }))
  await page.goto(addressOf('finding', 'tags/'))
  await searchBox(page).fill('kube')
  await page.keyboard.press('Enter')
  await page.waitForURL(addressOf('finding', 'packages/?q=kube'))
})

test('strangers’ words and typed ones stay text', async () => {
  const page = await openBox('<img src=x onerror=alert(1)>')
  expect(await page.locator('.suggestions img').count()).toBe(0)
  expect(await page.locator('.suggestions-none').textContent()).toContain('“<img src=x')
})
