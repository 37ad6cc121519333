import { cpSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { type ConfigData, HtmlValidate } from 'html-validate'
import { expect, inject, test } from 'vitest'
import { siteProblems } from '../../src/io/site-guard.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { openPage } from './browser.ts'
import type { SiteName } from './build-sites.ts'
import { addressOf, listBuilt, readBuilt, readCatalog } from './built.ts'
import { FIRST_LISTED, KUBE_CHANGED, LONGEST } from './extreme-index.ts'

const SITES: SiteName[] = ['real', 'fixtures', 'extreme', 'finding']

const HTML: ConfigData = {
  extends: ['html-validate:recommended'],
  rules: {
    // A title names package and site, and a package's name may be 63 characters long.
    'long-title': 'off',
  },
}

test.each(SITES)('every page of the site %s is valid HTML', async (site) => {
  const validator = new HtmlValidate(HTML)
  const problems: string[] = []
  for (const path of listBuilt(site, '.html')) {
    const { results } = await validator.validateString(readBuilt(site, path))
    for (const { ruleId, message, selector } of results.flatMap((result) => result.messages)) {
      problems.push(`${path}: ${selector} ${message} [${ruleId}]`)
    }
  }
  expect(problems).toEqual([])
})

test.each(SITES)('the guard finds nothing wrong with the site %s', (site) => {
  const { folder, base } = inject('sites')[site]
  expect(siteProblems(folder, base)).toEqual([])
})

test('the guard names what is wrong with a page', () => {
  const { folder, base } = inject('sites').fixtures
  const copy = temporaryFolder()
  cpSync(folder, copy, { recursive: true })
  const spoil = (path: string, html: string) =>
    writeFileSync(
      join(copy, path),
      readBuilt('fixtures', path).replace('</main>', `${html}</main>`),
    )
  spoil('index.html', `<a href="${base}nowhere/">a</a><img src="/elsewhere.png">`)
  spoil('tags/index.html', '<a href="#nothing">b</a><a href="../rules/#text">c</a>')
  spoil('rules/index.html', '<p>undefined</p>')
  spoil('packages/index.html', '<p data-when="[object Object]"></p>')
  rmSync(join(copy, 'atom.xml'))

  const problems = siteProblems(copy, base).filter((problem) => !problem.includes('atom.xml'))
  expect(problems).toEqual([
    `index.html: href="${base}nowhere/" leads to no file`,
    'index.html: src="/elsewhere.png" leads out of the site',
    'packages/index.html shows [object Object] where a value belongs',
    'rules/index.html shows undefined where a value belongs',
    'tags/index.html: href="#nothing" leads to no element',
  ])
  expect(siteProblems(copy, base)).toContain(`404.html: href="${base}atom.xml" leads to no file`)
})

/** The published schema that a published file must conform to. */
function schemaOf(path: string, value: object): string {
  if (!path.includes('/')) return path.replace('.json', '')
  const [folder, part] = path.split('/')
  if (folder === 'search') return SEARCH_SCHEMAS[part ?? ''] ?? path
  return 'ociRef' in value ? 'package' : 'tombstone'
}

const SEARCH_SCHEMAS: Record<string, string> = {
  texts: 'search-texts',
  'pages.json': 'search-pages',
}

test.each(SITES)('every JSON file of the site %s conforms to its published schema', (site) => {
  const ajv = new Ajv2020({ allErrors: true, validateFormats: false })
  const published = listBuilt(site, '.json').filter((path) => !path.startsWith('pagefind/'))
  const schemas = published.filter((path) => path.startsWith('schemas/'))
  const documents = published.filter((path) => !schemas.includes(path))
  for (const path of schemas) {
    const schema = JSON.parse(readBuilt(site, path))
    expect(schema.$id).toBe(addressOf(site, path))
    ajv.addSchema(schema)
  }
  for (const path of documents) {
    const document = JSON.parse(readBuilt(site, path))
    const kind = schemaOf(path, document)
    ajv.validate(addressOf(site, `schemas/${kind}.schema.json`), document)
    expect(ajv.errors, path).toBe(null)
  }
  const { packages, tombstones } = readCatalog(site)
  const ofSearch = documents.filter((path) => path.startsWith('search/'))
  expect(ofSearch).toEqual(expect.arrayContaining(['search/pages.json', 'search/texts/0.json']))
  expect(documents).toHaveLength(3 + ofSearch.length + packages.length + tombstones.length)
})

test('the feed is well-formed, newest first, and leads to the pages', async () => {
  const page = await openPage()
  await page.goto(addressOf('extreme'))
  const feed = await page.evaluate(async () => {
    const text = await (await fetch('atom.xml')).text()
    const xml = new DOMParser().parseFromString(text, 'application/xml')
    const entries = [...xml.querySelectorAll('entry')].map((entry) => ({
      title: entry.querySelector('title')?.textContent,
      updated: entry.querySelector('updated')?.textContent,
      published: entry.querySelector('published')?.textContent,
      link: entry.querySelector('link')?.getAttribute('href') ?? '',
      summary: entry.querySelector('summary')?.textContent,
    }))
    const answers = await Promise.all(entries.map(async ({ link }) => (await fetch(link)).status))
    return {
      error: xml.querySelector('parsererror')?.textContent,
      root: xml.documentElement.namespaceURI,
      self: xml.querySelector('link[rel=self]')?.getAttribute('href'),
      updated: xml.querySelector('feed > updated')?.textContent,
      entries,
      answers,
    }
  })
  expect(feed).toMatchObject({
    error: undefined,
    root: 'http://www.w3.org/2005/Atom',
    self: addressOf('extreme', 'atom.xml'),
    updated: KUBE_CHANGED,
    answers: feed.entries.map(() => 200),
  })
  expect(feed.entries.map((entry) => entry.link)).toEqual(
    [
      'kube',
      'a-tool',
      'comparison',
      'comparison',
      'failing-one',
      'kubevirt-tools',
      LONGEST,
      'moved-one',
      'outdated',
      'resigned',
      'shalom',
      'stale-one',
    ].map((name) => addressOf('extreme', `packages/${name}/`)),
  )
  expect(feed.entries[0]).toMatchObject({ updated: KUBE_CHANGED, published: FIRST_LISTED })
  expect(feed.entries[2]).toMatchObject({
    title: 'comparison 1.0.0 (deprecated)',
    summary: `Says that a < b & "c" > 'd', and 100% of it.`,
  })
})

test.each(SITES)('the feed of the site %s has every package of a known date', (site) => {
  const dated = readCatalog(site).packages.filter((one) => one.lastChanged !== null)
  expect(readBuilt(site, 'atom.xml').split('<category term="package"/>')).toHaveLength(
    1 + dated.length,
  )
})

test.each(['fixtures', 'extreme'] as const)(
  'the feed of the site %s tells of every state and tombstone',
  (site) => {
    const { packages, tombstones } = readCatalog(site)
    const feed = readBuilt(site, 'atom.xml')
    const isTold = ({ name, state }: { name: string; state: string }) =>
      feed.includes(`packages/${name}/#${state}-`)
    const told = packages.filter(({ state }) => /^(frozen|deprecated|yanked)$/.test(state))
    expect(tombstones.length + told.length).toBeGreaterThan(0)
    expect([...tombstones, ...told].filter((one) => !isTold(one))).toEqual([])
  },
)
