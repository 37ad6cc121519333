import type { BrowserContextOptions, Page } from 'playwright-core'
import { openPage } from './browser.ts'
import type { SiteName } from './build-sites.ts'
import { addressOf } from './built.ts'
import { LONGEST } from './extreme-index.ts'

/** One page of every type and state, of a built site. */
export interface PageType {
  what: string
  site: SiteName
  path: string
  /** What the page says last, once its script has done its work. */
  says?: string
  /** What is typed into its search box, which then shows its suggestions. */
  typed?: string
}

const fixture = (what: string, path: string): PageType => ({ what, site: 'fixtures', path })
const extreme = (what: string, path: string): PageType => ({ what, site: 'extreme', path })

export const PAGE_TYPES: PageType[] = [
  { what: 'the home page of the real index', site: 'real', path: '' },
  fixture('the home page', ''),
  { ...fixture('suggestions on the home page', ''), typed: 'fixture' },
  { ...fixture('suggestions in the header', 'tags/'), typed: 'e' },
  { ...fixture('suggestions where nothing matches', 'rules/'), typed: 'mnimal' },
  fixture('the list of packages', 'packages/'),
  { ...fixture('a search with results', 'packages/?q=greeting'), says: '1 package for' },
  { ...fixture('a search without results', 'packages/?q=mnimal'), says: '0 packages for' },
  fixture('an active package', 'packages/acme.hello/'),
  fixture('a pending package', 'packages/minimal/'),
  fixture('a deprecated package', 'packages/retired/'),
  fixture('a frozen package', 'packages/frozen-one/'),
  fixture('a yanked package', 'packages/yanked-one/'),
  fixture('a package that was removed', 'packages/departed/'),
  extreme('a package whose tag was moved', 'packages/moved-one/'),
  extreme('a package that could not be checked again', 'packages/stale-one/'),
  extreme('a package that fails the checks', 'packages/failing-one/'),
  fixture('the list of applications', 'applications/'),
  fixture('the list of maintainers', 'maintainers/'),
  fixture('what a maintainer publishes', 'maintainers/ghcr.io/acme/'),
  fixture('the core packages', 'core/'),
  fixture('the status', 'status/'),
  fixture('about the index', 'about/'),
  {
    ...fixture('a list with a filter', 'packages/?state=pending&tag=fixture'),
    says: 'Clear all',
  },
  fixture('the list of categories', 'categories/'),
  fixture('a category', 'categories/demos/'),
  fixture('a state', 'states/frozen/'),
  fixture('what was not checked for privileges', 'privileged/unknown/'),
  fixture('the list of tags', 'tags/'),
  fixture('a tag', 'tags/fixture/'),
  fixture('the form for a new entry', 'submit/'),
  {
    ...fixture('the form for a change', 'submit/?package=acme.hello'),
    says: 'It passes the rules that run here.',
  },
  fixture('the list of rules', 'rules/'),
  fixture('the table of lanes', 'rules/lanes/'),
  fixture('a rule', 'rules/signing-identity/'),
  fixture('the list of guides', 'guides/'),
  fixture('a guide with commands and output', 'guides/publish/'),
  fixture('a guide with tables', 'guides/troubleshooting/'),
  fixture('the page about trust', 'trust/'),
  { ...fixture('an unknown address', 'packages/minimol/'), says: 'Did you mean' },
  extreme('the home page with the longest texts', ''),
  extreme('the list with the longest texts', 'packages/'),
  extreme('a package with the longest texts', `packages/${LONGEST}/`),
  extreme('a package with the longest reason', 'packages/comparison/'),
  extreme('a package that is written from right to left', 'packages/shalom/'),
  extreme('the list of the longest tags', 'tags/'),
]

/** Opens a page of a type, and waits until it says what it has to say. */
export async function openPageType(
  { site, path, says, typed }: PageType,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const page = await openPage(options)
  await page.goto(addressOf(site, path))
  if (says) await page.locator('main').getByText(says).waitFor()
  if (typed) {
    await page.locator('[data-search]').fill(typed)
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('ArrowDown')
  }
  return page
}
