import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { digestOf } from '../../src/io/registry/answers.ts'
import type { Credentials } from '../../src/io/registry/docker-credentials.ts'
import { RegistryError } from '../../src/io/registry/error.ts'
import { openRepository, type Repository } from '../../src/io/registry/oci-registry.ts'
import type { RegistryOptions } from '../../src/io/registry/session.ts'
import { lyingRegistry } from './lying-registry.ts'

const OCI = 'application/vnd.oci.image.manifest.v1+json'
const OCI_INDEX = 'application/vnd.oci.image.index.v1+json'
const MANIFEST = Buffer.from(`{"schemaVersion":2,"mediaType":"${OCI}"}`)
const DIGEST = digestOf(MANIFEST)
const BLOB = Buffer.from('the content of a layer')
const LAYER = { digest: digestOf(BLOB), size: BLOB.length }
const OTHER = digestOf(Buffer.from('something else'))

/** What a client does that has patience for a test: it notes its waits and does not wait. */
function open(host: string, options: Partial<RegistryOptions> = {}) {
  const waits: number[] = []
  const repository = openRepository(host, 'acme/hello', {
    allowedHosts: [],
    insecureHosts: new Set([host]),
    sleep: async (ms) => waits.push(ms),
    ...options,
    limits: { idleMs: 2000, overallMs: 3000, transferMs: 3000, ...options.limits },
  })
  return { repository, waits }
}

async function failure(promise: Promise<unknown>): Promise<{ code: string; message: string }> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof RegistryError)) throw error ?? new Error('it did not fail')
  const message = error.message.replace(/127\.0\.0\.1:\d+/g, 'HOST')
  return { code: error.code, message }
}

type Handler = Parameters<typeof lyingRegistry>[0]

/** What one request to a registry that lies ends in. */
async function outcome(
  handler: Handler,
  ask: (repository: Repository) => Promise<unknown>,
  options: Partial<RegistryOptions> = {},
) {
  const { host, seen } = await lyingRegistry(handler)
  const { repository, waits } = open(host, options)
  return { ...(await failure(ask(repository))), asked: seen.length, waits }
}

const getBlob = (repository: Repository) => repository.getBlob(LAYER, 1024)
const getManifest = (repository: Repository) => repository.getManifest(DIGEST)
const resolveTag = (repository: Repository) => repository.resolveTag('v1.0.0')

const sendManifest: Handler = (_, response) =>
  response
    .writeHead(200, {
      'content-type': OCI,
      'docker-content-digest': DIGEST,
      'content-length': MANIFEST.length,
    })
    .end(MANIFEST)

