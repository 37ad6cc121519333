import type { StateCore, Token } from 'markdown-it'
import { createParser, dressTable } from '../markdown.ts'
import { LABELS, readCodeInfo } from './code-info.ts'

export interface GuideHeading {
  id: string
  text: string
  level: number
}

type LinkTo = (href: string) => string

/** Rendering of a guide: our own text, which may have more than a stranger's overview. */
const parser = createParser({ html: false })

/** What GitHub calls an alert, and the words that it begins with. */
const CALLOUT = /^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]$/

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

parser.renderer.rules.fence = (tokens, at) => renderCode(tokens[at])

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

/** Turns a quotation that begins with the word of an alert into a note of that kind. */
function openCallout(tokens: Token[], at: number): void {
  const [open, , inline] = tokens.slice(at, at + 3)
  const [first, second] = inline?.children ?? []
  const kind = CALLOUT.exec(first?.content ?? '')?.[1]?.toLowerCase()
  if (!open || !first || !inline?.children || !kind) return
  Object.assign(open, { tag: 'div', meta: { isCallout: true } })
  open.attrs = [
    ['class', `callout callout-${kind}`],
    ['role', 'note'],
  ]
  first.type = 'callout_title'
  first.content = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`
  if (second?.type === 'softbreak') inline.children.splice(1, 1)
}

function closeCallout(tokens: readonly Token[], at: number): void {
  const close = tokens[at]
  const open = tokens
    .slice(0, at)
    .findLast(({ type, level }) => type === 'blockquote_open' && level === close?.level)
  if (close && open?.meta?.['isCallout']) close.tag = 'div'
}

parser.renderer.rules['callout_title'] = (tokens, at) =>
  `<strong class="callout-title">${tokens[at]?.content}</strong> `

/** A block of code: its language or file, and a button that copies what is meant to be copied. */
function renderCode(token: Token | undefined): string {
  const { escapeHtml } = parser.utils
  const { language, file, isOutput } = readCodeInfo(token?.info ?? '')
  const code = token?.content.replace(/\n$/, '') ?? ''
  const label = isOutput ? 'Output' : (file ?? LABELS[language] ?? language)
  const isPlain = language === 'text' && !isOutput
  const head = isPlain ? '' : `<span class="code-label">${escapeHtml(label)}</span>`
  const copy =
    isOutput || isPlain
      ? ''
      : `<button type="button" data-copy="${escapeHtml(code)}" hidden>Copy</button><span class="visually-hidden" role="status"></span>`
  const kind = isOutput ? ' code-output' : isPlain ? ' code-plain' : ''
  return `<div class="code${kind}">${head}${copy}<pre tabindex="0" role="group" aria-label="${escapeHtml(label)}"><code class="language-${escapeHtml(language)}">${escapeHtml(code)}</code></pre></div>\n`
}
