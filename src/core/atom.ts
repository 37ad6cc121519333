import { compareText } from './compare-text.ts'
import { escapeXml } from './escape-xml.ts'
import type { Catalog, PackageSummary } from './schemas/catalog.ts'

const MOST = 50

/** What an Atom feed must carry even where no date is known. */
const NO_DATE = '1970-01-01T00:00:00Z'

/** The Atom feed (RFC 4287) of new and changed packages, newest first; undated ones are left out. */
export function renderAtom(catalog: Catalog, siteUrl: string): string {
  const dated = catalog.packages
    .flatMap((one) => (one.lastChanged === null ? [] : [{ ...one, updated: one.lastChanged }]))
    .sort((a, b) => compareText(b.updated, a.updated) || compareText(a.name, b.name))
    .slice(0, MOST)
  const updated = dated[0]?.updated ?? catalog.generatedAt ?? NO_DATE
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title>Cozystack community packages</title>
  <id>${escapeXml(siteUrl)}</id>
  <link rel="alternate" type="text/html" href="${escapeXml(siteUrl)}"/>
  <link rel="self" type="application/atom+xml" href="${escapeXml(siteUrl)}atom.xml"/>
  <updated>${updated}</updated>
  <author><name>Cozystack community package index</name></author>
${dated.map((one) => renderEntry(one, siteUrl)).join('')}</feed>
`
}

function renderEntry(one: PackageSummary & { updated: string }, siteUrl: string): string {
  const page = `${siteUrl}packages/${one.name}/`
  const state = one.state === 'active' || one.state === 'pending' ? '' : ` (${one.state})`
  return `  <entry>
    <title>${escapeXml(`${one.name} ${one.version}${state}`)}</title>
    <id>${escapeXml(`${page}#${one.version}`)}</id>
    <link rel="alternate" type="text/html" href="${escapeXml(page)}"/>
    <updated>${one.updated}</updated>
${one.firstListed ? `    <published>${one.firstListed}</published>\n` : ''}    <summary>${escapeXml(one.description)}</summary>
  </entry>
`
}
