import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { checkIndex } from '../../src/core/check-index.ts'
import { describeContext } from '../../src/core/context.ts'
import type { Finding } from '../../src/core/finding.ts'
import { readYaml } from '../../src/core/yaml/read-yaml.ts'
import { checkFixture, FIXTURES } from '../check-fixture.ts'
import { entryText, judge } from '../core/arbitrary-entry.ts'
import { SINGLE_ENTRIES, type SingleEntry } from '../single-entries.ts'
import { readBuilt } from './built.ts'
import {
  askedOfGitHub,
  field,
  fileShown,
  fillIn,
  findingsShown,
  github,
  openSubmit,
  submitButton,
} from './submit-page.ts'

const PATIENCE = { timeout: 10_000, interval: 20 }

/** Opens the page with its ways to begin unfolded. */
async function openStart(query = ''): Promise<Page> {
  const page = await openSubmit(query)
  await page.locator('[data-start] summary').click()
  return page
}

const paste = (page: Page) => page.getByLabel('Paste the YAML of an entry')

/** What the page says of a file that was brought along, once it has judged it. */
async function judgedByPage(page: Page, bring: () => Promise<void>): Promise<string[]> {
  const status = page.locator('[data-start-status]')
  await status.evaluate((element) => {
    element.textContent = ''
  })
  await bring()
  await expect.poll(() => status.textContent(), PATIENCE).not.toBe('')
  return page.locator('[data-start-findings] .finding').allInnerTexts()
}

/** A finding as the page words it. */
function worded({ severity, line, column, message, rule, fix }: Finding): string {
  const what = severity === 'error' ? 'Error' : 'Warning'
  const where = line === null ? ':' : `, line ${line}, column ${column}:`
  return [`${what}${where} ${message} ${rule}`, ...(fix === null ? [] : [fix])].join('\n')
}

/** As the browser shows a text in a line: runs of spaces are one. */
const inLine = (text: string) => text.replace(/ +/g, ' ')

/** Lets the page judge as if nothing were published, as the fixtures are judged. */
async function publishNothing(page: Page): Promise<void> {
  const body = JSON.stringify(describeContext(checkIndex([]).index))
  await page.route('**/context.json', (route) => route.fulfill({ body }))
}

const chooseFile = (page: Page, { fileName, bytes }: SingleEntry) =>
  page
    .getByLabel('Or choose its file')
    .setInputFiles({ name: fileName, mimeType: 'text/yaml', buffer: Buffer.from(bytes) })

test('every entry of the fixtures that is chosen as a file is judged as in the index', async () => {
  const page = await openStart()
  await publishNothing(page)
  const found: Record<string, string[]> = {}
  for (const single of SINGLE_ENTRIES) {
    const said = await judgedByPage(page, () => chooseFile(page, single))
    found[single.fixture] = said.map(inLine)
  }
  const expected = SINGLE_ENTRIES.map(({ fixture }) => [
    fixture,
    checkFixture(fixture).map(worded).map(inLine),
  ])
  expect(SINGLE_ENTRIES.length).toBeGreaterThan(100)
  expect(found).toEqual(Object.fromEntries(expected))
})

test('every entry of the fixtures that is pasted is judged as in the index', async () => {
  const page = await openStart()
  await publishNothing(page)
  // What a text area keeps as it is, and what is not about the name of the file.
  const pasted = SINGLE_ENTRIES.map((one) => ({
    ...one,
    text: `${Buffer.from(one.bytes)}`,
  })).filter(
    ({ fixture, text, bytes, fileName }) =>
      !/[\r\0]/.test(text) &&
      Buffer.from(text).equals(bytes) &&
      !/^(name-file|file-)/.test(fixture) &&
      fileName.endsWith('.yaml'),
  )
  await page.clock.install()
  for (const { fixture, text } of pasted) {
    const said = await judgedByPage(page, async () => {
      await paste(page).fill(text)
      await page.clock.runFor(1000)
    })
    expect(said.map(inLine), fixture).toEqual(checkFixture(fixture).map(worded).map(inLine))
  }
  expect(pasted.length).toBeGreaterThan(100)
})

test('any entry that is accepted is filled in and written with the same values', async () => {
  const page = await openStart()
  await publishNothing(page)
  const texts = fc
    .sample(entryText, { seed: 3940, numRuns: 200 })
    .flatMap((written) => (judge(written).entry ? [{ ...written, ...judge(written) }] : []))
    .slice(0, 25)
  expect(texts.length).toBe(25)
  for (const { name, text, entry } of texts) {
    const single = { fixture: '', fileName: `${name}.yaml`, bytes: Buffer.from(text) }
    expect(await judgedByPage(page, () => chooseFile(page, single))).toEqual([])
    await page.getByRole('button', { name: 'Fill in the form with it' }).click()
    const shown = await fileShown(page)
    const { tags, ...others } = entry ?? {}
    const expected = { ...others, ...(tags?.length ? { tags } : {}) }
    expect(JSON.parse(JSON.stringify(readYaml(shown ?? '').value))).toEqual(expected)
    expect(await askedOfGitHub(page)).toEqual({
      address: 'https://github.com/cozystack/packages-index/new/main/index/packages',
      filename: `${name}.yaml`,
      value: shown,
    })
  }
})

