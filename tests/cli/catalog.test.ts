import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../temporary-folder.ts'
import { exampleIndex, publishIndex } from './example-index.ts'
import { startServer, type TestServer } from './http-server.ts'
import { type Circumstances, runClient } from './run-client.ts'

interface Site extends TestServer {
  /** What is served, by path; may be changed between two runs. */
  files: Map<string, string>
  headers: Record<string, string>
  /** Set to answer with something else altogether. */
  instead: { status: number; body: string; headers?: Record<string, string> } | null
}

/** A published index on a server of this machine, with ETags as Pages has them. */
async function startSite(files: Map<string, string>): Promise<Site> {
  const state: Pick<Site, 'files' | 'headers' | 'instead'> = { files, headers: {}, instead: null }
  const server = await startServer((request, response) => {
    if (state.instead) {
      response.writeHead(state.instead.status, state.instead.headers).end(state.instead.body)
      return
    }
    const body = state.files.get((request.url ?? '').slice(1))
    if (body === undefined) return void response.writeHead(404).end('nothing here')
    const etag = `"${body.length}-${body.slice(-40).replace(/\W/g, '')}"`
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end()
    const headers = { 'content-type': 'application/json', etag, ...state.headers }
    response.writeHead(200, headers).end(body)
  })
  return Object.assign(state, server)
}

/** A client with a cache of its own, which asks a site. */
async function clientOf(site: Site) {
  const env = { XDG_CACHE_HOME: temporaryFolder() }
  const run = async (args: string[], given: Circumstances = {}) => {
    site.asked.length = 0
    const result = await runClient([...args, '--index', site.url], {
      ...given,
      env: { ...env, ...given.env },
    })
    return {
      ...result,
      err: result.err.replaceAll(site.url, 'SITE/').replaceAll(new URL(site.url).host, 'HOST'),
      asked: [...site.asked],
    }
  }
  return { run, cacheDir: join(env.XDG_CACHE_HOME, 'cozypkg') }
}

const NOON = '2026-11-01T12:00:00Z'
const SOON = '2026-11-01T12:03:00Z'
const LATER = '2026-11-01T18:00:00Z'

async function published(options: Parameters<typeof publishIndex>[1] = {}) {
  const site = await startSite(publishIndex(exampleIndex(), options))
  return { site, ...(await clientOf(site)) }
}

test('is fetched once, kept, and asked for again when it is old', async () => {
  const { run } = await published()
  const first = await run(['search', 'hello'], { now: NOON })
  expect(first).toMatchObject({ code: 0, err: '', asked: ['GET /catalog.json', 'GET /head.json'] })
  const second = await run(['search', 'hello'], { now: SOON })
  expect(second).toEqual({ ...first, asked: [] })
  const third = await run(['search', 'hello'], { now: LATER })
  expect(third).toMatchObject({ out: first.out, asked: ['GET /catalog.json', 'GET /head.json'] })
  const fourth = await run(['search', 'hello'], { now: LATER })
  expect(fourth.asked).toEqual([])
  const fifth = await run(['search', 'hello', '--refresh'], { now: LATER })
  expect(fifth.asked).toHaveLength(2)
})

test('a server that allows longer is asked later', async () => {
  const { site, run } = await published()
  site.headers = { 'cache-control': 'public, max-age=1800' }
  await run(['search'], { now: NOON })
  expect((await run(['search'], { now: '2026-11-01T12:29:00Z' })).asked).toEqual([])
  expect((await run(['search'], { now: '2026-11-01T12:31:00Z' })).asked).toHaveLength(2)
})

test('serves offline, with a note of its age', async () => {
  const { run } = await published()
  const first = await run(['search'])
  const offline = await run(['search', '--offline'], { now: '2026-11-04T12:00:00Z' })
  expect(offline).toMatchObject({ code: 0, out: first.out, asked: [] })
  expect(offline.err).toMatchInlineSnapshot(`
    "Offline: this is the catalog as it was 3 days ago.
    "
  `)
})

test('offline without a copy says what to do', async () => {
  const { run } = await published()
  const { code, err } = await run(['search', '--offline'])
  expect(code).toBe(2)
  expect(err).toMatchInlineSnapshot(`
    "error the catalog of SITE/catalog.json was never fetched, so that it cannot be read offline
    Run once without --offline.
    "
  `)
})

