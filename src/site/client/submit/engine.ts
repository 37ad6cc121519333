import type { Answer, Message, Question, Reply } from './protocol.ts'

interface Waiting {
  resolve(answer: unknown): void
  reject(error: Error): void
}

/** Asks the engine; it is loaded with the first question, in a worker, so that typing never waits. */
export type Ask = <Q extends Question>(question: Q) => Promise<Answer<Q>>

/** @param context the address of what the published index says */
export function createEngine(context: string): Ask {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | null = null
  let asked = 0

  const start = (): Worker => {
    const started = new Worker(new URL('./engine-worker.ts', import.meta.url), { type: 'module' })
    started.addEventListener('message', ({ data }: MessageEvent<Reply>) => {
      const asker = waiting.get(data.id)
      waiting.delete(data.id)
      if ('answer' in data) asker?.resolve(data.answer)
      else asker?.reject(new Error(data.failure))
    })
    started.addEventListener('error', (event) => {
      // An event without a message: the script itself could not be loaded.
      const error = new Error(event.message || 'the rules could not be loaded')
      for (const { reject } of waiting.values()) reject(error)
      waiting.clear()
      worker = null
    })
    return started
  }

  return (question) =>
    new Promise((resolve, reject) => {
      worker ??= start()
      const id = ++asked
      waiting.set(id, { resolve: (answer) => resolve(answer as Answer<typeof question>), reject })
      const message: Message = { id, context: new URL(context, location.href).href, question }
      worker.postMessage(message)
    })
}
