import type { Token } from 'markdown-it'

/** What GitHub calls an alert, and the words that it begins with. */
const CALLOUT = /^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]$/

/** Turns a quotation that begins with the word of an alert into a note of that kind. */
export function openCallout(tokens: Token[], at: number): void {
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

/** Closes such a note where the quotation ends. */
export function closeCallout(tokens: readonly Token[], at: number): void {
  const close = tokens[at]
  const open = tokens
    .slice(0, at)
    .findLast(({ type, level }) => type === 'blockquote_open' && level === close?.level)
  if (close && open?.meta?.['isCallout']) close.tag = 'div'
}