test('what cannot be reached is replaced by the copy, with a warning', async () => {
  const { site, run } = await published()
  const first = await run(['search'])
  site.close()
  const cut = await run(['search'], { now: LATER })
  expect(cut).toMatchObject({ code: 0, out: first.out })
  expect(cut.err).toMatchInlineSnapshot(`
    "warning SITE/catalog.json does not answer: the connection was cut
    Check the network; behind a proxy, set HTTPS_PROXY.
    This is the catalog as it was 6 hours ago.
    "
  `)
})

const BROKEN: [string, NonNullable<Site['instead']>][] = [
  [
    'a captive portal',
    { status: 200, body: '<!doctype html><p>Log in', headers: { 'content-type': 'text/html' } },
  ],
  ['a portal without a type', { status: 200, body: '\n<html>' }],
  ['a cut-off catalog', { status: 200, body: '{"schemaVersion":1,"revision":null,' }],
  ['another JSON', { status: 200, body: '{"hello":"world"}' }],
  ['bytes', { status: 200, body: '\u0001\u0002' }],
  ['a newer schema', { status: 200, body: '{"schemaVersion":3,"pages":[]}' }],
  ['a server in trouble', { status: 503, body: 'later' }],
  ['a refusal', { status: 403, body: 'no' }],
  ['too many requests', { status: 429, body: 'no' }],
  ['nothing', { status: 404, body: 'no' }],
]

describe.each(BROKEN)('%s', (_, instead) => {
  test('is an error without a copy', async () => {
    const { site, run } = await published()
    site.instead = instead
    const { code, out, err } = await run(['search'])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatchSnapshot()
  })

  test('is a warning beside the copy', async () => {
    const { site, run } = await published()
    const first = await run(['search'])
    site.instead = instead
    const { code, out, err } = await run(['search'], { now: LATER })
    expect({ code, out }).toEqual({ code: 0, out: first.out })
    expect(err).toMatch(/^warning .*(SITE|HOST)/m)
    expect(err).toContain('This is the catalog as it was 6 hours ago.')
  })
})

test('a body that ends before its announced length is no catalog', async () => {
  const server = await startServer((_, response) => {
    response.writeHead(200, { 'content-length': '5000' })
    response.write('{"schemaVersion":1,')
    setTimeout(() => response.destroy(), 20)
  })
  const { code, err } = await runClient(['search', '--index', server.url])
  expect(code).toBe(2)
  expect(err).toContain('the connection was cut')
})

test('an older catalog than the one before is left alone', async () => {
  const { site, run } = await published({ sequence: 9 })
  const first = await run(['search'])
  site.files = publishIndex(exampleIndex({ 'lifecycle.yaml': '{}\n' }), { sequence: 8 })
  const { out, err } = await run(['search'], { now: LATER })
  expect(out).toBe(first.out)
  expect(err).toMatchInlineSnapshot(`
    "warning SITE/catalog.json is older than the catalog that was fetched before (8, not 9)
    It is left alone; if the index was really set back, remove the cache.
    This is the catalog as it was 6 hours ago.
    "
  `)
})

test('an expired catalog is a warning, also where head.json is held back later', async () => {
  const { site, run } = await published({ expires: '2026-11-01T15:00:00Z' })
  expect((await run(['search'])).err).toBe('')
  const late = await run(['search'], { now: LATER })
  expect(late.err).toMatchInlineSnapshot(`
    "warning The catalog expired on 2026-11-01T15:00:00Z, and its publisher has not renewed it: what was frozen or yanked since is not in it.
    "
  `)
  site.files.delete('head.json')
  expect((await run(['search', '--refresh'], { now: LATER })).err).toBe(late.err)
  const json = await run(['search', '--json'], { now: LATER })
  expect(JSON.parse(json.out).expired).toBe(true)
})

test('a renewed head.json renews the copy', async () => {
  const { site, run } = await published({ expires: '2026-11-01T15:00:00Z' })
  await run(['search'])
  site.files = publishIndex(exampleIndex(), { expires: '2026-11-09T15:00:00Z' })
  expect((await run(['search'], { now: LATER })).err).toBe('')
})

test('details that were kept beside an earlier catalog are asked for again', async () => {
  const { site, run } = await published()
  const before = await run(['info', 'hello'], { now: NOON })
  expect((await run(['info', 'hello'], { now: SOON })).asked).toEqual([])
  const frozen = { 'lifecycle.yaml': 'hello: { state: frozen, reason: It was taken over. }\n' }
  site.files = publishIndex(exampleIndex(frozen), { sequence: 8 })
  await run(['search', '--refresh'], { now: SOON })
  const after = await run(['info', 'hello'], { now: SOON })
  expect(before.out).not.toContain('frozen')
  expect(after.out).toContain('It was taken over.')
  expect(after.asked).toEqual(['GET /packages/hello.json'])
})

