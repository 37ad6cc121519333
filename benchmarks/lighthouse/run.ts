import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { buildSite } from '../../scripts/build-site.ts'
import { CannotRun, run } from '../../scripts/run.ts'
import { findBrowser } from '../../src/io/browser.ts'
import { replaceFile } from '../../src/io/replace-file.ts'
import { serveFolder } from '../../src/io/static-server.ts'
import { makeManyPackages } from '../../tests/site/many-packages.ts'
import { type Figures, formatTable, medians, missedBars, readFigures } from './figures.ts'
import { pageTypes } from './page-types.ts'

const HELP = `Measures one page of every type of a site of 2,000 packages with Lighthouse, as on a phone.

  npm ci --prefix benchmarks/lighthouse          once: Lighthouse is no dependency of the project
  node benchmarks/lighthouse/run.ts              builds the site, three runs a page, medians
  node benchmarks/lighthouse/run.ts --runs 1     quicker
  node benchmarks/lighthouse/run.ts --only rules/     pages whose path begins so

The report is written to .build/lighthouse.json, or with --report FILE. Measure on an idle machine:
what else runs is counted against the page.
Exit code: 0 all bars are met, 1 a bar is missed, 2 could not run.
`

const options = {
  runs: { type: 'string', default: '3' },
  only: { type: 'string', default: '' },
  report: { type: 'string', default: '.build/lighthouse.json' },
} as const

const LIGHTHOUSE = fileURLToPath(new URL('node_modules/lighthouse/cli/index.js', import.meta.url))
const FLAGS =
  '--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run'
const PACKAGES = 2000

await run(HELP, options, async ({ runs, only, report }) => {
  if (!/^[1-9]$/.test(runs)) throw new CannotRun(`--runs is ${runs}, expected 1 to 9`)
  if (!existsSync(LIGHTHOUSE)) {
    throw new CannotRun('Lighthouse is not installed: run npm ci --prefix benchmarks/lighthouse')
  }
  const browser = findBrowser()
  if (!browser) throw new CannotRun('there is no Chromium: run node scripts/install-browser.ts')
  const root = mkdtempSync(join(tmpdir(), 'lighthouse-'))
  try {
    const site = join(root, 'site')
    const { url, close } = await serveFolder(site, '/', 0)
    try {
      await build(root, site, url)
      const paths = pageTypes(site).filter((path) => path.startsWith(only))
      if (paths.length === 0) throw new CannotRun(`no page begins with ${only}`)
      const pages = new Map<string, Figures>()
      for (const path of paths) {
        const found: Figures[] = []
        for (let turn = 0; turn < Number(runs); turn += 1) {
          found.push(await measurePatiently(url + path, browser, root))
        }
        pages.set(path, medians(found))
        process.stderr.write(`/${path} measured\n`)
      }
      return publish(pages, report)
    } finally {
      await close()
    }
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
})

async function build(root: string, site: string, siteUrl: string): Promise<void> {
  const made = makeManyPackages(join(root, 'many'), { packages: PACKAGES, git: true })
  const exitCode = await buildSite(
    {
      index: made.index,
      siteUrl,
      quarantine: false,
      previous: site,
      allowShrink: true,
      allowShallow: true,
      status: made.status,
    },
    site,
  )
  if (exitCode !== 0) throw new CannotRun('the site could not be built')
  compressTexts(site)
}

/** GitHub Pages compresses texts; the server of this project sends what lies beside them. */
function compressTexts(site: string): void {
  const texts = new Set(['.html', '.css', '.js', '.json', '.svg', '.xml', '.txt'])
  for (const path of readdirSync(site, { recursive: true, encoding: 'utf8' })) {
    const file = join(site, path)
    if (texts.has(extname(path))) writeFileSync(`${file}.gz`, gzipSync(readFileSync(file)))
  }
}

const ATTEMPTS = 3

/** On a busy machine Lighthouse runs into time limits of its own. */
async function measurePatiently(url: string, browser: string, root: string): Promise<Figures> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await measure(url, browser, root)
    } catch (error) {
      if (attempt === ATTEMPTS) throw error
      process.stderr.write(`${url}: Lighthouse failed, again\n`)
    }
  }
}

async function measure(url: string, browser: string, root: string): Promise<Figures> {
  const output = join(root, 'report.json')
  const args = ['--output=json', `--output-path=${output}`, '--quiet', `--chrome-flags=${FLAGS}`]
  const env = { ...process.env, CHROME_PATH: browser }
  await promisify(execFile)(process.execPath, [LIGHTHOUSE, url, ...args], { env })
  return readFigures(readFileSync(output, 'utf8'))
}

function publish(pages: ReadonlyMap<string, Figures>, report: string): number {
  process.stdout.write(`\n${formatTable(pages)}\n\n`)
  const missed = [...pages].flatMap(([path, figures]) =>
    [...missedBars(figures), ...figures.failed].map((problem) => `/${path}: ${problem}`),
  )
  process.stdout.write(`${missed.length > 0 ? missed.join('\n') : 'All bars are met.'}\n`)
  const content = { packages: PACKAGES, pages: Object.fromEntries(pages), missed }
  replaceFile(report, `${JSON.stringify(content, null, 2)}\n`)
  return missed.length > 0 ? 1 : 0
}
