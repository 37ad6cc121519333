import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, expect, inject, onTestFinished } from 'vitest'
import { findBrowser } from '../../src/io/browser.ts'

const ARGS = [
  '--no-sandbox', // Chromium refuses to run as root, as in a container, with it.
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

const PATIENCE_MS = 10_000

let launched: Promise<Browser> | null = null

afterAll(async () => {
  await (await launched)?.close()
})

/** The one browser of a test file. */
export function browser(): Promise<Browser> {
  const executablePath = findBrowser()
  if (!executablePath) throw new Error('there is no Chromium: run node scripts/install-browser.ts')
  launched ??= chromium.launch({ executablePath, args: ARGS })
  return launched
}

/** A page of a context of its own; the test fails if anything in it goes wrong. */
export async function openPage(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await (await browser()).newContext(options)
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE_MS)
  const faults = await watchForFaults(page)
  onTestFinished(async () => {
    await context.close()
    expect(faults).toEqual([])
  })
  return page
}

/**
 * Everything that a page does wrong from now on: errors, messages of errors, breaches of the
 * content security policy, dialogs, requests that fail or go to another origin.
 */
export async function watchForFaults(page: Page): Promise<string[]> {
  const faults: string[] = []
  const own = new Set(Object.values(inject('sites')).map((site) => new URL(site.url).origin))
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`))
  page.on('console', (message) => {
    // Failed requests are judged below, where it is known what was asked for.
    const isRequest = message.text().startsWith('Failed to load resource')
    if (message.type() === 'error' && !isRequest) faults.push(`console: ${message.text()}`)
  })
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('request', (request) => {
    if (!own.has(new URL(request.url()).origin)) faults.push(`foreign request: ${request.url()}`)
  })
  page.on('response', (response) => {
    const isPage = response.request().isNavigationRequest()
    if (response.status() >= 400 && !isPage) faults.push(`${response.status()}: ${response.url()}`)
  })
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText
    // Leaving a page aborts what it still asks for.
    if (reason !== 'net::ERR_ABORTED') faults.push(`${reason}: ${request.url()}`)
  })
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      throw new Error(`policy: ${event.effectiveDirective} blocks ${event.blockedURI}`)
    })
  })
  return faults
}
