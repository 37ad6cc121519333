import MarkdownIt, { type Token } from 'markdown-it'

/** Deeper than this the parser leaves text out; a rule refuses half of it. */
export const MAX_NESTING = 100

/**
 * The one Markdown of this project: CommonMark with tables and without HTML. What is made of images
 * and of links, which are kept as tokens whatever their scheme, is up to whoever renders them.
 *
 * @param html whether HTML is recognised, to be refused, or text like any other
 */
export function createParser({ html }: { html: boolean }): InstanceType<typeof MarkdownIt> {
  const created = new MarkdownIt('commonmark', { html, maxNesting: MAX_NESTING })
  created.validateLink = () => true
  return created.enable(['table', 'strikethrough'])
}

const parser = createParser({ html: false })
const withHtml = createParser({ html: true })

/** A block or inline token with the line, from 0, of the block it stands in. */
export interface MarkdownToken {
  token: Token
  line: number
}

/** All tokens of a text, parsed with HTML recognised, in reading order. */
export function* markdownTokens(text: string): Generator<MarkdownToken> {
  for (const block of withHtml.parse(text, {})) {
    const line = block.map?.[0] ?? 0
    yield { token: block, line }
    for (const inline of block.children ?? []) yield { token: inline, line }
  }
}

const ALLOWED_TAGS = new Set(
  'p br hr em strong s code pre blockquote ul ol li h2 h3 h4 h5 h6 table thead tbody tr th td a'.split(
    ' ',
  ),
)
const ALLOWED_ATTRIBUTE =
  /^(href="https:\/\/[^"<>]*"|rel="ugc nofollow noopener"|class="language-[\w-]+"|start="\d+"|tabindex="0")$/

parser.core.ruler.push('overview', ({ tokens }) => {
  // The page has the first level and the heading of the overview the second.
  let level = 2
  for (const block of tokens) {
    if (block.type === 'heading_open') level = Math.min(lowerHeading(block.tag), level + 1, 6)
    if (block.type.startsWith('heading_')) block.tag = `h${level}`
    dressTable(block)
    // The rest of the info string would become part of a class.
    if (block.type === 'fence') block.info = /^[\w-]+/.exec(block.info)?.[0] ?? ''
    if (block.children) block.children = block.children.flatMap(rewriteInline)
  }
})

const renderFence = parser.renderer.rules.fence
if (renderFence) {
  parser.renderer.rules.fence = (...args) =>
    renderFence(...args).replace('<pre>', '<pre tabindex="0">')
}
const renderCodeBlock = parser.renderer.rules.code_block
if (renderCodeBlock) {
  parser.renderer.rules.code_block = (...args) =>
    renderCodeBlock(...args).replace('<pre>', '<pre tabindex="0">')
}

/** Makes a part of a table fit for a page of ours. */
export function dressTable(block: Token): void {
  // Table alignment comes as an inline style, which the site's policy does not allow.
  if (block.attrGet('style')) block.attrs = null
  // What can scroll sideways must be reachable by keyboard (WCAG 2.1.1).
  if (block.type === 'table_open') block.attrSet('tabindex', '0')
}

/** Below the page's title and the overview's own heading. */
function lowerHeading(tag: string): number {
  return Number(tag.slice(1)) + 2
}

function rewriteInline(token: Token): Token[] {
  if (token.type === 'image') return []
  if (token.type === 'link_open') {
    const href = String(token.attrGet('href') ?? '')
    const rel: [string, string] = ['rel', 'ugc nofollow noopener']
    token.attrs = href.startsWith('https://') ? [['href', href], rel] : null
  }
  return [token]
}

/**
 * Renders a stranger's Markdown to HTML of a closed set of tags and attributes.
 *
 * @throws when the output holds anything outside that set: a fault of ours, never of the text
 */
export function renderMarkdown(text: string): string {
  const html = parser.render(text)
  for (const [tag, name = '', attributes = ''] of html.matchAll(/<\/?([a-z0-9]+)([^>]*)>/gi)) {
    const known = (attributes.match(/[^\s=/]+(="[^"]*")?/g) ?? []).every((one) =>
      ALLOWED_ATTRIBUTE.test(one),
    )
    if (!ALLOWED_TAGS.has(name) || !known) {
      throw new Error(`Markdown rendered to ${tag}, which is not allowed`)
    }
  }
  return html
}