describe('an honest registry', () => {
  test('a tag is resolved by its headers alone', async () => {
    const { host, seen } = await lyingRegistry(sendManifest)
    expect(await open(host).repository.resolveTag('v1.0.0')).toEqual({
      digest: DIGEST,
      mediaType: OCI,
      size: MANIFEST.length,
    })
    expect(seen).toMatchObject([{ method: 'HEAD', path: '/v2/acme/hello/manifests/v1.0.0' }])
    expect(seen[0]?.accept).toContain(OCI)
  })

  test.each([
    ['no digest', 200],
    ['no HEAD at all', 405],
  ])('a tag is resolved by the manifest where there is %s', async (_, headStatus) => {
    const { host, seen } = await lyingRegistry((request, response) => {
      const status = request.method === 'HEAD' ? headStatus : 200
      response.writeHead(status, { 'content-type': OCI }).end(MANIFEST)
    })
    const resolved = await open(host).repository.resolveTag('v1.0.0')
    expect(resolved).toEqual({ digest: DIGEST, mediaType: OCI, size: MANIFEST.length })
    expect(seen.map(({ method }) => method)).toEqual(['HEAD', 'GET'])
  })

  test('manifests and blobs are read by their digests', async () => {
    const { host } = await lyingRegistry((request, response, _) =>
      request.url?.includes('/blobs/') ? response.end(BLOB) : sendManifest(request, response, host),
    )
    const { repository } = open(host)
    expect(Buffer.from((await repository.getManifest(DIGEST)).bytes)).toEqual(MANIFEST)
    expect(Buffer.from(await repository.getBlob(LAYER, 1024))).toEqual(BLOB)
  })

  test('tags are read from page to page', async () => {
    const pages: Record<string, [string[] | null, string | null]> = {
      '/v2/acme/hello/tags/list': [['v1', 'v2'], '/v2/acme/hello/tags/list?last=v2&n=2'],
      '/v2/acme/hello/tags/list?last=v2&n=2': [['v3'], '?last=v3'],
      '/v2/acme/hello/tags/list?last=v3': [null, null],
    }
    const { host } = await lyingRegistry((request, response) => {
      const [tags = [], next] = pages[request.url ?? ''] ?? []
      if (next) response.setHeader('link', `<${next}>; rel="next"`)
      response.end(JSON.stringify({ name: 'acme/hello', tags }))
    })
    expect(await open(host).repository.listTags()).toEqual(['v1', 'v2', 'v3'])
  })

  const referrer = { digest: OTHER, mediaType: OCI, size: 7, artifactType: 'x/y' }
  const index = JSON.stringify({ schemaVersion: 2, manifests: [referrer] })
  const fallback = `/v2/acme/hello/manifests/${DIGEST.replace(':', '-')}`

  test('referrers are read from the API, and none is left out by its type', async () => {
    const { host, seen } = await lyingRegistry((_, response) =>
      response.writeHead(200, { 'content-type': OCI_INDEX }).end(index),
    )
    const referrers = await open(host).repository.listReferrers(DIGEST)
    expect(referrers).toEqual([{ ...referrer, annotations: {} }])
    expect(seen.map(({ path }) => path)).toEqual([`/v2/acme/hello/referrers/${DIGEST}`])
  })

  test.each([
    ['plain text', 404, 'text/plain', '404 page not found\n'],
    ['a page', 200, 'text/html', '<html>'],
    ['another document', 200, 'application/json', '{"token":""}'],
    ['a bad request', 400, 'application/json', '{"errors":[]}'],
    ['a redirect to elsewhere', 303, 'text/html', ''],
  ])('referrers are read from the tag where the API is %s', async (_, status, type, body) => {
    const { host, seen } = await lyingRegistry((request, response) => {
      const isFallback = request.url === fallback
      if (status === 303) response.setHeader('location', 'https://web.example/')
      if (isFallback) response.writeHead(200, { 'content-type': OCI_INDEX }).end(index)
      else response.writeHead(status, { 'content-type': type }).end(body)
    })
    expect(await open(host).repository.listReferrers(DIGEST)).toHaveLength(1)
    expect(seen.at(-1)?.path).toBe(fallback)
  })

  test('no tag of referrers is no referrers', async () => {
    const { host } = await lyingRegistry((_, response) => response.writeHead(404).end('no'))
    expect(await open(host).repository.listReferrers(DIGEST)).toEqual([])
  })

  test('blobs and manifests are pushed', async () => {
    const stored = new Map<string, Buffer>()
    const { host, seen } = await lyingRegistry((request, response, host) => {
      const { pathname, searchParams } = new URL(request.url ?? '', `http://${host}`)
      const chunks: Buffer[] = []
      request.on('data', (chunk) => chunks.push(chunk))
      request.on('end', () => {
        const digest = searchParams.get('digest') ?? pathname.replace(/.*blobs./, '')
        if (request.method === 'PUT') stored.set(digest, Buffer.concat(chunks))
        if (request.method === 'POST') response.setHeader('location', '/v2/upload/1?state=a%2Bb')
        response.writeHead(request.method === 'HEAD' && !stored.has(digest) ? 404 : 201).end()
      })
    })
    const { repository } = open(host)
    const large = Buffer.alloc(150_000, 'x')
    const progress: number[] = []
    expect(await repository.blobExists(digestOf(large))).toBe(false)
    const pushed = await repository.pushBlob(large, (sent) => progress.push(sent))
    expect(pushed).toEqual({ digest: digestOf(large), size: large.length })
    expect(await repository.blobExists(digestOf(large))).toBe(true)
    expect(progress).toEqual([65536, 131072, 150000])
    expect(stored.get(digestOf(large))?.equals(large)).toBe(true)
    expect(await repository.pushManifest('v1.0.0', MANIFEST, OCI)).toEqual({
      digest: DIGEST,
      hasReferrers: false,
    })
    expect(stored.get('/v2/acme/hello/manifests/v1.0.0')?.equals(MANIFEST)).toBe(true)
    expect(seen[2]?.path).toBe(
      `/v2/upload/1?state=a%2Bb&digest=${encodeURIComponent(digestOf(large))}`,
    )
  })
})

