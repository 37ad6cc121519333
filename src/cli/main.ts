#!/usr/bin/env node
import { getEventListeners } from 'node:events'
import { Interrupted } from './failure.ts'
import { runCli } from './run-cli.ts'
import { processTerminal } from './terminal.ts'

// npm only warns of an engine that is too old, and what follows would fail without a word.
if (Number(process.versions.node.split('.')[0]) < 22) {
  process.stderr.write(`error cozypkg needs Node 22.12 or newer, and this is ${process.version}\n`)
  process.exit(2)
}

const interrupt = new AbortController()

for (const [name, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.on(name, () => {
    const isHandled = getEventListeners(interrupt.signal, 'abort').length > 0
    if (interrupt.signal.aborted || !isHandled) process.exit(code)
    interrupt.abort(new Interrupted())
  })
}

// Whoever reads along, such as head, may have seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 2)
})

const code = await runCli(process.argv.slice(2), {
  terminal: processTerminal(interrupt.signal),
  env: process.env,
  now: () => new Date(),
  signal: interrupt.signal,
})
// Connections that are kept alive must not keep the program: it ends once its text is out.
process.stdout.write('', () => process.exit(code))
