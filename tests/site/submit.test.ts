import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { injectAxe, objections } from './axe.ts'
import { addressOf, readBuilt } from './built.ts'
import {
  askedOfGitHub,
  field,
  fileShown,
  fillIn,
  findingsShown,
  GOOD,
  github,
  openSubmit,
  submitButton,
} from './submit-page.ts'

const PATIENCE = { timeout: 10_000, interval: 50 }

const eventually = <T>(look: () => Promise<T>) => expect.poll(look, PATIENCE)

const status = (page: Page) => page.locator('[data-status]').textContent()

/** Goes on by Tab until the field has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab')
    if ((await focused(page)) === name) return
  }
  throw new Error(`Tab does not lead to ${name}`)
}

/** The name of the field that has the focus, or the text of anything else. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement
    return (element as HTMLInputElement).name || element?.textContent?.trim() || ''
  })

async function retype(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+a')
  await page.keyboard.type(text)
}

test('an entry with two mistakes is submitted and mended by keyboard alone', async () => {
  const page = await openSubmit()
  const typed = { name: 'zebra.tools', description: 'Tools for zebras.', tags: 'Data Base, demo' }
  for (const [name, text] of Object.entries(typed)) {
    await tabTo(page, name)
    await page.keyboard.type(text)
  }
  await tabTo(page, 'ociRef')
  await page.keyboard.type('oci://ghcr.io/zebra/tools')
  await tabTo(page, 'version')
  await page.keyboard.type('1.10')
  await page.keyboard.press('Enter')

  await eventually(() => focused(page)).toContain('2 errors to mend')
  await page.keyboard.press('Tab')
  expect(await focused(page)).toContain('Tags: expected a tag of lower-case letters')
  await page.keyboard.press('Enter')
  expect(await focused(page)).toBe('tags')
  await retype(page, 'database, demo')
  await eventually(() => page.locator('[data-errors] h2').textContent()).toBe('1 error to mend')
  await tabTo(page, 'version')
  await retype(page, 'v1.10.0')
  await page.keyboard.press('Enter')

  await eventually(() => focused(page)).toContain('It passes the rules that run here')
  await page.keyboard.press('Tab')
  expect(await focused(page)).toBe('Open in GitHub’s editor')
  expect(
    await fileShown(page),
  ).toBe(`# yaml-language-server: $schema=https://cozystack.github.io/packages-index/schemas/entry.schema.json
name: zebra.tools
ociRef: oci://ghcr.io/zebra/tools
version: "v1.10.0"
description: Tools for zebras.
tags: [database, demo]
signing:
  identity: https://github.com/zebra/tools/.github/workflows/release.yaml@refs/heads/main
  issuer: https://token.actions.githubusercontent.com
`)
  expect(await askedOfGitHub(page)).toEqual({
    address: 'https://github.com/cozystack/packages-index/new/main/index/packages',
    filename: 'zebra.tools.yaml',
    value: await fileShown(page),
  })
})

test('findings appear while typing, at fields that were touched, and go when mended', async () => {
  const page = await openSubmit()
  await field(page, 'name').focus()
  await field(page, 'version').focus()
  await fillIn(page, { version: 'latest' })
  await eventually(() => findingsShown(page)).toEqual({ version: ['version'] })
  expect(await status(page)).toBe('1 error beside the fields.')
  const version = field(page, 'version')
  expect(await version.getAttribute('aria-invalid')).toBe('true')
  expect(
    await page.getByRole('textbox', { name: 'Version' }).getAttribute('aria-describedby'),
  ).toBe('field-version-hint field-version-findings')
  const rule = page.locator('#field-version-findings a')
  expect(await rule.getAttribute('href')).toBe(
    new URL(addressOf('fixtures', 'rules/version/')).pathname,
  )

  await fillIn(page, { version: 'v1.0.0' })
  await eventually(() => findingsShown(page)).toEqual({})
  expect(await version.getAttribute('aria-invalid')).toBeNull()
  expect(await status(page)).toBe('Nothing to mend in what you have filled in so far.')
})

test('on a phone the result is led to, below the button, whoever has to wait for it', async () => {
  const page = await openSubmit('', { viewport: { width: 360, height: 640 } })
  const held: (() => void)[] = []
  await page.route('**/context.json', async (route) => {
    await new Promise<void>((resolve) => held.push(resolve))
    await route.continue()
  })
  await fillIn(page, { ...GOOD, homepage: 'http://zebra.example' })
  await submitButton(page).click()
  await page.getByText('Checking…').waitFor()
  // What is still typed makes an answer on its way void, and must not lose the reader.
  await fillIn(page, { maintainer: 'zebra' })
  for (const go of held) go()
  const errors = page.locator('[data-errors]')
  await eventually(() => focused(page)).toContain('1 error to mend')
  expect(await errors.getByRole('link').allTextContents()).toEqual([
    'Homepage: expected an https address on a public host, found the scheme http: in "http://zebra.example"',
  ])
  const box = await errors.boundingBox()
  expect(box?.y).toBeGreaterThanOrEqual(0)
  expect(box?.y).toBeLessThan(200)
  expect(await page.getByText('Checking…').count()).toBe(0)
})

