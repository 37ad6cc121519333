export interface FrontMatter {
  matter: string
  matterStart: number
  body: string
  bodyStart: number
  /** Why the fences cannot be trusted, or null. */
  fault: { message: string; offset: number } | null
}

/**
 * Splits an overview at its fences. Stricter than the Markdown tools in use, so that all of them
 * read the same: a fence is a line of exactly three hyphens, and no other line of the front matter
 * begins with three. A text that does not begin with three hyphens has no front matter.
 */
export function splitFrontMatter(text: string): FrontMatter {
  const none = { matter: '', matterStart: 0, body: text, bodyStart: 0 }
  if (!text.startsWith('---')) return { ...none, fault: null }
  const opening = lineAt(text, 0)
  if (opening !== '---') {
    const message = `expected a first line of exactly "---", found ${JSON.stringify(opening)}`
    return { ...none, body: '', fault: { message, offset: 0 } }
  }
  for (let offset = 4; offset < text.length; ) {
    const line = lineAt(text, offset)
    const end = offset + line.length + 1
    if (line === '---') {
      return {
        matter: text.slice(4, offset),
        matterStart: 4,
        body: text.slice(end),
        bodyStart: Math.min(end, text.length),
        fault: null,
      }
    }
    if (line.startsWith('---')) {
      const message = `expected a closing line of exactly "---", found ${JSON.stringify(line)}`
      return { ...none, body: '', fault: { message, offset } }
    }
    offset = end
  }
  const message = 'the front matter is never closed'
  return { ...none, body: '', fault: { message, offset: 0 } }
}

function lineAt(text: string, offset: number): string {
  const end = text.indexOf('\n', offset)
  return end === -1 ? text.slice(offset) : text.slice(offset, end)
}