describe('a registry that lies', () => {
  test.each<[string, Handler, (repository: Repository) => Promise<unknown>, string, RegExp]>([
    [
      'about the digest of a manifest',
      (_, response) => response.end('{"schemaVersion":2}'),
      getManifest,
      'digest-mismatch',
      /should have the digest sha256:\w+ and has "sha256:/,
    ],
    [
      'in its header',
      (_, response) => response.writeHead(200, { 'docker-content-digest': OTHER }).end(MANIFEST),
      getManifest,
      'digest-mismatch',
      /The registry does not send what was asked for/,
    ],
    [
      'about the digest of a tag that it sends',
      (request, response) =>
        request.method === 'HEAD'
          ? response.end()
          : response.writeHead(200, { 'docker-content-digest': OTHER }).end(MANIFEST),
      resolveTag,
      'digest-mismatch',
      /acme\/hello:v1\.0\.0 should have/,
    ],
    [
      'about the content of a blob',
      (_, response) => response.end(Buffer.alloc(BLOB.length)),
      getBlob,
      'digest-mismatch',
      /acme\/hello@sha256:/,
    ],
    [
      'with too much',
      (_, response) => response.end(Buffer.alloc(BLOB.length + 1)),
      getBlob,
      'too-large',
      /sends more than the 22 bytes expected/,
    ],
    [
      'with too much, without a length',
      (_, response) => {
        response.write(BLOB)
        response.end('more')
      },
      getBlob,
      'too-large',
      /sends more than the 22 bytes expected/,
    ],
    [
      'with a manifest of 5 MiB',
      (_, response) => response.end(Buffer.alloc(5 * 1024 * 1024, ' ')),
      getManifest,
      'too-large',
      /more than the 4\.0 MiB expected/,
    ],
    [
      'with too little',
      (_, response) => response.end(BLOB.subarray(1)),
      getBlob,
      'invalid',
      /HOST sends 21 bytes of acme\/hello@sha256:\w+, which has 22/,
    ],
    ['with an empty blob', (_, response) => response.end(), getBlob, 'invalid', /sends 0 bytes of/],
    [
      'with an empty manifest',
      (_, response) => response.end(),
      getManifest,
      'invalid',
      /HOST answers without a manifest/,
    ],
    [
      'with a web page for a tag',
      (_, response) =>
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<html>'),
      resolveTag,
      'invalid',
      /HOST answers with a web page for acme\/hello:v1\.0\.0/,
    ],
    [
      'with a web page for a blob',
      (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(''),
      getBlob,
      'invalid',
      /web page/,
    ],
    [
      'with a web page that says it is a manifest',
      (request, response) =>
        response
          .writeHead(200, { 'content-type': OCI })
          .end(request.method === 'HEAD' ? '' : '<html>'),
      resolveTag,
      'invalid',
      /answers without a manifest/,
    ],
    [
      'with other words than HTTP',
      (_, response) => response.socket?.end('SSH-2.0-OpenSSH_9.2\r\n'),
      getManifest,
      'invalid',
      /does not answer in HTTP/,
    ],
    [
      'with tags that are none',
      (_, response) => response.end('{"tags":["../../v1"]}'),
      (repository) => repository.listTags(),
      'invalid',
      /does not answer with the tags of acme\/hello/,
    ],
    [
      'with pages in a circle',
      (_, response) =>
        response
          .writeHead(200, { link: '</v2/acme/hello/tags/list>; rel="next"' })
          .end('{"tags":[]}'),
      (repository) => repository.listTags(),
      'invalid',
      /leads astray in the tags of/,
    ],
    [
      'with pages of another repository',
      (_, response) =>
        response
          .writeHead(200, { link: '</v2/other/private/tags/list>; rel="next"' })
          .end('{"tags":[]}'),
      (repository) => repository.listTags(),
      'invalid',
      /leads astray/,
    ],
    [
      'about the manifest that it stored',
      (_, response) => response.writeHead(201, { 'docker-content-digest': OTHER }).end(),
      (repository) => repository.pushManifest('v1.0.0', MANIFEST, OCI),
      'digest-mismatch',
      /acme\/hello:v1\.0\.0 should have/,
    ],
    [
      'about where to upload to',
      (_, response) => response.writeHead(202).end(),
      (repository) => repository.pushBlob(BLOB),
      'invalid',
      /does not say where to upload to/,
    ],
  ])('%s', async (_, handler, ask, code, message) => {
    const result = await outcome(handler, ask)
    expect(result).toMatchObject({ code, message: expect.stringMatching(message) })
    expect(result.waits).toEqual([])
  })

  test('pages without end are bounded', async () => {
    let page = 0
    const result = await outcome(
      (_, response) =>
        response
          .writeHead(200, { link: `</v2/acme/hello/tags/list?n=${++page}>; rel="next"` })
          .end('{"tags":["v1"]}'),
      (repository) => repository.listTags(),
    )
    expect(result).toMatchObject({ code: 'too-large', asked: 100 })
  })

  test('a blob that is too large is not asked for', async () => {
    const result = await outcome(sendManifest, (repository) =>
      repository.getBlob({ digest: DIGEST, size: 4096 }, 1024),
    )
    expect(result).toMatchObject({ code: 'too-large', asked: 0 })
  })
})

describe('a registry that is slow', () => {
  test.each<[string, Handler, Partial<RegistryOptions['limits']>]>([
    ['and says nothing', () => undefined, { idleMs: 150, overallMs: 5000 }],
    [
      'and stops in the middle',
      (_, response) => response.writeHead(200).write('{'),
      { idleMs: 150, overallMs: 5000 },
    ],
    [
      'and sends a byte now and then',
      async (_, response) => {
        while (!response.closed) {
          response.write(' ')
          await delay(20)
        }
      },
      { idleMs: 5000, overallMs: 300 },
    ],
  ])('%s', async (_, handler, limits) => {
    const begin = performance.now()
    const result = await outcome(handler, getManifest, { limits })
    expect(result).toMatchObject({ code: 'timeout', asked: 1, waits: [] })
    expect(result.message).toMatch(/did not answer in time/)
    expect(performance.now() - begin).toBeLessThan(3000)
  })
})

describe('a registry that refuses', () => {
  test.each([
    [401, 'unauthorized', /asks for a login .*\n.*A new package on ghcr\.io is private until/s],
    [403, 'forbidden', /refuses access to acme\/hello:v1\.0\.0\n.*private until its owner/s],
    [404, 'not-found', /has no acme\/hello:v1\.0\.0\n.*private until its owner makes it public/s],
    [418, 'invalid', /answers 418 for acme\/hello:v1\.0\.0/],
  ])('%i is %s', async (status, code, message) => {
    const result = await outcome((_, response) => response.writeHead(status).end(), resolveTag)
    expect(result).toMatchObject({ code, asked: 1, waits: [] })
    expect(result.message).toMatch(message)
  })

  test('its own words are passed on, with nothing that steers a terminal', async () => {
    const body = { errors: [{ code: 'NAME_UNKNOWN', message: 'gone\u001b[31m' }] }
    const result = await outcome(
      (_, response) => response.writeHead(404).end(JSON.stringify(body)),
      getManifest,
    )
    expect(result.message).toContain(String.raw`: "gone\u{1b}[31m"`)
  })

  test.each([
    ['no Retry-After', undefined, [1000, 2000, 4000]],
    ['seconds', '7', [7000, 7000, 7000]],
    ['a date', 'Thu, 01 Jan 2026 00:00:09 GMT', [9000, 9000, 9000]],
    ['a date that is past', 'Thu, 01 Jan 2020 00:00:00 GMT', [0, 0, 0]],
    ['nonsense', 'soon', [1000, 2000, 4000]],
    ['more than we wait', '3600', []],
  ])('429 with %s is tried again, and ends', async (_, header, waits) => {
    const result = await outcome(
      (_, response) =>
        response.writeHead(429, header === undefined ? {} : { 'retry-after': header }).end(),
      getManifest,
      { now: () => Date.parse('2026-01-01T00:00:00Z'), limits: { overallMs: 60_000 } },
    )
    expect(result).toMatchObject({ code: 'rate-limited', waits, asked: waits.length + 1 })
  })

  test('a wait that would outlast the deadline is not begun', async () => {
    const result = await outcome(
      (_, response) => response.writeHead(429, { 'retry-after': '5' }).end(),
      getManifest,
      { limits: { overallMs: 3000 } },
    )
    expect(result).toMatchObject({ code: 'rate-limited', waits: [] })
    expect(result.message).toMatch(/Try again in 5 seconds/)
  })

  test.each([500, 503])('%i is tried again, and ends', async (status) => {
    const result = await outcome((_, response) => response.writeHead(status).end(), getManifest, {
      limits: { overallMs: 60_000 },
    })
    expect(result).toMatchObject({ code: 'unavailable', waits: [1000, 2000, 4000], asked: 4 })
  })

  test.each<[string, Handler]>([
    ['before the answer', (request) => request.socket.destroy()],
    [
      'in the middle of it',
      (_, response) => {
        response.writeHead(200, { 'content-length': BLOB.length })
        response.write(BLOB.subarray(0, 5), () => response.destroy())
      },
    ],
  ])('a connection that is cut %s is tried again, and ends', async (_, handler) => {
    const result = await outcome(handler, getBlob, { limits: { transferMs: 60_000 } })
    expect(result).toMatchObject({ code: 'unavailable', waits: [1000, 2000, 4000], asked: 4 })
  })

  test('a registry that recovers is not given up', async () => {
    let tries = 0
    const { host } = await lyingRegistry((request, response) => {
      tries++
      if (tries === 1) request.socket.destroy()
      else response.writeHead(tries === 2 ? 502 : 200).end(BLOB)
    })
    const { repository } = open(host, { limits: { transferMs: 60_000 } })
    expect(Buffer.from(await repository.getBlob(LAYER, 1024))).toEqual(BLOB)
  })

  test('an upload that breaks off is begun anew', async () => {
    const methods: string[] = []
    const { host } = await lyingRegistry((request, response) => {
      methods.push(request.method ?? '')
      request.resume()
      if (request.method === 'POST') response.writeHead(202, { location: '/up' }).end()
      else if (methods.length === 2) request.socket.destroy()
      else request.on('end', () => response.writeHead(201).end())
    })
    await open(host, { limits: { transferMs: 60_000 } }).repository.pushBlob(BLOB)
    expect(methods).toEqual(['POST', 'PUT', 'POST', 'PUT'])
  })

  test('nobody is there', async () => {
    const { repository, waits } = open('127.0.0.1:9', { limits: { overallMs: 60_000 } })
    expect(await failure(getManifest(repository))).toMatchObject({ code: 'unavailable' })
    expect(waits).toHaveLength(3)
  })
})

describe('a registry that redirects', () => {
  const redirect =
    (location: string | ((path: string) => string)): Handler =>
    (request, response) =>
      response
        .writeHead(307, {
          location: typeof location === 'string' ? location : location(request.url ?? ''),
        })
        .end()

  test.each<[string, Handler, string, RegExp]>([
    ['to itself', redirect((path) => path), 'redirect', /redirects in a circle/],
    [
      'in circles',
      redirect((path) =>
        path.endsWith('?1') ? `${path.slice(0, -2)}?2` : `${path.split('?')[0]}?1`,
      ),
      'redirect',
      /redirects in a circle/,
    ],
    ['on and on', redirect((path) => `${path}/x`), 'redirect', /redirects more than 5 times/],
    ['to nowhere', redirect('https://'), 'redirect', /which is no address/],
    [
      'to another host',
      redirect('https://evil.example/x'),
      'not-allowed',
      /"evil\.example" is not/,
    ],
    ['to plain HTTP', redirect('http://blobs.example/x'), 'not-allowed', /it is not https/],
    ['to a file', redirect('file:///etc/passwd'), 'not-allowed', /it is not https/],
    [
      'to another port',
      redirect('https://blobs.example:8443/x'),
      'not-allowed',
      /"blobs\.example:8443" is not/,
    ],
    [
      'to cloud metadata',
      redirect('http://169.254.169.254/latest/meta-data'),
      'not-allowed',
      /http:\/\/169\.254\.169\.254\/latest\/meta-data is not asked: it is not https/,
    ],
    [
      'to cloud metadata over https',
      redirect('https://169.254.169.254/latest/meta-data'),
      'not-allowed',
      /169\.254\.169\.254 is not an address of the public internet/,
    ],
    [
      'to this machine',
      redirect('https://127.0.0.1/x'),
      'not-allowed',
      /127\.0\.0\.1 is not an address of the public internet/,
    ],
    [
      'to a name of this machine',
      redirect('https://localhost/x'),
      'not-allowed',
      /localhost \(.+\) is not an address of the public internet/,
    ],
    [
      'with credentials',
      redirect('https://user:secret@blobs.example/x'),
      'not-allowed',
      /holds credentials/,
    ],
  ])('%s', async (_, handler, code, message) => {
    const { host } = await lyingRegistry(handler)
    const allowed = ['169.254.169.254', '127.0.0.1', 'localhost', 'blobs.example']
    const { repository, waits } = open(host, {
      allowedHosts: [{ host, blobHosts: allowed }],
    })
    const result = await failure(getBlob(repository))
    expect(result).toMatchObject({ code, message: expect.stringMatching(message) })
    expect(result.message).not.toContain('secret')
    expect(waits).toEqual([])
  })

  test('an upload is not redirected', async () => {
    const push = (repository: Repository) => repository.pushBlob(BLOB)
    expect(await outcome(redirect('/elsewhere'), push)).toMatchObject({ code: 'redirect' })
  })

  test('to an allowed host, which sees no credentials', async () => {
    const blobs = await lyingRegistry((_, response) => response.end(BLOB))
    const registry = await lyingRegistry((request, response) =>
      request.headers.authorization
        ? response.writeHead(307, { location: `http://${blobs.host}/blob?signature=1` }).end()
        : response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end(),
    )
    const { repository } = open(registry.host, {
      insecureHosts: new Set([registry.host, blobs.host]),
      credentials: async () => ({ username: 'jane', password: 'secret' }),
    })
    expect(Buffer.from(await repository.getBlob(LAYER, 1024))).toEqual(BLOB)
    expect(registry.seen.map(({ authorization }) => authorization)).toEqual([
      undefined,
      `Basic ${Buffer.from('jane:secret').toString('base64')}`,
    ])
    expect(blobs.seen).toMatchObject([{ path: '/blob?signature=1', authorization: undefined }])
  })

  test('and another host that asks for a login gets none', async () => {
    const blobs = await lyingRegistry((_, response) =>
      response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end(),
    )
    const registry = await lyingRegistry(redirect(`http://${blobs.host}/blob`))
    const { repository } = open(registry.host, {
      insecureHosts: new Set([registry.host, blobs.host]),
      credentials: async () => ({ username: 'jane', password: 'secret' }),
    })
    expect(await failure(getBlob(repository))).toMatchObject({ code: 'unauthorized' })
    expect(blobs.seen).toMatchObject([{ authorization: undefined }])
  })
})

describe('a registry that asks for a login', () => {
  /** A registry whose tokens come from a server beside it. */
  async function withTokens(
    credentials: Credentials | null,
    answer: string | number = '{"token":"t0k3n"}',
  ) {
    const tokens = await lyingRegistry((_, response) =>
      typeof answer === 'number' ? response.writeHead(answer).end() : response.end(answer),
    )
    const challenge = `Bearer realm="http://${tokens.host}/token?a=b",service="reg, \\"x\\"",scope="repository:acme/hello:pull"`
    const registry = await lyingRegistry((request, response, host) =>
      request.headers.authorization === 'Bearer t0k3n'
        ? sendManifest(request, response, host)
        : response.writeHead(401, { 'www-authenticate': challenge }).end(),
    )
    const { repository } = open(registry.host, {
      insecureHosts: new Set([registry.host, tokens.host]),
      credentials: credentials && (async () => credentials),
    })
    return { tokens, registry, repository }
  }

  test('an anonymous token is fetched once', async () => {
    const { repository, tokens, registry } = await withTokens(null)
    await repository.resolveTag('v1.0.0')
    await repository.getManifest(DIGEST)
    expect(tokens.seen).toMatchObject([{ method: 'GET', authorization: undefined }])
    const { searchParams } = new URL(tokens.seen[0]?.path ?? '', 'http://x')
    expect(Object.fromEntries(searchParams)).toEqual({
      a: 'b',
      service: 'reg, "x"',
      scope: 'repository:acme/hello:pull',
    })
    expect(registry.seen.map(({ authorization }) => authorization)).toEqual([
      undefined,
      'Bearer t0k3n',
      'Bearer t0k3n',
    ])
  })

  test('a token that has run out is fetched anew', async () => {
    let valid = 0
    const tokens = await lyingRegistry((_, response) => response.end(`{"token":"${++valid}"}`))
    const challenge = `Bearer realm="http://${tokens.host}/"`
    const registry = await lyingRegistry((request, response, host) => {
      const isValid = request.headers.authorization === `Bearer ${valid}`
      if (isValid) sendManifest(request, response, host)
      else response.writeHead(401, { 'www-authenticate': challenge }).end()
    })
    const { repository } = open(registry.host, {
      insecureHosts: new Set([registry.host, tokens.host]),
    })
    await repository.getManifest(DIGEST)
    valid++
    await repository.getManifest(DIGEST)
    expect(tokens.seen).toHaveLength(2)
  })

  test('a token is fetched with a password', async () => {
    const { repository, tokens } = await withTokens(
      { username: 'jane', password: 'secret' },
      '{"access_token":"t0k3n"}',
    )
    await repository.getManifest(DIGEST)
    const basic = `Basic ${Buffer.from('jane:secret').toString('base64')}`
    expect(tokens.seen).toMatchObject([{ method: 'GET', authorization: basic }])
  })

  test('a token is fetched with an identity token', async () => {
    const { repository, tokens } = await withTokens({ username: '', identityToken: 'id' })
    await repository.getManifest(DIGEST)
    expect(tokens.seen).toMatchObject([{ method: 'POST', authorization: undefined }])
  })

  test.each([
    [401, 'unauthorized', /asks for a login/],
    [403, 'forbidden', /refuses access to acme\/hello@.*private until its owner/s],
    ['<html>', 'invalid', /answers without a token/],
    ['{"token":"a\\r\\nb"}', 'invalid', /answers without a token/],
    ['{"token":"wrong"}', 'unauthorized', /asks for a login/],
  ])('%j for a token is %s', async (answer, code, message) => {
    const { repository } = await withTokens(null, answer)
    const result = await failure(getManifest(repository))
    expect(result).toMatchObject({ code, message: expect.stringMatching(message) })
  })

  test.each([
    ['Bearer realm="https://evil.example/token"', 'not-allowed', /"evil\.example" is not/],
    ['Bearer realm="http://127.0.0.1:1/token"', 'not-allowed', /it is not https/],
    ['Bearer realm="https://169.254.169.254/"', 'not-allowed', /"169\.254\.169\.254" is not/],
    ['Bearer service="x"', 'invalid', /does not say where its tokens come from/],
    ['Basic realm="x"', 'unauthorized', /refuses the stored credentials.*\n.*docker login/s],
    ['Negotiate', 'unauthorized', /refuses the stored credentials/],
    ['', 'unauthorized', /refuses the stored credentials/],
  ])('the challenge %j is %s', async (challenge, code, message) => {
    const result = await outcome(
      (_, response) => response.writeHead(401, { 'www-authenticate': challenge }).end(),
      getManifest,
      { credentials: async () => ({ username: 'jane', password: 'secret' }) },
    )
    expect(result).toMatchObject({ code, message: expect.stringMatching(message) })
    expect(result.asked).toBeLessThanOrEqual(2)
  })

  test('a login that may not write is told so', async () => {
    const result = await outcome(
      (_, response) => response.writeHead(403).end(),
      (repository) => repository.pushBlob(BLOB),
    )
    expect(result.message).toMatch(/Log in with an account that may write there: docker login/)
  })
})

describe('what is asked', () => {
  test('a registry that is not allowed is not opened', () => {
    const allowedHosts = [{ host: 'ghcr.io', blobHosts: [] }]
    const attempt = () => openRepository('evil.example', 'acme/hello', { allowedHosts })
    expect(attempt).toThrow(/^evil\.example is not a registry that may be asked\nAllowed are ghcr/)
  })

  test.each(['', '../x', 'a/../b', 'A/b', 'a//b', 'a?b', 'a/b#', 'a%2fb'])(
    '%j is no repository',
    (path) => {
      const options = { allowedHosts: [], insecureHosts: new Set(['localhost']) }
      expect(() => openRepository('localhost', path, options)).toThrow(RegistryError)
    },
  )

  test('neither tags nor digests lead out of the repository', async () => {
    const { repository } = open('127.0.0.1:9')
    const attempts = [
      repository.resolveTag('../../other/manifests/v1'),
      repository.getManifest('sha256:x'),
      repository.getManifest(`sha512:${'0'.repeat(128)}`),
      repository.getBlob({ digest: '../x', size: 1 }, 10),
      repository.listReferrers('latest'),
      repository.blobExists(''),
      repository.pushManifest('a/b', MANIFEST, OCI),
    ]
    for (const attempt of attempts)
      expect(await failure(attempt)).toMatchObject({ code: 'invalid' })
  })
})
