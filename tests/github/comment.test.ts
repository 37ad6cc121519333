import fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import { describe, expect, test } from 'vitest'
import { verdictAnnotations, withoutCommands } from '../../src/core/gate/annotations.ts'
import { MARKER, MOST_CHARACTERS, renderComment } from '../../src/core/gate/comment.ts'
import { refusedVerdict, reviewVerdict, SITE, verdict } from './verdicts.ts'

const renderer = new MarkdownIt({ html: true, linkify: true })

const HOSTILE =
  '@cozystack/all #1 <img src=x> **x** `y` | [z](https://evil.example)\n\u202e::error::x ##[error]y\r\n%0A'

describe('the comment of the gate', () => {
  test('on a bump that merges by itself', () => {
    expect(renderComment(verdict(), SITE)).toMatchInlineSnapshot(`
      "<!-- packages-index: gate -->
      ### ✅ This merges by itself

      Nobody has to do anything: it is judged once more against the newest state, and merged.

      **Why**

      - \`index/packages/acme.hello.yaml\` modified: \`version\`. Only the version goes up. ([lanes](https://index.example/rules/lanes/#version-up))

      **\`acme.hello\`** \`v1.0.0\` → \`v1.1.0\`

      - \`oci://registry.example/acme/hello:v1.1.0\` is \`sha256:dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd\`
      - signed by \`https://github.com/acme/hello/.github/workflows/release.yaml@refs/heads/main\`

      Nothing changes in what it brings into a cluster since \`v1.0.0\`.

      <sub>Judged \`aaaaaaaaaaaa\` against \`bbbbbbbbbbbb\`. The same on your machine: \`npm run gate -- --base bbbbbbbbbbbb --head aaaaaaaaaaaa\`. [All rules](https://index.example/rules/)</sub>"
    `)
  })

  test('on a bump whose footprint grows', () => {
    expect(renderComment(reviewVerdict(), SITE)).toMatchInlineSnapshot(`
      "<!-- packages-index: gate -->
      ### 👀 A maintainer has to look at this

      The author has nothing to do: a maintainer decides. A new push is judged anew.

      **Why**

      - \`index/packages/acme.hello.yaml\` modified: \`version\`. It asks for more than before. ([lanes](https://index.example/rules/lanes/#footprint))

      **\`acme.hello\`** \`v1.0.0\` → \`v1.1.0\`

      - \`oci://registry.example/acme/hello:v1.1.0\` is \`sha256:dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd\`
      - signed by \`https://github.com/acme/hello/.github/workflows/release.yaml@refs/heads/main\`

      | In a cluster since \`v1.0.0\` | changes |
      |---|---|
      | privileged | new: \`acme.hello/default/hello\` |
      | components | new: \`acme.hello/default/agent\` |
      | namespaces | new: \`cozy-agent\` |

      <details><summary>1 remark that does not block</summary>

      - \`index/packages/acme.hello.yaml\` hello is privileged. ([privileged](https://index.example/rules/privileged/))

      </details>

      <sub>Judged \`aaaaaaaaaaaa\` against \`bbbbbbbbbbbb\`. The same on your machine: \`npm run gate -- --base bbbbbbbbbbbb --head aaaaaaaaaaaa\`. [All rules](https://index.example/rules/)</sub>"
    `)
  })

  test('on what is refused, with a stranger’s text everywhere', () => {
    const text = renderComment(refusedVerdict(HOSTILE), SITE)
    expect(text).toMatchInlineSnapshot(`
      "<!-- packages-index: gate -->
      ### ⛔ This cannot be merged as it is

      The author has to act: mend what is listed below and push again.

      **What blocks**

      - <code>&#64;cozystack&#47;all &#35;1 &#60;img src&#61;x&#62; &#42;&#42;x&#42;&#42; &#96;y&#96; &#124; &#91;z&#93;&#40;https&#58;&#47;&#47;evil&#46;example&#41;&#92;n&#92;u&#123;202e&#125;&#58;&#58;error&#58;&#58;x &#35;&#35;&#91;error&#93;y&#92;r&#92;n&#37;0A&#58;3</code> found @&#8203;cozystack/all #&#8203;1 &#60;img src=x&#62; &#42;&#42;x&#42;&#42; &#96;y&#96; &#124; &#91;z&#93;(https:&#8203;//evil.example)&#92;n&#92;u&#123;202e&#125;::&#8203;error::x #&#8203;#&#8203;&#91;error&#93;y&#92;r&#92;n%0A. remove @&#8203;cozystack/all #&#8203;1 &#60;img src=x&#62; &#42;&#42;x&#42;&#42; &#96;y&#96; &#124; &#91;z&#93;(https:&#8203;//evil.example)&#92;n&#92;u&#123;202e&#125;::&#8203;error::x #&#8203;#&#8203;&#91;error&#93;y&#92;r&#92;n%0A. ([@&#8203;cozystack/all #&#8203;1 &#60;img src=x&#62; &#42;&#42;x&#42;&#42; &#96;y&#96; &#124; &#91;z&#93;(https:&#8203;//evil.example)&#92;n&#92;u&#123;202e&#125;::&#8203;error::x #&#8203;#&#8203;&#91;error&#93;y&#92;r&#92;n%0A](https://index.example/rules/%40cozystack%2Fall%20%231%20%3Cimg%20src%3Dx%3E%20%2A%2Ax%2A%2A%20%60y%60%20%7C%20%5Bz%5D%28https%3A%2F%2Fevil.example%29%0A%E2%80%AE%3A%3Aerror%3A%3Ax%20%23%23%5Berror%5Dy%0D%0A%250A/))

      **Why**

      - @&#8203;cozystack/all #&#8203;1 &#60;img src=x&#62; &#42;&#42;x&#42;&#42; &#96;y&#96; &#124; &#91;z&#93;(https:&#8203;//evil.example)&#92;n&#92;u&#123;202e&#125;::&#8203;error::x #&#8203;#&#8203;&#91;error&#93;y&#92;r&#92;n%0A. ([lanes](https://index.example/rules/lanes/#too-many))
      - <code>&#64;cozystack&#47;all &#35;1 &#60;img src&#61;x&#62; &#42;&#42;x&#42;&#42; &#96;y&#96; &#124; &#91;z&#93;&#40;https&#58;&#47;&#47;evil&#46;example&#41;&#92;n&#92;u&#123;202e&#125;&#58;&#58;error&#58;&#58;x &#35;&#35;&#91;error&#93;y&#92;r&#92;n&#37;0A</code> from <code>&#64;cozystack&#47;all &#35;1 &#60;img src&#61;x&#62; &#42;&#42;x&#42;&#42; &#96;y&#96; &#124; &#91;z&#93;&#40;https&#58;&#47;&#47;evil&#46;example&#41;&#92;n&#92;u&#123;202e&#125;&#58;&#58;error&#58;&#58;x &#35;&#35;&#91;error&#93;y&#92;r&#92;n&#37;0A</code>: <code>&#64;cozystack&#47;all &#35;1 &#60;img src&#61;x&#62; &#42;&#42;x&#42;&#42; &#96;y&#96; &#124; &#91;z&#93;&#40;https&#58;&#47;&#47;evil&#46;example&#41;&#92;n&#92;u&#123;202e&#125;&#58;&#58;error&#58;&#58;x &#35;&#35;&#91;error&#93;y&#92;r&#92;n&#37;0A</code>. @&#8203;cozystack/all #&#8203;1 &#60;img src=x&#62; &#42;&#42;x&#42;&#42; &#96;y&#96; &#124; &#91;z&#93;(https:&#8203;//evil.example)&#92;n&#92;u&#123;202e&#125;::&#8203;error::x #&#8203;#&#8203;&#91;error&#93;y&#92;r&#92;n%0A has no place. ([lanes](https://index.example/rules/lanes/#foreign))

      **<code>&#64;cozystack&#47;all &#35;1 &#60;img src&#61;x&#62; &#42;&#42;x&#42;&#42; &#96;y&#96; &#124; &#91;z&#93;&#40;https&#58;&#47;&#47;evil&#46;example&#41;&#92;n&#92;u&#123;202e&#125;&#58;&#58;error&#58;&#58;x &#35;&#35;&#91;error&#93;y&#92;r&#92;n&#37;0A</code>** <code>&#64;cozystack&#47;all &#35;1 &#60;img src&#61;x&#62; &#42;&#42;x&#42;&#42; &#96;y&#96; &#124; &#91;z&#93;&#40;https&#58;&#47;&#47;evil&#46;example&#41;&#92;n&#92;u&#123;202e&#125;&#58;&#58;error&#58;&#58;x &#35;&#35;&#91;error&#93;y&#92;r&#92;n&#37;0A</code> → <code>&#64;cozystack&#47;all &#35;1 &#60;img src&#61;x&#62; &#42;&#42;x&#42;&#42; &#96;y&#96; &#124; &#91;z&#93;&#40;https&#58;&#47;&#47;evil&#46;example&#41;&#92;n&#92;u&#123;202e&#125;&#58;&#58;error&#58;&#58;x &#35;&#35;&#91;error&#93;y&#92;r&#92;n&#37;0A</code>

      Nearest names: <code>&#64;cozystack&#47;all &#35;1 &#60;img src&#61;x&#62; &#42;&#42;x&#42;&#42; &#96;y&#96; &#124; &#91;z&#93;&#40;https&#58;&#47;&#47;evil&#46;example&#41;&#92;n&#92;u&#123;202e&#125;&#58;&#58;error&#58;&#58;x &#35;&#35;&#91;error&#93;y&#92;r&#92;n&#37;0A</code>. Could people take one for the other?

      **Taken as passed, without being looked at**

      - artifact of <code>&#64;cozystack&#47;all &#35;1 &#60;img src&#61;x&#62; &#42;&#42;x&#42;&#42; &#96;y&#96; &#124; &#91;z&#93;&#40;https&#58;&#47;&#47;evil&#46;example&#41;&#92;n&#92;u&#123;202e&#125;&#58;&#58;error&#58;&#58;x &#35;&#35;&#91;error&#93;y&#92;r&#92;n&#37;0A</code>: @&#8203;cozystack/all #&#8203;1 &#60;img src=x&#62; &#42;&#42;x&#42;&#42; &#96;y&#96; &#124; &#91;z&#93;(https:&#8203;//evil.example)&#92;n&#92;u&#123;202e&#125;::&#8203;error::x #&#8203;#&#8203;&#91;error&#93;y&#92;r&#92;n%0A.

      <sub>Judged \`aaaaaaaaaaaa\` against \`bbbbbbbbbbbb\`. The same on your machine: \`npm run gate -- --base bbbbbbbbbbbb --head aaaaaaaaaaaa\`. [All rules](https://index.example/rules/)</sub>"
    `)
  })

  test('holds no element and no link that is not ours, whatever strangers write', () => {
    const shape = (text: string) =>
      [...renderer.render(renderComment(refusedVerdict(text), SITE)).matchAll(/<([a-z0-9]+)/g)]
        .map(([, name = '']) => name)
        .filter((name) => name !== 'code')
    const expected = shape('x')
    const pieces = [...HOSTILE.split(' '), '<!--', '-->', '</details>', '\n\n', '```', '| ', '---']
    const hostile = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(hostile, (words) => {
        expect(shape(words.join(' '))).toEqual(expected)
      }),
      { numRuns: 300, seed: 1 },
    )
  })

  test('fits into a comment, and says first what comes of it, however much there is to say', () => {
    const [finding] = refusedVerdict('*'.repeat(5000)).findings
    const [change] = refusedVerdict('|'.repeat(5000)).changes
    const [one] = refusedVerdict('<'.repeat(63)).packages
    if (!finding || !change || !one) throw new Error('nothing to repeat')
    const much = { ...refusedVerdict('x'), unlisted: 40_000 }
    const text = renderComment(
      {
        ...much,
        findings: Array(500).fill(finding),
        changes: Array(500).fill(change),
        packages: Array(500).fill(one),
      },
      SITE,
    )
    expect(text.length).toBeLessThanOrEqual(MOST_CHARACTERS)
    expect(text.startsWith(`${MARKER}\n### ⛔ This cannot be merged`)).toBe(true)
    expect(text).toContain('What blocks')
    expect(text).toContain('more')
  })
})

