import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serveFolder } from '../src/io/static-server.ts'
import { createDemo, DEMO_REGISTRY, type Demo } from '../tests/demo/demo-index.ts'
import { startRegistry } from '../tests/interop/docker-registry.ts'
import { buildSite } from './build-site.ts'
import { demandFreePort, portOf } from './port.ts'
import { CannotRun, paint, run } from './run.ts'
import { untilInterrupted } from './until-interrupted.ts'

const HELP = `Shows the whole line on this machine: starts a registry, pushes example repositories, signs
them against a trust root made on the spot, records them, builds the site and serves it.

  npm run demo                  http://127.0.0.1:4321/
  PORT=8080 npm run demo        another port

Needs docker-registry; on Debian: apt-get install docker-registry.
`

await run(HELP, {}, async () => {
  if (spawnSync('docker-registry', ['--version']).error) {
    throw new CannotRun(
      'docker-registry is not installed\nOn Debian: apt-get install docker-registry',
    )
  }
  const port = portOf(process.env['PORT'])
  await demandFreePort(port)
  const out = mkdtempSync(join(tmpdir(), 'packages-index-demo-site-'))
  const registry = await startRegistry('open')
  const demo = await createDemo(registry.host)
  try {
    const status = join(out, 'status')
    refresh(demo, registry.host, status, '2026-01-02T00:00:00Z')
    demo.bump('acme.hello')
    refresh(demo, registry.host, status, '2026-02-02T00:00:00Z')
    const site = join(out, 'site')
    const siteUrl = `http://127.0.0.1:${port}/`
    const request = { index: demo.indexDir, siteUrl, previous: site, status }
    const flags = { quarantine: false, allowShrink: true, allowShallow: true }
    if ((await buildSite({ ...request, ...flags }, site)) !== 0) return 1
    const { url, close } = await serveFolder(site, '/', port)
    process.stdout.write(
      `\n  The demonstration is served at ${paint('bold', url)}\n  Press Ctrl+C to stop.\n`,
    )
    await untilInterrupted()
    await close()
    return 0
  } finally {
    demo.remove()
    rmSync(out, { recursive: true, force: true })
    await registry.stop()
  }
})

/** Records what is listed, by the command that does it in earnest. */
function refresh(demo: Demo, host: string, status: string, now: string): void {
  const args = ['--index', demo.indexDir, '--status', status, '--now', now]
  const local = [
    '--trusted-root',
    demo.trustedRoot,
    '--insecure-registry',
    `${DEMO_REGISTRY}=${host}`,
  ]
  const script = new URL('./refresh.ts', import.meta.url).pathname
  const { status: code } = spawnSync(process.execPath, [script, ...args, ...local], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (code !== 0) throw new CannotRun('the examples could not be recorded; see above')
}
