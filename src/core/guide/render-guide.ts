import type { StateCore, Token } from 'markdown-it'
import { createParser, dressTable } from '../markdown.ts'
import { closeCallout, openCallout } from './callout.ts'
import { renderCode } from './code-block.ts'

export interface GuideHeading {
  id: string
  text: string
  level: number
}

type LinkTo = (href: string) => string

/** Rendering of a guide: our own text, which may have more than a stranger's overview. */
const parser = createParser({ html: false })

parser.core.ruler.push('guide', (state) => {
  const { tokens } = state
  const linkTo = state.env['linkTo'] as LinkTo
  const ids = headingIds(tokens)
  for (const [at, block] of tokens.entries()) {
    dressTable(block)
    if (block.type === 'heading_open') linkHeading(state, at, ids.get(at) ?? '')
    if (block.type === 'blockquote_open') openCallout(tokens, at)
    if (block.type === 'blockquote_close') closeCallout(tokens, at)
    for (const token of block.children ?? []) {
      if (token.type === 'link_open') token.attrSet('href', linkTo(String(token.attrGet('href'))))
    }
  }
})

parser.renderer.rules.fence = (tokens, at) => renderCode(tokens[at], parser.utils.escapeHtml)

/**
 * Renders a guide. Links between guides and to files of the repository become addresses of the site.
 *
 * @param linkTo where a link of the text leads on the site
 */
export function renderGuide(body: string, linkTo: LinkTo): string {
  return parser.render(body, { linkTo })
}

/** The second and third level of headings, for a table of contents, with the anchors of GitHub. */
export function readHeadings(body: string): GuideHeading[] {
  const tokens = parse(body)
  return [...headingIds(tokens)].map(([at, id]) => ({
    id,
    text: plainText(tokens[at + 1]),
    level: Number(tokens[at]?.tag.slice(1)),
  }))
}

/** Every link of a guide or another document, with the line, from 1, of its block. */
export function readLinks(text: string): { href: string; line: number }[] {
  return parse(text).flatMap(({ map, children }) =>
    (children ?? [])
      .filter(({ type }) => type === 'link_open')
      .map((token) => ({ href: String(token.attrGet('href')), line: (map?.[0] ?? 0) + 1 })),
  )
}

/** A block of code as it stands in a guide. */
export interface GuideCode {
  info: string
  content: string
  line: number
}

/** Every fenced block of code, in reading order. */
export function readCode(text: string): GuideCode[] {
  return parse(text)
    .filter(({ type }) => type === 'fence')
    .map(({ info, content, map }) => ({ info, content, line: (map?.[0] ?? 0) + 1 }))
}

/** The words of a text, without its code: commands and digests are nothing to search for. */
export function readWords(body: string): string {
  return parse(body)
    .filter(({ type }) => type === 'inline')
    .map(plainText)
    .join('\n')
}

/** A text without the first heading, which repeats the title; null where it has another. */
export function withoutTitle(text: string, title: string): string | null {
  const heading = `# ${title}\n`
  const trimmed = text.trimStart()
  return trimmed.startsWith(heading) ? trimmed.slice(heading.length).trimStart() : null
}

function parse(text: string): Token[] {
  return parser.parse(text, { linkTo: (href: string) => href })
}

/** The anchors that GitHub gives to headings, by the place of each heading among the tokens. */
function headingIds(tokens: readonly Token[]): Map<number, string> {
  const ids = new Map<number, string>()
  const seen = new Map<string, number>()
  for (const [at, { type }] of tokens.entries()) {
    if (type !== 'heading_open') continue
    const id = slugOf(plainText(tokens[at + 1]))
    const times = seen.get(id) ?? 0
    seen.set(id, times + 1)
    ids.set(at, times === 0 ? id : `${id}-${times}`)
  }
  return ids
}

function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-')
}

function plainText(inline: Token | undefined): string {
  return (inline?.children ?? [])
    .map(({ type, content }) => (type === 'softbreak' ? ' ' : content))
    .join('')
}

/** Makes the heading a link to itself, so that a place in a guide can be passed on. */
function linkHeading({ tokens, Token: Made }: StateCore, at: number, id: string): void {
  tokens[at]?.attrSet('id', id)
  const inline = tokens[at + 1]
  if (!inline?.children) return
  const open = new Made('link_open', 'a', 1)
  open.attrSet('href', `#${id}`)
  inline.children = [open, ...inline.children, new Made('link_close', 'a', -1)]
}

parser.renderer.rules['callout_title'] = (tokens, at) =>
  `<strong class="callout-title">${tokens[at]?.content}</strong> `