describe('the annotations of the gate', () => {
  test('name file and line, and let no stranger give a command', () => {
    expect(verdictAnnotations(refusedVerdict(HOSTILE))).toMatchInlineSnapshot(`
      "::error file=@cozystack/all #1 <img src=x> **x** \`y\` | [z](https%3A//evil.example)\\n\\u{202e}%3A%3Aerror%3A%3Ax # #[error]y\\r\\n%250A,line=3,col=1,title=@cozystack/all #1 <img src=x> **x** \`y\` | [z](https%3A//evil.example)\\n\\u{202e}%3A%3Aerror%3A%3Ax # #[error]y\\r\\n%250A::found @cozystack/all #1 <img src=x> **x** \`y\` | [z](https://evil.example)\\n\\u{202e}::error::x # #[error]y\\r\\n%250A%0Aremove @cozystack/all #1 <img src=x> **x** \`y\` | [z](https://evil.example)\\n\\u{202e}::error::x # #[error]y\\r\\n%250A
      "
    `)
  })

  test('are as many as GitHub shows, errors first', () => {
    const { findings } = refusedVerdict('x')
    const warnings = reviewVerdict().findings
    const many = { findings: [...Array(20).fill(warnings[0]), ...Array(20).fill(findings[0])] }
    const lines = verdictAnnotations(many).trim().split('\n')
    expect(lines.map((line) => line.split(' ')[0])).toEqual([
      ...Array(10).fill('::error'),
      ...Array(10).fill('::warning'),
    ])
  })

  test('stop before text that holds commands, and go on after it', () => {
    expect(withoutCommands('::set-env::x', 'f00d')).toBe(
      '::stop-commands::f00d\n::set-env::x\n::f00d::\n',
    )
  })
})
