/** What may stand behind the language of a block of code. GitHub and the site show none of it. */
export interface CodeInfo {
  language: string
  /** A command that the tests run. */
  isRun: boolean
  /** Why the tests do not run it, or null. */
  unrun: string | null
  /** What the command before it prints; `…` stands for what differs from run to run. */
  isOutput: boolean
  /** The exit code that a command ends with. */
  exit: number
  /** The folder a command runs in, or a file lies in. */
  folder: string
  /** The file that the block is the text of, or null. */
  file: string | null
  /** What an example is, by which it is checked, or null. */
  kind: string | null
}

/** The folder that commands run in unless they say otherwise: a checkout of this repository. */
const CHECKOUT = 'packages-index'

/** How the languages of blocks are called on the site. */
export const LABELS: Readonly<Record<string, string>> = {
  sh: 'Shell',
  yaml: 'YAML',
  json: 'JSON',
  markdown: 'Markdown',
  text: 'Text',
}

/**
 * Reads the line that opens a block of code: the language, then words.
 *
 * - `sh run`, `sh run exit=1`, `sh run in=hello`: a command that the tests run
 * - `sh unrun: needs a cluster`: one that they do not, and why
 * - `text output`: what the command before it prints
 * - `yaml entry file=index/packages/acme.hello.yaml`: an example of a kind, and a file of this text
 */
export function readCodeInfo(info: string): CodeInfo {
  const [head = '', reason] = info.split(/\s+unrun:\s*/)
  const [language = '', ...words] = head.split(/\s+/).filter(Boolean)
  const wordOf = (key: string) =>
    words.find((word) => word.startsWith(`${key}=`))?.slice(key.length + 1) ?? null
  return {
    language,
    isRun: words.includes('run'),
    unrun: reason?.trim() || null,
    isOutput: words.includes('output'),
    exit: Number(wordOf('exit') ?? 0),
    folder: wordOf('in') ?? CHECKOUT,
    file: wordOf('file'),
    kind: words.find((word) => !word.includes('=') && word !== 'run' && word !== 'output') ?? null,
  }
}
