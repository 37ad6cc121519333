import { CannotRun } from './run.ts'

/** The port to serve on: `PORT`, or 4321. */
export function portOf(text: string | undefined): number {
  const port = Number(text || 4321)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new CannotRun(`PORT is ${text}, expected a number from 0 to 65535`)
  }
  return port
}
