import { createServer } from 'node:net'
import { CannotRun } from './run.ts'

/** The port to serve on: `PORT`, or 4321. */
export function portOf(text: string | undefined): number {
  const port = Number(text || 4321)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new CannotRun(`PORT is ${text}, expected a number from 0 to 65535`)
  }
  return port
}

/** Refuses a port that somebody listens on, before what is to be served there is built for long. */
export async function demandFreePort(port: number): Promise<void> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', () =>
      reject(
        new CannotRun(`port ${port} is taken\nSet PORT to another, or end what listens there.`),
      ),
    )
    server.listen(port, '127.0.0.1', resolve)
  })
  await new Promise((resolve) => server.close(resolve))
}
