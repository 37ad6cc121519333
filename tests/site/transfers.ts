import { gzipSync } from 'node:zlib'
import type { Page, Request, Response } from 'playwright-core'

/** What a browser fetched. */
export interface Transfer {
  path: string
  /** Bytes of the body as GitHub Pages sends it: texts by gzip at its usual level, the rest as it is. */
  bytes: number
}

/** Texts; fonts, pictures and Pagefind's files are compressed already. */
const COMPRESSED = /^(text\/|image\/svg|application\/([\w.+-]*\+)?(json|javascript|xml))/

const QUIET_MS = 700
const PATIENCE_MS = 20_000

/** Notes everything that a page fetches from now on. */
export function watchTransfers(page: Page) {
  const taken: Transfer[] = []
  const pending = new Set<Request>()
  let last = Date.now()
  const measure = async (response: Response) => {
    const body = response.status() >= 300 ? Buffer.alloc(0) : await response.body()
    const isText = COMPRESSED.test(response.headers()['content-type'] ?? '')
    const bytes = isText ? gzipSync(body).length : body.length
    taken.push({ path: new URL(response.url()).pathname, bytes })
  }
  const settle = (request: Request) => {
    pending.delete(request)
    last = Date.now()
  }
  page.on('request', (request) => {
    pending.add(request)
    last = Date.now()
  })
  page.on('requestfinished', async (request) => {
    const response = await request.response()
    if (response) await measure(response)
    settle(request)
  })
  page.on('requestfailed', settle)
  return {
    /** Waits until nothing was asked for some time, and hands over what came since the last call. */
    async take(): Promise<Transfer[]> {
      const deadline = Date.now() + PATIENCE_MS
      while (pending.size > 0 || Date.now() - last < QUIET_MS) {
        if (Date.now() > deadline) throw new Error('the page does not stop asking for things')
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      return taken.splice(0)
    },
  }
}