test('the last steps are in the order in which somebody takes them', async () => {
  const page = await openSubmit()
  await fillIn(page, GOOD)
  await submitButton(page).click()
  await github(page).waitFor()
  const steps = await page.locator('.submit-steps > li').filter({ visible: true }).allTextContents()
  expect(steps.map((step) => /editor|pull request|checks look/.exec(step)?.[0])).toEqual([
    'editor',
    'pull request',
    'checks look',
  ])
})

test('an empty form that is submitted says what is missing', async () => {
  const page = await openSubmit()
  await submitButton(page).click()
  await eventually(() => findingsShown(page)).toEqual({
    name: ['name'],
    description: ['text-length'],
    ociRef: ['oci-ref'],
    version: ['version'],
    'signing.identity': ['signing-identity', 'text-length'],
  })
})

test.each([
  ['acme.he1lo', 'name', 'name-confusable'],
  ['official.zebra', 'name', 'name-reserved'],
  ['retire', 'name', 'name-similar'],
  ['acme.zebra', 'name', 'claim-label'],
  ['old-name', 'name', 'lifecycle-package'],
  ['oci://ghcr.io/acme/hello', 'ociRef', 'oci-ref-duplicate'],
  ['oci://quay.io/acme/hello', 'ociRef', 'tap-source-name'],
  ['oci://registry.example/zebra/tools', 'ociRef', 'registry'],
])('%s is compared with the published index: %s, %s', async (value, name, rule) => {
  const page = await openSubmit()
  await fillIn(page, { ...GOOD, [name]: value })
  await eventually(async () => (await findingsShown(page))[name]).toContain(rule)
})

test('the overview is judged and written, too', async () => {
  const page = await openSubmit()
  expect(await fileShown(page, 'overview')).toBeNull()
  await fillIn(page, GOOD)
  await page.getByText('Overview', { exact: true }).click()
  await fillIn(page, { 'overview.license': 'GPL', 'overview.body': '# Zebra\n\n<b>Fast</b>' })
  await eventually(() => findingsShown(page)).toEqual({
    'overview.license': ['license'],
    'overview.body': ['markdown-html', 'markdown-html'],
  })
  await fillIn(page, { 'overview.license': 'MIT', 'overview.body': '# Zebra' })
  await submitButton(page).click()
  await github(page).waitFor()
  expect(await fileShown(page, 'overview')).toBe('---\nlicense: MIT\n---\n\n# Zebra\n')
  expect(await page.getByText('there open or add index/packages/zebra.tools.md').isVisible()).toBe(
    true,
  )
})

