import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { HeadSchema } from '../src/core/schemas/head.ts'
import { parseSiteUrl } from './compile.ts'
import { CannotRun, numberOf, run } from './run.ts'

const HELP = `Waits until a site answers with what was published, and reads it back.

  npm run publish:await -- --site DIR     SITE_URL answers with the head.json and catalog.json of DIR
  npm run publish:await -- --seconds N    as long as that, by itself 600

Exit code: 0 it does, 1 it does not, 2 could not run.
`

const options = {
  site: { type: 'string', default: 'dist' },
  seconds: { type: 'string', default: '600' },
} as const

const PAUSE_MS = 5_000

await run(HELP, options, async (flags) => {
  const siteUrl = parseSiteUrl(process.env['SITE_URL'] || missing())
  const head = readFileSync(join(flags.site, 'head.json'), 'utf8')
  const { sha256, sequence } = HeadSchema.parse(JSON.parse(head))
  const until = Date.now() + numberOf('seconds', flags.seconds) * 1000
  for (;;) {
    const problem = await readBack(siteUrl, head, sha256)
    if (problem === null) {
      process.stderr.write(`${siteUrl} answers with sequence ${sequence}\n`)
      return 0
    }
    if (Date.now() + PAUSE_MS > until) {
      process.stderr.write(`${siteUrl} does not answer as published: ${problem}\n`)
      return 1
    }
    await delay(PAUSE_MS)
  }
})

async function readBack(siteUrl: string, head: string, sha256: string): Promise<string | null> {
  try {
    const live = await get(`${siteUrl}head.json`)
    if (live.toString() !== head) return 'head.json is another one'
    const catalog = await get(`${siteUrl}catalog.json`)
    const found = createHash('sha256').update(catalog).digest('hex')
    return found === sha256 ? null : 'catalog.json is not the one that head.json names'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** What caches in between hold of an address without a query is minutes old. */
async function get(address: string): Promise<Buffer> {
  const signal = AbortSignal.timeout(30_000)
  const response = await fetch(`${address}?at=${Date.now()}`, { signal, cache: 'no-store' })
  if (!response.ok) throw new Error(`${address} answers ${response.status}`)
  return Buffer.from(await response.arrayBuffer())
}

function missing(): never {
  throw new CannotRun('SITE_URL is not set: the address to ask')
}
