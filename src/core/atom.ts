import { compareText } from './compare-text.ts'
import { escapeXml } from './escape-xml.ts'
import { printable } from './printable.ts'
import type { Catalog, PackageSummary } from './schemas/catalog.ts'
import type { StateChange } from './state-changes.ts'

const MOST = 50

/** What an Atom feed must carry even where no date is known. */
const NO_DATE = '1970-01-01T00:00:00Z'

interface Item {
  id: string
  page: string
  title: string
  updated: string
  published: string | null
  /** What readers filter by: `package`, or what became of one. */
  category: string
  summary: string
  related: string | null
}

/**
 * The Atom feed (RFC 4287) of new and changed packages and of what became of their states, newest
 * first; undated ones are left out.
 */
export function renderAtom(
  catalog: Catalog,
  changes: readonly StateChange[],
  siteUrl: string,
): string {
  const named = new Set([...catalog.packages, ...catalog.tombstones].map(({ name }) => name))
  const pageOf = (name: string) => `${siteUrl}packages/${name}/`
  const items = [
    ...catalog.packages.flatMap((one) => packageItem(one, pageOf(one.name))),
    ...changes
      .filter(({ name }) => named.has(name))
      .map((change) => stateItem(change, pageOf(change.name))),
  ]
    .sort((a, b) => compareText(b.updated, a.updated) || compareText(a.id, b.id))
    .slice(0, MOST)
  const updated = items[0]?.updated ?? catalog.generatedAt ?? NO_DATE
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title>Cozystack community packages</title>
  <id>${escapeXml(siteUrl)}</id>
  <link rel="alternate" type="text/html" href="${escapeXml(siteUrl)}"/>
  <link rel="self" type="application/atom+xml" href="${escapeXml(siteUrl)}atom.xml"/>
  <updated>${updated}</updated>
  <author><name>Cozystack community package index</name></author>
${items.map(renderItem).join('')}</feed>
`
}

function packageItem(one: PackageSummary, page: string): Item[] {
  if (one.lastChanged === null) return []
  const state = one.state === 'active' || one.state === 'pending' ? '' : ` (${one.state})`
  return [
    {
      id: `${page}#${one.version}`,
      page,
      title: `${one.name} ${one.version}${state}`,
      updated: one.lastChanged,
      published: one.firstListed,
      category: 'package',
      summary: one.description,
      related: null,
    },
  ]
}

/** The date is part of the id: a second freeze is news, and no correction of the first. */
function stateItem(change: StateChange, page: string): Item {
  const { kind, version, at, reason, advisory } = change
  return {
    id: `${page}#${[kind, ...(version ? [version] : []), at].join('-')}`,
    page,
    title: `${change.name} ${WORDS[kind](change)}`,
    updated: at,
    published: at,
    category: kind,
    // The history may hold what the rules refuse today.
    summary: printable([reason, advisory && `Read ${advisory}`].filter(Boolean).join(' ')),
    related: advisory && printable(advisory),
  }
}

const WORDS: Record<StateChange['kind'], (change: StateChange) => string> = {
  frozen: () => 'is frozen: do not install it',
  deprecated: ({ to }) => (to ? `is deprecated, use ${to}` : 'is deprecated'),
  renamed: ({ to }) => `is now called ${to}`,
  removed: () => 'is removed',
  active: () => 'is active again',
  yanked: ({ version }) => `${version} is yanked: do not install it`,
  unyanked: ({ version }) => `${version} is no longer yanked`,
}

function renderItem(item: Item): string {
  const lines = [
    `<title>${escapeXml(item.title)}</title>`,
    `<id>${escapeXml(item.id)}</id>`,
    `<link rel="alternate" type="text/html" href="${escapeXml(item.page)}"/>`,
    ...(item.related ? [`<link rel="related" href="${escapeXml(item.related)}"/>`] : []),
    `<category term="${item.category}"/>`,
    `<updated>${item.updated}</updated>`,
    ...(item.published ? [`<published>${item.published}</published>`] : []),
    `<summary>${escapeXml(item.summary)}</summary>`,
  ]
  return `  <entry>\n${lines.map((line) => `    ${line}\n`).join('')}  </entry>\n`
}
