import { printable } from '../printable.ts'

const LONGEST_TEXT = 1000

/** Characters that mean something within a line of GitHub's Markdown, or of HTML. */
const STRUCTURE = /[\\`*_~[\]<>&|!$^{}"']/g

/** A character that draws nothing and keeps what stands on both its sides apart. */
const APART = '&#8203;'

/**
 * A stranger's text as prose in a comment on GitHub: one line, no markup, nobody notified, nothing
 * linked. Entities cannot be structure in Markdown, but GitHub looks for mentions and references in
 * what was rendered, so these are taken apart.
 */
export function prose(text: string, limit = LONGEST_TEXT): string {
  return cut(printable(text), limit)
    .replace(STRUCTURE, (character) => `&#${character.charCodeAt(0)};`)
    .replaceAll('@', `@${APART}`)
    .replace(/(?<!&)#/g, `#${APART}`)
    .replaceAll('://', `:${APART}//`)
    .replace(/\b(www|GH)(?=[.-])/gi, `$1${APART}`)
    .replace(/:(?=[a-z0-9_+-]+:)/gi, `:${APART}`)
}

/** What code spans can hold in every place, a table included; there it stands for itself. */
const PLAIN_CODE = /^[A-Za-z0-9.,:;/@+=~(){}#'"!?_ -]*$/

/** A stranger's text as code: inert for GitHub, whatever stands in it. */
export function code(text: string, limit = LONGEST_TEXT): string {
  const shown = cut(printable(text), limit)
  if (shown !== '' && PLAIN_CODE.test(shown) && shown === shown.trim()) return `\`${shown}\``
  const entities = shown.replace(/[^A-Za-z0-9 ]/gu, (character) => `&#${character.codePointAt(0)};`)
  return `<code>${entities}</code>`
}

function cut(text: string, limit: number): string {
  const characters = [...text]
  return characters.length > limit ? `${characters.slice(0, limit).join('')}…` : text
}
