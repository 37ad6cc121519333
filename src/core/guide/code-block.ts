import type { Token } from 'markdown-it'
import { LABELS, readCodeInfo } from './code-info.ts'

const LONGEST_NAME = 60

/** A block of code: its language or file, and a button that copies what is meant to be copied. */
export function renderCode(token: Token | undefined, escapeHtml: (text: string) => string): string {
  const { language, file, isOutput } = readCodeInfo(token?.info ?? '')
  const code = token?.content.replace(/\n$/, '') ?? ''
  const label = isOutput ? 'Output' : (file ?? LABELS[language] ?? language)
  const subject = file ?? code.split('\n', 1)[0]?.slice(0, LONGEST_NAME)
  const isPlain = language === 'text' && !isOutput
  const head = isPlain ? '' : `<span class="code-label">${escapeHtml(label)}</span>`
  const copy =
    isOutput || isPlain
      ? ''
      : `<button type="button" data-copy="${escapeHtml(code)}" aria-label="${escapeHtml(`Copy ${subject}`)}" hidden>Copy</button><span class="visually-hidden" role="status"></span>`
  const kind = isOutput ? ' code-output' : isPlain ? ' code-plain' : ''
  return `<div class="code${kind}">${head}${copy}<pre tabindex="0" role="group" aria-label="${escapeHtml(label)}"><code class="language-${escapeHtml(language)}">${escapeHtml(code)}</code></pre></div>\n`
}
