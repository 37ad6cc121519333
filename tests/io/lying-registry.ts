import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface SeenRequest {
  method: string
  path: string
  authorization: string | undefined
  accept: string | undefined
}

/** A server on the loopback interface that answers as it is told, and remembers what it was asked. */
export interface LyingRegistry {
  host: string
  seen: SeenRequest[]
}

type Handler = (request: IncomingMessage, response: ServerResponse, host: string) => void

/** Starts a server that is closed after the running test. */
export async function lyingRegistry(handler: Handler): Promise<LyingRegistry> {
  const seen: SeenRequest[] = []
  const server = createServer((request, response) => {
    const { authorization, accept } = request.headers
    seen.push({ method: request.method ?? '', path: request.url ?? '', authorization, accept })
    handler(request, response, host)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { host, seen }
}
