import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { compileCatalog } from '../../src/core/catalog.ts'
import { checkIndex } from '../../src/core/check-index.ts'
import { renderSurface } from '../../src/core/surface.ts'
import { readIndexFolder } from '../../src/io/index-folder.ts'
import { readPublished } from '../../src/io/published.ts'
import { sha256 } from '../../src/io/sha256.ts'
import { FIXTURES } from '../check-fixture.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const compiled = compileCatalog(checkIndex(readIndexFolder(`${FIXTURES}/valid`)).index)
const surface = renderSurface(compiled, 'https://packages.example/', sha256)
const catalog = JSON.parse(surface.get('catalog.json') ?? '')

/** Serves what `answer` says on a free port of the loopback interface while `use` runs. */
async function withServer(
  answer: (path: string) => { status: number; body: string },
  use: (url: string) => Promise<void>,
): Promise<void> {
  const server = createServer((request, response) => {
    const { status, body } = answer(request.url ?? '/')
    response.writeHead(status).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/base/`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

test('a folder and an address give the same', async () => {
  const fromFolder = await readPublished(temporaryFolder(Object.fromEntries(surface)))
  expect(fromFolder?.catalog).toEqual(catalog)
  expect(await fromFolder?.readPackage('acme.hello')).toEqual(compiled.packages[0])
  const serve = (path: string) => {
    const body = surface.get(path.replace('/base/', ''))
    return body === undefined ? { status: 404, body: '' } : { status: 200, body }
  }
  await withServer(serve, async (url) => {
    const fromAddress = await readPublished(url)
    expect(fromAddress?.catalog).toEqual(catalog)
    expect(await fromAddress?.readPackage('acme.hello')).toEqual(compiled.packages[0])
    expect(await fromAddress?.readPackage('nobody')).toBeNull()
  })
})

test('a tombstone, and a name that no package can have, are no package', async () => {
  const files = Object.fromEntries(surface)
  const published = await readPublished(temporaryFolder(files))
  expect(surface.has('packages/departed.json')).toBe(true)
  expect(await published?.readPackage('departed')).toBeNull()
  expect(await published?.readPackage('acme.hello#')).toBeNull()
  expect(await published?.readPackage('../catalog')).toBeNull()
})

test('nothing published is null', async () => {
  expect(await readPublished(temporaryFolder())).toBeNull()
  await withServer(
    () => ({ status: 404, body: 'no' }),
    async (url) => {
      expect(await readPublished(url)).toBeNull()
    },
  )
})

test.each([
  ['an error page', 500, '<html>', /answers 500/],
  ['a login page', 200, '<html>', /is not JSON/],
  ['another JSON', 200, '{"schemaVersion":2}', /is not what this index publishes/],
])('%s is no catalog', async (_, status, body, message) => {
  await withServer(
    () => ({ status, body }),
    async (url) => {
      await expect(readPublished(url)).rejects.toThrow(message)
    },
  )
})

test('a server that is not there is named', async () => {
  await expect(readPublished('http://127.0.0.1:9/base/')).rejects.toThrow('does not answer')
})
