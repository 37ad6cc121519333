import { expect, test } from 'vitest'
import { renderAtom } from '../../src/core/atom.ts'
import { compileCatalog, NO_HISTORY } from '../../src/core/catalog.ts'
import { checkIndex } from '../../src/core/check-index.ts'
import { type StateChange, stateChanges } from '../../src/core/state-changes.ts'
import { readIndexFolder } from '../../src/io/index-folder.ts'
import { FIXTURES } from '../check-fixture.ts'

const { index } = checkIndex(readIndexFolder(`${FIXTURES}/valid`))
const dates = new Map([
  ['acme.hello', { firstListed: '2026-10-01T08:00:00Z', lastChanged: '2026-11-01T12:00:00Z' }],
])
const SITE = 'https://packages.example/'

function feed(changes: readonly StateChange[]): string {
  const { catalog } = compileCatalog(index, { ...NO_HISTORY, dates, changes })
  return renderAtom(catalog, changes, SITE)
}

const LIFECYCLE = index.lifecycleDocument?.text ?? ''
const changes = stateChanges(
  [
    { at: '2026-11-03T00:00:00Z', text: LIFECYCLE },
    { at: '2026-11-02T00:00:00Z', text: 'retired: { state: frozen, reason: For a day. }\n' },
    { at: '', text: '' },
  ],
  50,
)

test('states and tombstones are in the feed beside entries, newest first', () => {
  const entries = [...feed(changes).matchAll(/<title>(.*)<\/title>\n.*<id>(.*)<\/id>/g)]
  expect(
    entries.map(([, title, id]) => `${title} | ${id?.replace(SITE, '')}`),
  ).toMatchInlineSnapshot(`
    [
      "Cozystack community packages | ",
      "departed is removed | packages/departed/#removed-2026-11-03T00:00:00Z",
      "frozen-one is frozen: do not install it | packages/frozen-one/#frozen-2026-11-03T00:00:00Z",
      "old-name is now called acme.hello | packages/old-name/#renamed-2026-11-03T00:00:00Z",
      "retired is deprecated, use acme.hello | packages/retired/#deprecated-2026-11-03T00:00:00Z",
      "yanked-one 1.0.0 is yanked: do not install it | packages/yanked-one/#yanked-1.0.0-2026-11-03T00:00:00Z",
      "retired is frozen: do not install it | packages/retired/#frozen-2026-11-02T00:00:00Z",
      "acme.hello v1.10.0 | packages/acme.hello/#v1.10.0",
    ]
  `)
})

test('an item says what happened, why and where to read on', () => {
  expect(
    / {2}<entry>\n.*is frozen[\s\S]*?<\/entry>\n/.exec(feed(changes))?.[0],
  ).toMatchInlineSnapshot(`
    "  <entry>
        <title>frozen-one is frozen: do not install it</title>
        <id>https://packages.example/packages/frozen-one/#frozen-2026-11-03T00:00:00Z</id>
        <link rel="alternate" type="text/html" href="https://packages.example/packages/frozen-one/"/>
        <link rel="related" href="https://example.org/advisories/1"/>
        <category term="frozen"/>
        <updated>2026-11-03T00:00:00Z</updated>
        <published>2026-11-03T00:00:00Z</published>
        <summary>Its signing key was stolen. Read https://example.org/advisories/1</summary>
      </entry>
    "
  `)
})

test('the feed as a whole is pinned', () => {
  expect(feed([])).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="utf-8"?>
    <feed xmlns="http://www.w3.org/2005/Atom">
      <title>Cozystack community packages</title>
      <id>https://packages.example/</id>
      <link rel="alternate" type="text/html" href="https://packages.example/"/>
      <link rel="self" type="application/atom+xml" href="https://packages.example/atom.xml"/>
      <updated>2026-11-01T12:00:00Z</updated>
      <author><name>Cozystack community package index</name></author>
      <entry>
        <title>acme.hello v1.10.0</title>
        <id>https://packages.example/packages/acme.hello/#v1.10.0</id>
        <link rel="alternate" type="text/html" href="https://packages.example/packages/acme.hello/"/>
        <category term="package"/>
        <updated>2026-11-01T12:00:00Z</updated>
        <published>2026-10-01T08:00:00Z</published>
        <summary>Greets a cluster, and everybody in it.</summary>
      </entry>
    </feed>
    "
  `)
})

test('names that have no page are left out, and strangers’ texts are text', () => {
  const [change] = changes
  if (!change) throw new Error('there is no change')
  expect(feed([{ ...change, name: 'unknown' }])).toBe(feed([]))
  const hostile = { ...change, name: 'retired', reason: '<b>&"\u0001\u202e' }
  expect(feed([hostile])).toContain('<summary>&lt;b&gt;&amp;&quot;\\u{1}\\u{202e}</summary>')
})

test('the newest fifty are shown', () => {
  const [change] = changes
  if (!change) throw new Error('there is no change')
  const many = Array.from({ length: 60 }, (_, at) => ({
    ...change,
    name: 'retired',
    at: new Date(Date.UTC(2026, 11, 1, 0, at)).toISOString(),
  }))
  const shown = feed(many)
  expect(shown.split('<entry>')).toHaveLength(51)
  expect(shown).toContain('00:59:00')
  expect(shown).not.toContain('00:09:00')
})
