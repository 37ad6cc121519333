import { afterAll, expect, test } from 'vitest'
import { openPage } from './browser.ts'
import { addressOf, readCatalog } from './built.ts'
import { eventually, searchBox, shown } from './listing-page.ts'
import { type Transfer, watchTransfers } from './transfers.ts'

const KB = 1000

/** The most that the first view may fetch, all requests, on a site of 2,000 packages. */
const BUDGETS = { home: 60 * KB, package: 60 * KB, packages: 100 * KB, search: 200 * KB }

const VIEW = { viewport: { width: 1440, height: 900 } }

const lines: string[] = []

afterAll(() => process.stdout.write(`\n${lines.join('\n')}\n\n`))

/** Adds the fetches to the table, the largest first, and returns their bytes. */
function total(what: string, transfers: Transfer[], budget: number): number {
  const sum = transfers.reduce((bytes, one) => bytes + one.bytes, 0)
  lines.push(`${what.padEnd(16)} ${inKb(sum)} of at most ${inKb(budget)}`)
  for (const { path, bytes } of transfers.toSorted((a, b) => b.bytes - a.bytes)) {
    lines.push(`  ${inKb(bytes)}  ${path}`)
  }
  return sum
}

const inKb = (bytes: number) => `${(bytes / KB).toFixed(1).padStart(6)} kB`

async function firstView(path: string) {
  const page = await openPage(VIEW)
  const transfers = watchTransfers(page)
  await page.goto(addressOf('many', path))
  return { page, transfers, first: await transfers.take() }
}

/** A package with everything on its page: overview, applications and several versions. */
const largest = readCatalog('many')
  .packages.filter((one) => one.overview && one.release && one.release.applications.length > 2)
  .toSorted((a, b) => (b.release?.components ?? 0) - (a.release?.components ?? 0))[0]

test('there are as many packages as the budgets are meant for', () => {
  expect(readCatalog('many').packages).toHaveLength(2000)
})

test('the first view of the home page is within its budget', async () => {
  const { first } = await firstView('')
  expect(total('home page', first, BUDGETS.home)).toBeLessThanOrEqual(BUDGETS.home)
})

test('the first view of a package page is within its budget', async () => {
  const { first } = await firstView(`packages/${largest?.name}/`)
  expect(total('package page', first, BUDGETS.package)).toBeLessThanOrEqual(BUDGETS.package)
})

test('the first view of the packages page is within its budget', async () => {
  const { first } = await firstView('packages/')
  expect(total('packages page', first, BUDGETS.packages)).toBeLessThanOrEqual(BUDGETS.packages)
})

test.each([
  ['a letter', 'a'],
  ['a common word', 'database'],
  ['the beginning of names', 'kube'],
  ['two words', 'postgres operator'],
  ['a word of texts alone', 'telescopes'],
  ['the beginning of words of texts', 'tra'],
  ['a slip', 'obsrvabilty'],
  [
    'eleven words',
    'runs nightly database backup for kubernetes with snapshots and encrypted storage',
  ],
  [
    'a list of words',
    'collecting metrics, alerts, traces, dashboards, pipelines, clusters, certificates and queues',
  ],
])('the first search is within its budget: %s', async (what, query) => {
  const { page, transfers } = await firstView('packages/')
  await searchBox(page).fill(query)
  await eventually(page).toMatchObject({ count: expect.stringContaining('for “') })
  const fetched = await transfers.take()
  expect(fetched.length).toBeGreaterThan(0)
  const { count } = await shown(page)
  lines.push(`${count}`)
  expect(total(`search: ${what}`, fetched, BUDGETS.search)).toBeLessThanOrEqual(BUDGETS.search)
})
