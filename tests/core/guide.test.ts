import { expect, test } from 'vitest'
import { readCodeInfo } from '../../src/core/guide/code-info.ts'
import { guideItems, guideText, toGuide } from '../../src/core/guide/guide.ts'
import { guideLink } from '../../src/core/guide/guide-link.ts'
import { readHeadings, readLinks, renderGuide } from '../../src/core/guide/render-guide.ts'

const asItIs = (href: string) => href

const places = { page: (path: string) => `/base/${path}`, file: (path: string) => `repo:${path}` }

test.each([
  ['#push', '#push'],
  ['tap.md', '/base/guides/tap/'],
  ['tap.md#find-it', '/base/guides/tap/#find-it'],
  ['trust.md#states', '/base/trust/#states'],
  ['../../SECURITY.md', 'repo:SECURITY.md'],
  ['../architecture.md#the-way', 'repo:docs/architecture.md#the-way'],
  ['../../src/core/', 'repo:src/core/'],
  ['https://cozystack.github.io/packages-index/rules/', '/base/rules/'],
  ['https://cozystack.io/', 'https://cozystack.io/'],
  ['mailto:somebody@example.org', 'mailto:somebody@example.org'],
])('a link to %s leads to %s on the site', (href, address) => {
  expect(guideLink(href, places)).toBe(address)
})

test('headings are links to themselves, with the anchors of GitHub', () => {
  const text = '## Push *it*\n\n### `a.b` & c, _d_!\n\n## Push it\n\n#### Fourth'
  expect(readHeadings(text)).toEqual([
    { id: 'push-it', text: 'Push it', level: 2 },
    { id: 'ab--c-d', text: 'a.b & c, d!', level: 3 },
    { id: 'push-it-1', text: 'Push it', level: 2 },
    { id: 'fourth', text: 'Fourth', level: 4 },
  ])
  expect(renderGuide('## Push it', asItIs)).toBe(
    '<h2 id="push-it"><a href="#push-it">Push it</a></h2>\n',
  )
})

test('an alert of GitHub is a note of its kind, and another quotation stays one', () => {
  expect(renderGuide('> [!WARNING]\n> Careful.\n\n> Said.', asItIs)).toBe(
    `<div class="callout callout-warning" role="note">
<p><strong class="callout-title">Warning</strong> Careful.</p>
</div>
<blockquote>
<p>Said.</p>
</blockquote>
`,
  )
})

test('code has its language or file, and a button that copies exactly what it shows', () => {
  expect(renderGuide('```sh run\necho "<x>"\n```', asItIs)).toBe(
    '<div class="code"><span class="code-label">Shell</span><button type="button" data-copy="echo &quot;&lt;x&gt;&quot;" aria-label="Copy echo &quot;&lt;x&gt;&quot;" hidden>Copy</button><span class="visually-hidden" role="status"></span><pre tabindex="0" role="group" aria-label="Shell"><code class="language-sh">echo &quot;&lt;x&gt;&quot;</code></pre></div>\n',
  )
  expect(renderGuide('```yaml entry file=index/a.yaml\na: b\n```', asItIs)).toContain(
    '<span class="code-label">index/a.yaml</span>',
  )
})

test('what a command prints is labelled, and cannot be copied by mistake', () => {
  const html = renderGuide('```text output\n<x>\n```', asItIs)
  expect(html).toContain('<span class="code-label">Output</span>')
  expect(html).not.toContain('<button')
})

test('HTML is text, and tables have no inline style', () => {
  expect(renderGuide('<b onclick="x">y</b>', asItIs)).toContain('&lt;b')
  const table = renderGuide('| a |\n| -: |\n| b |', asItIs)
  expect(table).toContain('<table tabindex="0">')
  expect(table).not.toContain('style')
})

test.each([
  ['sh run', { language: 'sh', isRun: true, unrun: null, exit: 0, folder: 'packages-index' }],
  ['sh run exit=2 in=hello', { isRun: true, exit: 2, folder: 'hello', kind: null }],
  ['sh unrun: needs a cluster, and time', { isRun: false, unrun: 'needs a cluster, and time' }],
  ['sh', { isRun: false, unrun: null }],
  ['text output', { language: 'text', isOutput: true, kind: null }],
  ['yaml entry file=a/b.yaml', { kind: 'entry', file: 'a/b.yaml', isRun: false }],
])('the words of %s are read', (info, words) => {
  expect(readCodeInfo(info)).toMatchObject(words)
})

test('links are found with the line of their block', () => {
  expect(readLinks('a\n\n- [b](c.md)\n- <https://d.example>')).toEqual([
    { href: 'c.md', line: 3 },
    { href: 'https://d.example', line: 4 },
  ])
})

test('a guide begins with its title, which its page has already', () => {
  const matter = { title: 'Tap', description: 'How to tap.', order: 1 }
  const guide = toGuide(
    'tap',
    matter,
    '\n# Tap\n\nText.\n\n## Find\n\n```sh run\nsecret-command\n```\n',
  )
  expect(guide.body.startsWith('Text.')).toBe(true)
  expect(guideItems([guide])).toEqual([
    {
      slug: 'tap',
      path: 'guides/tap/',
      title: 'Tap',
      description: 'How to tap.',
      headings: ['Find'],
    },
  ])
  expect(guideText(guide)).toBe('Tap\nHow to tap.\nText.\nFind')
  expect(() => toGuide('tap', matter, '# Another\n')).toThrow('expected the first line "# Tap"')
})
