import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import type { KubernetesApi } from './kubernetes.ts'

/** What becomes of a request; `after` is done by the cluster, but its answer never comes. */
export type Fate =
  | 'pass'
  | 'cut-before'
  | 'cut-after'
  | { status: number; headers?: Record<string, string>; body: string }
  | { wait: number }

/** What a fate is decided by. */
export interface Seen {
  method: string
  path: string
  /** How many of this method came before it. */
  count: number
}

/**
 * A server between the client and the cluster, in plain HTTP, that does not always pass on what it is
 * asked. It is closed after the running test.
 *
 * @returns its address
 */
export async function faultingProxy(
  api: KubernetesApi,
  decide: (seen: Seen) => Fate | Promise<Fate>,
): Promise<string> {
  const counts = new Map<string, number>()
  const server = createServer((request, response) => {
    const method = request.method ?? ''
    const count = counts.get(method) ?? 0
    counts.set(method, count + 1)
    Promise.resolve(decide({ method, path: request.url ?? '', count }))
      .then((fate) => handle(api, fate, request, response))
      .catch(() => request.socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function handle(
  api: KubernetesApi,
  fate: Fate,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (fate === 'cut-before') {
    request.socket.destroy()
    return
  }
  if (typeof fate === 'object' && 'status' in fate) {
    response.writeHead(fate.status, fate.headers).end(fate.body)
    return
  }
  if (typeof fate === 'object') await delay(fate.wait)
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString()
  const { authorization = '', 'content-type': type = '' } = request.headers
  const { status, body } = await api.call(
    request.method ?? 'GET',
    request.url ?? '/',
    text ? JSON.parse(text) : undefined,
    type,
    authorization,
  )
  if (fate === 'cut-after') {
    request.socket.destroy()
    return
  }
  const answer = typeof body === 'string' ? body : JSON.stringify(body)
  response.writeHead(status, { 'content-type': 'application/json' }).end(answer)
}
