import fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import { describe, expect, test } from 'vitest'
import { code, prose } from '../../src/core/gate/markdown-text.ts'
import { printable } from '../../src/core/printable.ts'

const renderer = new MarkdownIt({ html: true, linkify: true })

/** What stands on the page, and every element that it stands in. */
function render(markdown: string): { text: string; elements: string[] } {
  const html = renderer.render(
    `- said: ${markdown}\n\n| a | b |\n|---|---|\n| ${markdown} | last |\n`,
  )
  const elements = [...html.matchAll(/<([a-z0-9]+)/g)].map(([, name = '']) => name)
  const item = /<li>said: ([\s\S]*?)<\/li>/.exec(html)?.[1] ?? ''
  const [, cell = '', last = ''] =
    /<tbody>\s*<tr>\s*<td>([\s\S]*?)<\/td>\s*<td>([\s\S]*?)<\/td>/.exec(html) ?? []
  expect(last).toBe('last')
  expect(textOf(cell).trim()).toBe(textOf(item).trim())
  return { text: textOf(item), elements }
}

function textOf(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(
      /&(lt|gt|quot|amp);/g,
      (_, name: string) => ({ lt: '<', gt: '>', quot: '"' })[name] ?? '&',
    )
}

const FRAME = ['ul', 'li', 'table', 'thead', 'tr', 'th', 'th', 'tbody', 'tr', 'td', 'td']

const PIECES = [
  '@jane',
  '#12',
  'GH-3',
  'a/b#4',
  'https://evil.example/',
  'www.evil.example',
  'x@evil.example',
  '**',
  '__',
  '`',
  '``',
  '|',
  '\\|',
  '\\',
  '](https://evil.example)',
  '![',
  '[x]',
  '<b>',
  '</td>',
  '<img src=x onerror=y>',
  '<!--',
  '-->',
  '&lt;',
  '&#64;',
  ':tada:',
  '$x$',
  '~~',
  '\n',
  '\r\n',
  '\u2028',
  '\u202e',
  '\u200b',
  '#',
  '> ',
  '- ',
  '1. ',
  '::error::',
  '^',
  '{',
  '}',
  '"',
  "'",
  ' ',
  'é',
  '😀',
]
const hostile = fc
  .array(
    fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'grapheme-ascii', maxLength: 6 })),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((pieces) => pieces.join(''))

describe('a stranger’s text in a comment', () => {
  test('prose is read as it was written, and is nothing but text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const { text: read, elements } = render(prose(text))
        expect(elements).toEqual(FRAME)
        expect(read.replaceAll('\u200b', '').trim()).toBe(printable(text).trim())
        expect(read).not.toMatch(/@[a-z0-9]|#\d|\bGH-\d|:\/\/|\bwww\./i)
      }),
      { numRuns: 2000, seed: 1 },
    )
  })

  test('code is read as it was written, and is nothing but code', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const { text: read, elements } = render(code(text))
        expect(elements.filter((one) => one !== 'code')).toEqual(FRAME)
        expect(elements.filter((one) => one === 'code')).toHaveLength(2)
        expect(read.trim()).toBe(printable(text).trim())
      }),
      { numRuns: 2000, seed: 2 },
    )
  })

  test('looks like this', () => {
    const text = 'by @jane in #12, see https://evil.example/ <b>`now`</b>\n| **x** |'
    expect(prose(text)).toMatchInlineSnapshot(
      `"by @&#8203;jane in #&#8203;12, see https:&#8203;//evil.example/ &#60;b&#62;&#96;now&#96;&#60;/b&#62;&#92;n&#124; &#42;&#42;x&#42;&#42; &#124;"`,
    )
    expect(code(text)).toMatchInlineSnapshot(
      `"<code>by &#64;jane in &#35;12&#44; see https&#58;&#47;&#47;evil&#46;example&#47; &#60;b&#62;&#96;now&#96;&#60;&#47;b&#62;&#92;n&#124; &#42;&#42;x&#42;&#42; &#124;</code>"`,
    )
    expect(code('acme.hello')).toMatchInlineSnapshot(`"\`acme.hello\`"`)
    expect(prose('x'.repeat(2000)).length).toBe(1001)
  })
})
