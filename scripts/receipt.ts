import { deliveries, renderReceipt } from '../src/core/receipt.ts'
import { CatalogSchema } from '../src/core/schemas/catalog.ts'
import { askGit } from '../src/io/git.ts'
import { ensureComment } from '../src/io/github/comments.ts'
import { hasReceipt, listFiles, listMerged, RECEIPT_MARKER } from '../src/io/github/receipts.ts'
import { parseSiteUrl } from './compile.ts'
import { GITHUB_HELP, openAsApp } from './github-options.ts'
import { momentOf } from './moment.ts'
import { CannotRun, run } from './run.ts'

const HELP = `Tells the authors of merged pull requests that their change is live, once the pages really answer.

  npm run publish:receipt                 in a clone of main; SITE_URL is the live site
  npm run publish:receipt -- --repo DIR --now 2026-11-01T12:00:00Z

${GITHUB_HELP}
Exit code: 0 done, 1 some pages do not answer and are left for the next run, 2 could not run.
`

const options = {
  repo: { type: 'string', default: '.' },
  now: { type: 'string' },
} as const

await run(HELP, options, async ({ repo, now: given }) => {
  const { github, app } = await openAsApp()
  const siteUrl = parseSiteUrl(process.env['SITE_URL'] || missing())
  const now = momentOf(given)
  const catalog = CatalogSchema.parse(JSON.parse(await get(`${siteUrl}catalog.json`)))
  let waiting = 0
  for (const { number, mergedAt, mergeCommit } of await listMerged(github, 'main', now)) {
    if (!contains(repo, catalog.revision, mergeCommit)) continue
    if (await hasReceipt(github, app, number)) continue
    const files = await listFiles(github, number)
    if (!files.some((file) => file.startsWith('index/'))) continue
    const all = deliveries(files, catalog)
    const silent = await firstSilent(
      all.flatMap(({ name, live }) => (live ? [`${siteUrl}packages/${name}/`] : [])),
    )
    if (silent) {
      waiting++
      process.stderr.write(`#${number} waits: ${silent}\n`)
      continue
    }
    const seconds = (Date.parse(now) - Date.parse(mergedAt)) / 1000
    const body = renderReceipt(RECEIPT_MARKER, all, siteUrl, seconds)
    await ensureComment(github, app, number, RECEIPT_MARKER, body)
    process.stderr.write(`#${number} is live\n`)
  }
  return waiting > 0 ? 1 : 0
})

/** Whether what is published was made from a commit that has the merge among its ancestors. */
function contains(repo: string, revision: string | null, commit: string): boolean {
  if (!revision) return false
  return askGit(repo, ['merge-base', '--is-ancestor', commit, revision])?.status === 0
}

async function firstSilent(addresses: readonly string[]): Promise<string | null> {
  for (const address of addresses) {
    try {
      await get(address)
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }
  return null
}

async function get(address: string): Promise<string> {
  const response = await fetch(`${address}?at=${Date.now()}`, {
    signal: AbortSignal.timeout(30_000),
  })
  if (!response.ok) throw new Error(`${address} answers ${response.status}`)
  return response.text()
}

function missing(): never {
  throw new CannotRun('SITE_URL is not set: the address of the live site')
}