test('a catalog that head.json does not vouch for is refused', async () => {
  const { site, run } = await published({ expires: '2026-11-09T15:00:00Z' })
  const catalog = site.files.get('catalog.json') ?? ''
  site.files.set('catalog.json', catalog.replace('Greets everybody', 'Greets anybody!!'))
  const { code, err } = await run(['search'])
  expect(code).toBe(2)
  expect(err).toMatchInlineSnapshot(`
    "error SITE/catalog.json is not the one that head.json vouches for
    It may have been published a moment ago: try again in some minutes.
    "
  `)
  site.files.set('catalog.json', catalog.slice(0, 300))
  expect((await run(['search'])).err).toContain('is cut off after 300 bytes')
})

test('a catalog from the future makes one look at the clock', async () => {
  const { run } = await published()
  const { code, err } = await run(['search'], { now: '2020-01-01T00:00:00Z' })
  expect(code).toBe(0)
  expect(err).toMatchInlineSnapshot(`
    "warning The catalog is from the future (2026-10-31T12:00:00Z): is the clock of this machine right?
    "
  `)
})

test('a broken cache is fetched anew', async () => {
  const { run, cacheDir } = await published()
  const first = await run(['search'])
  for (const content of ['', '{', '[]', '{"format":1}', '{"format":9,"listing":{}}', '\u0000']) {
    for (const file of readdirSync(cacheDir)) writeFileSync(join(cacheDir, file), content)
    const again = await run(['search'])
    expect(again).toMatchObject({ code: 0, err: '', out: first.out })
    expect(again.asked).toHaveLength(2)
  }
})

test('a cache that cannot be written costs a warning', async () => {
  const { run } = await published()
  const file = join(temporaryFolder({ file: '' }), 'file')
  const { code, out, err } = await run(['search', 'hello'], { env: { XDG_CACHE_HOME: file } })
  expect(code).toBe(0)
  expect(out).toContain('hello')
  expect(err).toContain('warning The catalog cannot be kept for later: ')
})

test('clients that write the cache at once leave a whole one', async () => {
  const { site, run } = await published()
  const runs = await Promise.all(Array.from({ length: 8 }, () => run(['search', '--refresh'])))
  expect(new Set(runs.map(({ out }) => out)).size).toBe(1)
  site.close()
  expect((await run(['search', '--offline'])).out).toBe(runs[0]?.out)
})

test('an address that is not the catalog’s itself is taken for the site’s', async () => {
  const { site, run } = await published()
  await run(['search'])
  expect(site.asked).toContain('GET /catalog.json')
})

test('a proxy is asked where the environment names one, and not for what NO_PROXY lists', async () => {
  const { site, run } = await published()
  const seen: string[] = []
  const proxy = await startServer((request, response) => {
    seen.push(`${request.method} ${request.url}`)
    const catalog = site.files.get('catalog.json')
    if (request.url?.endsWith('/catalog.json')) return void response.writeHead(200).end(catalog)
    response.writeHead(404).end()
  })
  const inherited = { ...process.env }
  const through = async (env: Record<string, string>) => {
    seen.length = 0
    Object.assign(process.env, env)
    try {
      return await run(['search', 'hello', '--refresh'], { env })
    } finally {
      for (const name of Object.keys(env)) delete process.env[name]
      Object.assign(process.env, inherited)
    }
  }
  const proxied = await through({ HTTP_PROXY: proxy.url })
  expect(proxied).toMatchObject({ code: 0, err: '' })
  expect(seen.some((line) => line.includes('/catalog.json'))).toBe(true)
  await through({ HTTP_PROXY: proxy.url, NO_PROXY: '127.0.0.1' })
  expect(seen).toEqual([])
  const dead = await through({ HTTP_PROXY: 'http://127.0.0.1:9/' })
  expect(dead.err).toContain('HTTP_PROXY')
})

test('Ctrl+C in the middle of a fetch ends with 130', async () => {
  const interrupt = new AbortController()
  const server = await startServer(() => interrupt.abort())
  const run = await runClient(['search', '--index', server.url], { signal: interrupt.signal })
  expect(run).toMatchObject({ code: 130, err: 'interrupted\n' })
})