test('the identity is put together, and shown as it will stand in the certificate', async () => {
  const page = await openSubmit()
  await fillIn(page, { version: '1.2.0', homepage: 'https://github.com/zebra/Tools.git' })
  await field(page, 'homepage').blur()
  expect(await field(page, 'helper.repository').inputValue()).toBe('zebra/Tools')
  const workflow = 'https://github.com/zebra/Tools/.github/workflows'
  const identity = () => field(page, 'signing.identity').inputValue()
  expect(await identity()).toBe(`${workflow}/release.yaml@refs/heads/main`)
  await fillIn(page, { 'helper.workflow': 'publish.yml', 'helper.branch': 'trunk' })
  expect(await identity()).toBe(`${workflow}/publish.yml@refs/heads/trunk`)
  await field(page, 'helper.ref').selectOption('refs/tags/v{version}')
  expect(await identity()).toBe(`${workflow}/publish.yml@refs/tags/v{version}`)
  await eventually(() => page.locator('[data-certificate]').textContent()).toBe(
    `In the certificate of this version: ${workflow}/publish.yml@refs/tags/v1.2.0`,
  )
  await fillIn(page, { 'signing.identity': GOOD['signing.identity'] })
  await eventually(() => field(page, 'helper.repository').inputValue()).toBe('zebra/tools')
  expect(await field(page, 'helper.ref').inputValue()).toBe('refs/heads/')
  expect(await page.locator('[data-certificate]').isVisible()).toBe(false)
})

test('what was typed survives a reload, can be cleared, and brought back', async () => {
  const page = await openSubmit()
  await fillIn(page, { ...GOOD, version: 'latest', 'helper.workflow': 'publish.yaml' })
  const written = await fileShown(page)
  await page.reload()
  await eventually(() => fileShown(page)).toBe(written)
  expect(await field(page, 'helper.workflow').inputValue()).toBe('publish.yaml')
  await eventually(() => findingsShown(page)).toEqual({ version: ['version'] })

  await page.getByRole('button', { name: 'start over', exact: true }).click()
  expect(await field(page, 'name').inputValue()).toBe('')
  expect(await findingsShown(page)).toEqual({})
  await page.getByRole('button', { name: 'Undo' }).click()
  expect(await fileShown(page)).toBe(written)
  await page.getByRole('button', { name: 'Start over', exact: true }).click()
  await page.reload()
  expect(await field(page, 'name').inputValue()).toBe('')
})

test('where storage is forbidden, the form works all the same', async () => {
  const page = await openSubmit()
  await page.addInitScript(() => {
    const forbid = () => {
      throw new DOMException('forbidden', 'SecurityError')
    }
    Object.defineProperty(window, 'sessionStorage', { get: forbid })
  })
  await page.reload()
  await fillIn(page, GOOD)
  await submitButton(page).click()
  await github(page).waitFor()
})

test('the files can be copied and downloaded', async () => {
  const page = await openSubmit('', { permissions: ['clipboard-read', 'clipboard-write'] })
  const copy = page.getByRole('button', { name: 'Copy the file of the entry' })
  const blank = await fileShown(page)
  await copy.click()
  await expect.poll(() => copy.textContent()).toBe('Copied')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(blank)
  await expect.poll(async () => (await copy.textContent())?.trim(), { timeout: 5000 }).toBe('Copy')
  await fillIn(page, GOOD)
  const shown = await fileShown(page)
  await copy.click()
  await expect.poll(() => copy.textContent()).toBe('Copied')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(shown)
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toBe('zebra.tools.yaml')
  expect(readFileSync(await download.path(), 'utf8')).toBe(shown)
})

test('a text that is too long for a link is to be copied', async () => {
  const page = await openSubmit()
  await fillIn(page, {
    ...GOOD,
    tags: '',
    description: '日本'.repeat(200),
    maintainer: '日'.repeat(100),
  })
  await fillIn(page, { homepage: `https://zebra.example/${'z'.repeat(270)}` })
  await fillIn(page, { 'signing.identity': `${GOOD['signing.identity']}/${'z'.repeat(200)}` })
  const shown = (await fileShown(page)) ?? ''
  expect(encodeURIComponent(shown).length).toBeGreaterThan(5000)
  expect(await askedOfGitHub(page)).toMatchObject({ filename: 'zebra.tools.yaml', value: shown })
  await fillIn(page, { description: '日本'.repeat(500) })
  expect(await askedOfGitHub(page)).toEqual({
    address: 'https://github.com/cozystack/packages-index/new/main/index/packages',
    filename: 'zebra.tools.yaml',
  })
  expect(await page.locator('[data-github-note]').textContent()).toContain('copy the entry first')
})

