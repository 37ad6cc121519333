import fc from 'fast-check'
import { expect, test } from 'vitest'
import { renderMarkdown } from '../../src/core/markdown.ts'

test('headings begin below the page’s own', () => {
  expect(renderMarkdown('# One\n\n###### Six')).toBe('<h3>One</h3>\n<h4>Six</h4>\n')
})

test('links are marked as strangers’, and lose what is not https', () => {
  expect(renderMarkdown('[a](https://example.org) [b](javascript:alert) [c](/x)')).toBe(
    '<p><a href="https://example.org" rel="ugc nofollow noopener">a</a> <a>b</a> <a>c</a></p>\n',
  )
})

test('HTML is text and images are dropped', () => {
  expect(renderMarkdown('<b>x</b> ![y](https://example.org/y.png)')).toBe(
    '<p>&lt;b&gt;x&lt;/b&gt; </p>\n',
  )
})

test('what scrolls sideways can be reached by keyboard', () => {
  expect(renderMarkdown('```yaml\na: b\n```')).toBe(
    '<pre tabindex="0"><code class="language-yaml">a: b\n</code></pre>\n',
  )
  expect(renderMarkdown('| a |\n| -: |\n| b |')).toContain('<table tabindex="0">')
  expect(renderMarkdown('| a |\n| -: |\n| b |')).not.toContain('style')
})

const PIECES = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '[a](javascript:alert(1))',
  '![x](data:text/html,x)',
  '[a]: https://example.org "t"',
  '[a]',
  '<https://example.org>',
  '`<b>`',
  '```"><script>\nx\n```',
  '&lt;',
  '&#0;',
  '[x](https://example.org/"onmouseover="alert(1))',
  '| a | b |\n|---|:-:|\n',
  '1) x\n',
  '> ',
  '***',
  '\n\n',
  '# ',
  '\\',
  '\u202e',
  '<!--',
  ']]>',
  '"',
  "'",
]

test('whatever the text, only allowed tags and attributes come out', () => {
  const text = fc
    .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 12 })), { maxLength: 20 })
    .map((parts) => parts.join(' '))
  fc.assert(
    fc.property(text, (markdown) => {
      const html = renderMarkdown(markdown)
      expect(html).not.toMatch(/<(script|img|iframe|style)|\son\w+="|href="(?!https:)/i)
    }),
    { numRuns: 3000, seed: 1 },
  )
})
