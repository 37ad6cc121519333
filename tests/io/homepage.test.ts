import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { homepageProblem } from '../../src/io/homepage.ts'

async function serve(listener: RequestListener): Promise<{ url: string; host: string }> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url: `http://${host}/`, host }
}

test('a page that answers, also behind a redirect, is fine', async () => {
  const { url, host } = await serve((request, response) => {
    if (request.url === '/') response.writeHead(302, { location: '/home' }).end()
    else response.end('hello')
  })
  expect(await homepageProblem(url, new Set([host]))).toBeNull()
})

test.each([
  [404, 'it answers 404'],
  [500, 'it answers 500'],
])('a page that answers %i is not', async (status, problem) => {
  const { url, host } = await serve((_, response) => response.writeHead(status).end())
  expect(await homepageProblem(url, new Set([host]))).toBe(problem)
})

test('a circle of redirects ends', async () => {
  const { url, host } = await serve((_, response) =>
    response.writeHead(302, { location: '/' }).end(),
  )
  expect(await homepageProblem(url, new Set([host]))).toBe('it redirects more than 5 times')
})

test('no redirect leads to an address that is not public', async () => {
  const { url, host } = await serve((_, response) =>
    response.writeHead(302, { location: 'https://169.254.169.254/latest' }).end(),
  )
  expect(await homepageProblem(url, new Set([host]))).toMatch(
    /is not an address of the public internet/,
  )
})

test('plain http is not asked', async () => {
  const { url } = await serve((_, response) => response.end('hello'))
  expect(await homepageProblem(url)).toBe('it leads to http://')
})
