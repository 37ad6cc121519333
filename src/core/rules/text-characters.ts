import { type Document, textsOf, yamlOf } from '../document.ts'
import { codePointName, UNPRINTABLE } from '../printable.ts'
import type { Problem, Rule } from '../rule.ts'

export const textCharacters: Rule = {
  id: 'text-characters',
  group: 'Text',
  severity: 'error',
  title: 'No control, bidirectional or invisible characters, not even in comments.',
  why: 'They make a reviewer see another text than a reader gets: a right-to-left override reverses what follows, a zero-width space splits a word. Upstream’s client also fails on an unquoted U+0085.',
  *document(document) {
    const found = [...inText(document)]
    yield* found
    const isShown = document.kind === 'entry' || document.kind === 'overview'
    if (found.length === 0 && isShown) yield* inValues(document)
  },
}

/** Tabs, line ends and a leading byte order mark have rules of their own. */
const ALLOWED = new Set(['\n', '\r', '\t'])

function* inText({ text }: Document): Generator<Problem> {
  const pattern = new RegExp(UNPRINTABLE.source, 'gu')
  for (const match of text.matchAll(pattern)) {
    if (ALLOWED.has(match[0]) || (match.index === 0 && match[0] === '\ufeff')) continue
    yield {
      message: `found the invisible or control character ${codePointName(match[0])}${failing(match[0])}`,
      fix: 'Delete the character.',
      at: { offset: match.index },
    }
    return
  }
}

/** Upstream's decoder takes these for a line break or refuses them, unless they are quoted. */
function failing(character: string): string {
  return /[\u0085\ufffe\uffff]/.test(character) ? ', on which cozypkg fails' : ''
}

/** Escapes in double quotes bring in what the text itself does not show. */
function* inValues(document: Document): Generator<Problem> {
  // A tab that stands in the text as it is has a rule of its own.
  const hasTab = yamlOf(document).includes('\t')
  for (const { text, path } of textsOf(document)) {
    const shown = hasTab ? text.replace(/[\n\t]/g, '') : text.replaceAll('\n', '')
    const character = UNPRINTABLE.exec(shown)?.[0]
    if (!character) continue
    yield {
      message: `an escape writes the invisible or control character ${codePointName(character)}`,
      fix: 'Delete the escape.',
      at: { path },
    }
  }
}
