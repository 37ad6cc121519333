import { expect, test } from 'vitest'
import { browser, watchForFaults } from './browser.ts'
import { addressOf } from './built.ts'

test('a page that breaks its policy, fails and asks other hosts is found out', async () => {
  const page = await (await browser()).newPage()
  const faults = await watchForFaults(page)
  const html = `<!doctype html><title>Faulty</title>
    <meta http-equiv="Content-Security-Policy" content="script-src 'self'">
    <script>alert('inline')</script>
    <img src="https://elsewhere.example/pixel.png">
    <script src="missing.js"></script>`
  await page.route('**/faulty/', (route) => route.fulfill({ contentType: 'text/html', body: html }))
  await page.route('https://elsewhere.example/**', (route) => route.abort())
  await page.goto(addressOf('real', 'faulty/'))
  await page.close()

  expect(faults.sort()).toEqual([
    `404: ${addressOf('real', 'faulty/missing.js')}`,
    expect.stringContaining('console: Executing inline script violates'),
    'error: policy: script-src-elem blocks inline',
    'foreign request: https://elsewhere.example/pixel.png',
    'net::ERR_FAILED: https://elsewhere.example/pixel.png',
  ])
})
