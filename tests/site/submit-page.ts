import type { BrowserContextOptions, Page } from 'playwright-core'
import { openPage } from './browser.ts'
import { addressOf } from './built.ts'

/** Opens the submit page of the valid fixtures. */
export async function openSubmit(query = '', options: BrowserContextOptions = {}): Promise<Page> {
  const page = await openPage(options)
  await page.goto(addressOf('fixtures', `submit/${query}`))
  return page
}

/** The control of a field, by the path of its value. */
export const field = (page: Page, name: string) => page.locator(`main [name="${name}"]`)

/** Fills in fields, as if each were typed. */
export async function fillIn(page: Page, values: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(values)) await field(page, name).fill(value)
}

export const GOOD = {
  name: 'zebra.tools',
  description: 'Tools for zebras.',
  tags: 'stripes, tools',
  ociRef: 'oci://ghcr.io/zebra/tools',
  version: 'v1.0.0',
  'signing.identity':
    'https://github.com/zebra/tools/.github/workflows/release.yaml@refs/heads/main',
}

/** What stands beside the fields, by field; those without a finding are left out. */
export function findingsShown(page: Page): Promise<Record<string, string[]>> {
  return page.evaluate(() => {
    const fields = [...document.querySelectorAll<HTMLElement>('[data-submit] [data-field]')]
    const shown = fields.map((one) => {
      const rules = [...one.querySelectorAll('.finding .rule')].map((rule) => rule.textContent)
      return [one.dataset['field'], rules]
    })
    return Object.fromEntries(shown.filter(([, rules]) => (rules?.length ?? 0) > 0))
  })
}

/** The text of a file as the page shows it; null where it shows none. */
export function fileShown(
  page: Page,
  kind: 'entry' | 'overview' = 'entry',
): Promise<string | null> {
  return page.evaluate((name) => {
    const figure = document.querySelector<HTMLElement>(`figure[data-file=${name}]`)
    return figure && !figure.hidden ? (figure.querySelector('pre code')?.textContent ?? null) : null
  }, kind)
}

export const submitButton = (page: Page) => page.getByRole('button', { name: 'Check everything' })

export const github = (page: Page) => page.getByRole('link', { name: 'GitHub’s editor' })

/** What GitHub would be asked to fill in. */
export async function askedOfGitHub(page: Page) {
  const { origin, pathname, searchParams } = new URL(
    (await page.locator('[data-github]').getAttribute('href')) ?? '',
  )
  return { address: origin + pathname, ...Object.fromEntries(searchParams) }
}