test('what can be read of a broken entry is filled in, with findings at the fields', async () => {
  const page = await openStart()
  const text =
    'name: zebra_x\nversion: 1.10\ntags: [a, B]\nsigning: {issuer: https://a.example}\nx: y\n'
  const said = await judgedByPage(page, () => paste(page).fill(text))
  expect(said[0]).toContain(
    'Error, line 1, column 1: the field "description" is missing field-missing',
  )
  await page.getByRole('button', { name: 'Fill in the form with it' }).click()
  await expect
    .poll(() => findingsShown(page), PATIENCE)
    .toEqual({
      name: ['name'],
      tags: ['tags'],
      version: ['version'],
      'signing.issuer': ['signing-issuer'],
    })
  expect(await fileShown(page)).toContain('version: "1.10"\n')
})

test('100 KB that are pasted are refused for their size', async () => {
  const page = await openStart()
  const said = await judgedByPage(page, () => paste(page).fill(`a: ${'<b>'.repeat(33_000)}\n`))
  expect(said).toEqual([expect.stringContaining('expected at most 16384 bytes, found 99004')])
  expect(await page.getByRole('button', { name: 'Fill in the form with it' }).isVisible()).toBe(
    false,
  )
})

test('what is no entry at all is said to be none', async () => {
  const page = await openStart()
  for (const text of ['<script>alert(1)</script>', '[[[[', '- a\n- b']) {
    expect((await judgedByPage(page, () => paste(page).fill(text))).length).toBeGreaterThan(0)
    expect(await page.getByRole('button', { name: 'Fill in the form with it' }).isVisible()).toBe(
      false,
    )
  }
  await paste(page).fill('')
  expect(await page.locator('[data-start-status]').textContent()).toBe('')
})

test('a package that is listed is changed by name, and ends where GitHub edits its file', async () => {
  const page = await openStart()
  await page.getByLabel('Change a package that is listed').fill('acme.hello')
  await page.getByRole('button', { name: 'Fill in', exact: true }).click()
  await page.getByText('This changes acme.hello').waitFor()
  expect(new URL(page.url()).search).toBe('?package=acme.hello')
  expect(await field(page, 'overview.license').inputValue()).toBe('Apache-2.0 OR MIT')
  expect(await fileShown(page, 'overview')).toBe(
    readFileSync(`${FIXTURES}/valid/packages/acme.hello.md`, 'utf8'),
  )
  const published = JSON.parse(readBuilt('fixtures', 'packages/acme.hello.json'))
  const { value } = readYaml((await fileShown(page)) ?? '')
  expect(published).toMatchObject(JSON.parse(JSON.stringify(value)))

  await fillIn(page, { version: 'v1.3.0' })
  await submitButton(page).click()
  await github(page).waitFor()
  expect(await findingsShown(page)).toEqual({})
  expect(await askedOfGitHub(page)).toEqual({
    address: 'https://github.com/cozystack/packages-index/edit/main/index/packages/acme.hello.yaml',
  })
  expect(await page.getByRole('button', { name: 'Copy the entry' }).isVisible()).toBe(true)
})

test('who types the name of a listed package is told that this changes it', async () => {
  const page = await openSubmit()
  await fillIn(page, { name: 'minimal' })
  await page.getByText('A package of this name is listed').waitFor()
  expect(await askedOfGitHub(page)).toEqual({
    address: 'https://github.com/cozystack/packages-index/edit/main/index/packages/minimal.yaml',
  })
  await fillIn(page, { name: 'minimal-tools' })
  await page.getByText('A package of this name is listed').waitFor({ state: 'hidden' })
  expect(await askedOfGitHub(page)).toMatchObject({ filename: 'minimal-tools.yaml' })
})

test('a new entry and a change are kept apart', async () => {
  const page = await openSubmit('?package=minimal')
  await page.getByText('This changes minimal').waitFor()
  await fillIn(page, { description: 'Changed.' })
  await page.goto(page.url().replace(/\?.*/, ''))
  expect(await field(page, 'name').inputValue()).toBe('')
  await page.goBack()
  await expect.poll(() => field(page, 'description').inputValue(), PATIENCE).toBe('Changed.')
})

test.each([
  ['no-such', 'The index has no package “no-such”.'],
  ['old-name', '“old-name” is not listed any more.'],
  ['../catalog', 'The index has no package “../catalog”.'],
  ['<img src=x onerror=alert(1)>', 'The index has no package “<img src=x onerror=alert(1)>”.'],
])('for %s there is nothing to change, which the page says', async (name, says) => {
  const page = await openSubmit(`?${new URLSearchParams({ package: name })}`)
  await page.getByText(says).waitFor()
  expect(await field(page, 'name').inputValue()).toBe('')
})
