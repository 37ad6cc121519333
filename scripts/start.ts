import { serveFolder } from '../src/io/static-server.ts'
import { buildSite } from './build-site.ts'
import { parseSiteUrl } from './compile.ts'
import { DEFAULT_INDEX } from './load-index.ts'
import { demandFreePort, portOf } from './port.ts'
import { paint, run } from './run.ts'
import { untilInterrupted } from './until-interrupted.ts'

const HELP = `Checks, compiles and builds the index, and serves it on this machine.

  npm start                     http://127.0.0.1:4321/
  PORT=8080 npm start           another port
  INDEX_DIR=DIR npm start       another index folder
  SITE_URL=https://example.org/base/ npm start
                                under a base path

Exit code: 1 errors in the index, 2 could not run.
`

const OUT = 'dist'

await run(HELP, {}, async () => {
  const port = portOf(process.env['PORT'])
  await demandFreePort(port)
  const siteUrl = parseSiteUrl(process.env['SITE_URL'] || `http://127.0.0.1:${port}/`)
  const exitCode = await buildSite(
    {
      index: DEFAULT_INDEX,
      siteUrl,
      quarantine: false,
      previous: OUT,
      allowShrink: true,
      allowShallow: true,
      status: null,
    },
    OUT,
  )
  if (exitCode !== 0) return exitCode
  const { url, close } = await serveFolder(OUT, new URL(siteUrl).pathname, port)
  process.stdout.write(
    `\n  The index is served at ${paint('bold', url)}\n  Press Ctrl+C to stop.\n`,
  )
  await untilInterrupted()
  await close()
  return 0
})