test('the rules are loaded by nobody who only looks at the page', async () => {
  const page = await openSubmit()
  const requests: string[] = []
  page.on('request', (request) => requests.push(new URL(request.url()).pathname))
  await page.reload()
  await page.waitForLoadState('networkidle')
  const ofEngine = () => requests.filter((path) => /engine-worker|context\.json/.test(path))
  expect(ofEngine()).toEqual([])
  await field(page, 'name').focus()
  await eventually(async () => ofEngine().length).toBe(2)
})

test('where the published index cannot be loaded, the page says so and offers the way on', async () => {
  const page = await openSubmit()
  await page.route('**/context.json', (route) => route.fulfill({ body: 'no JSON' }))
  await fillIn(page, GOOD)
  await submitButton(page).click()
  await page.getByRole('heading', { name: 'It could not be checked here' }).waitFor()
  expect(await status(page)).toContain('The rules could not be loaded')
  expect(await askedOfGitHub(page)).toMatchObject({ value: await fileShown(page) })
  await page.unroute('**/context.json')
  await submitButton(page).click()
  await page.getByRole('heading', { name: 'It passes the rules that run here' }).waitFor()
})

test.each([
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '</code></pre><h1>owned</h1>',
  '\u202egnp.exe',
  'javascript:alert(1)',
  '{{alert(1)}} %0d%0a',
])('%s is text in every field', async (text) => {
  const page = await openSubmit()
  const elements = () => page.locator('main :is(script, img, h1)').count()
  const before = await elements()
  const names = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLInputElement>('[data-submit] :is(input, textarea)')].map(
      ({ name }) => name,
    ),
  )
  await page.getByText('Overview', { exact: true }).click()
  for (const name of names) await field(page, name).fill(text)
  await submitButton(page).click()
  await page.getByRole('heading', { name: 'errors to mend' }).waitFor()
  expect(await elements()).toBe(before)
  expect(
    await page
      .locator('[data-errors] a, .finding a')
      .evaluateAll(
        (links) =>
          links.filter((link) => !/^http|^#/.test((link as HTMLAnchorElement).href)).length,
      ),
  ).toBe(0)
})

test('100 KB in one field are refused, and the page goes on', async () => {
  const page = await openSubmit()
  await fillIn(page, { ...GOOD, description: '<b>zebra</b> '.repeat(8000) })
  await eventually(() => findingsShown(page)).toEqual({ description: ['file-size'] })
  await fillIn(page, { description: 'Tools.' })
  await eventually(() => findingsShown(page)).toEqual({})
})

const STATES: [string, (page: Page) => Promise<void>][] = [
  ['empty', async () => {}],
  [
    'with errors',
    async (page) => {
      await page.getByText('Overview', { exact: true }).click()
      await fillIn(page, { ...GOOD, name: 'retire', tags: 'Data Base', 'overview.license': 'GPL' })
      await submitButton(page).click()
      await page.getByRole('heading', { name: '2 errors to mend' }).waitFor()
    },
  ],
  [
    'done',
    async (page) => {
      await fillIn(page, GOOD)
      await submitButton(page).click()
      await github(page).waitFor()
    },
  ],
]

test.each(STATES)('axe has nothing to object to when the form is %s', async (_, arrive) => {
  const page = await openSubmit('', { reducedMotion: 'reduce' })
  await arrive(page)
  await page.locator('[data-start] summary').click()
  await injectAxe(page)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 })
      expect(await objections(page), `${colorScheme}, ${width} px`).toEqual([])
      const overflow = await page.evaluate(
        () => (document.scrollingElement?.scrollWidth ?? 0) - innerWidth,
      )
      expect(overflow).toBe(0)
    }
  }
})

test('without JavaScript the page explains the format instead', async () => {
  const page = await openSubmit('', { javaScriptEnabled: false })
  expect(await page.locator('[data-submit]').isVisible()).toBe(false)
  expect(await page.locator('noscript').isVisible()).toBe(true)
  const example = await page.getByRole('group', { name: 'An example of an entry' }).textContent()
  expect(example).toContain('ociRef: oci://ghcr.io/acme/hello\n')
  await page.getByRole('link', { name: 'The schema' }).click()
  expect(page.url()).toBe(addressOf('fixtures', 'schemas/entry.schema.json'))
  expect(JSON.parse(readBuilt('fixtures', 'schemas/entry.schema.json')).title).toBe('entry')
})
