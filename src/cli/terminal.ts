import { styleText } from 'node:util'
import type { Paint } from '../core/report.ts'
import { CannotDo } from './failure.ts'

/** How the client talks to people and programs; tests have one of their own. */
export interface Terminal {
  /** Writes to standard output: what was asked for, and nothing else. */
  write(text: string): void
  /** Writes to standard error: notes, warnings, questions. */
  note(text: string): void
  /** Colours text for standard output, where that is a terminal and NO_COLOR is not set. */
  paint: Paint
  /** The same for standard error. */
  paintNote: Paint
  /** Columns of standard output, or null where it is no terminal. */
  columns: number | null
  /** Asks a question that is answered with yes or no; null where nobody can answer. */
  ask: ((question: string) => Promise<boolean>) | null
  /** Shows how far something is, in one line that replaces itself; null where nobody watches. */
  progress: ((text: string) => void) | null
}

/** The terminal of this process. */
export function processTerminal(signal: AbortSignal): Terminal {
  const { stdin, stdout, stderr } = process
  const paintFor =
    (stream: NodeJS.WriteStream): Paint =>
    (style, text) =>
      styleText(style, text, { stream })
  return {
    write: (text) => void stdout.write(text),
    note: (text) => void stderr.write(text),
    paint: paintFor(stdout),
    paintNote: paintFor(stderr),
    columns: stdout.isTTY ? stdout.columns : null,
    ask: stdin.isTTY && stderr.isTTY ? (question) => askYesOrNo(question, signal) : null,
    progress: stderr.isTTY ? (text) => void stderr.write(`\r\u001b[K${text}`) : null,
  }
}

async function askYesOrNo(question: string, signal: AbortSignal): Promise<boolean> {
  const { createInterface } = await import('node:readline/promises')
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const answer = await lines.question(`${question} [y/N] `, { signal })
    return /^y(es)?$/i.test(answer.trim())
  } finally {
    lines.close()
  }
}

/**
 * Asks for consent, unless `--yes` gave it.
 *
 * @throws CannotDo where there is nobody to ask
 */
export async function confirm(
  terminal: Terminal,
  question: string,
  yes: boolean,
): Promise<boolean> {
  if (yes) return true
  if (!terminal.ask) {
    throw new CannotDo(`${question}\nThere is no terminal to answer on: say yes with --yes.`)
  }
  return terminal.ask(question)
}
