import { runCli } from '../../src/cli/run-cli.ts'
import type { Paint } from '../../src/core/report.ts'

export interface ClientRun {
  code: number
  out: string
  err: string
}

export interface Circumstances {
  env?: Record<string, string>
  now?: string
  /** What is answered to each question; where it is absent, there is nobody to ask. */
  answer?: boolean
  signal?: AbortSignal
}

const plain: Paint = (_, text) => text

/** Runs the client in this process, with a terminal that remembers. */
export async function runClient(args: string[], given: Circumstances = {}): Promise<ClientRun> {
  const { env = {}, now = '2026-11-01T12:00:00Z', answer, signal } = given
  const text = { out: '', err: '' }
  const note = (more: string) => {
    text.err += more
  }
  const code = await runCli(args, {
    terminal: {
      write: (more) => {
        text.out += more
      },
      note,
      paint: plain,
      paintNote: plain,
      columns: null,
      progress: null,
      ask:
        answer === undefined
          ? null
          : async (question) => {
              note(`${question}\n`)
              return answer
            },
    },
    env,
    now: () => new Date(now),
    signal: signal ?? new AbortController().signal,
  })
  return { code, ...text }
}
