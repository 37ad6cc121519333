import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { startServer } from './http-server.ts'

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))

/** Starts the client in a process of its own; `whenAsked` is run at its first question to a server. */
function startClient(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...process.env, NO_COLOR: '1', ...env },
  })
  let stderr = ''
  child.stderr.on('data', (text) => {
    stderr += text
  })
  const ended = new Promise<{ code: number | null; stderr: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, stderr }))
  })
  return { child, ended }
}

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s in the middle of a fetch ends the process', async (signal, code) => {
  let interrupt = () => {}
  const server = await startServer(() => interrupt())
  const { child, ended } = startClient(['search', '--index', server.url])
  interrupt = () => child.kill(signal)
  expect([code, 130]).toContain((await ended).code)
})

test('a registry is asked through the proxy of the environment, but for what NO_PROXY lists', {
  timeout: 30_000,
}, async () => {
  const registry = await startServer((_, response) => response.writeHead(404).end())
  const proxy = await startServer((_, response) => response.writeHead(404).end())
  const { host } = new URL(registry.url)
  const args = ['validate', `oci://${host}/acme/hello:v1.0.0`, '--insecure-registry', host]
  const proxied = await startClient(args, { HTTP_PROXY: proxy.url, NO_PROXY: '' }).ended
  expect(proxied.code).toBe(2)
  expect(proxy.asked.join()).toContain('/v2/acme/hello/manifests/v1.0.0')
  expect(registry.asked).toEqual([])
  proxy.asked.length = 0
  await startClient(args, { HTTP_PROXY: proxy.url, NO_PROXY: '127.0.0.1' }).ended
  expect(proxy.asked).toEqual([])
  expect(registry.asked).not.toEqual([])
})
