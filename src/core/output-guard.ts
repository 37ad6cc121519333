import type { Catalog } from './schemas/catalog.ts'

/**
 * What keeps a catalog from being published in place of an earlier one: it is empty, or it has lost
 * a name without leaving a tombstone.
 */
export function shrinkProblems(catalog: Catalog, previous: Catalog | null): string[] {
  const names = new Set([...catalog.packages, ...catalog.tombstones].map((one) => one.name))
  if (names.size === 0) return ['the catalog is empty']
  const lost = [...(previous?.packages ?? []), ...(previous?.tombstones ?? [])]
    .map((one) => one.name)
    .filter((name) => !names.has(name))
  if (lost.length === 0) return []
  const some = lost.slice(0, 5).join(', ') + (lost.length > 5 ? ` and ${lost.length - 5} more` : '')
  return [`the catalog has lost ${some}, without a tombstone in lifecycle.yaml`]
}

/** What a template prints when a value is missing. */
const PLACEHOLDERS = ['undefined', 'null', 'NaN', '[object Object]']

/** Strangers' text stands in elements of this class, where any word is allowed. */
const STRANGERS_TEXT = /<(\w+)[^>]* class="(?:[^"]* )?authored(?: [^"]*)?"[^>]*>[\s\S]*?<\/\1>/g

/**
 * Values that a page shows as undefined, null, NaN or [object Object].
 *
 * @param authored texts that strangers wrote; one of these words among them is a value like any other
 */
export function unrenderedProblems(
  path: string,
  html: string,
  authored: ReadonlySet<string> = new Set(),
): string[] {
  const ours = html.replace(STRANGERS_TEXT, '')
  return PLACEHOLDERS.filter((word) => !authored.has(word) && shows(ours, word)).map(
    (word) => `${path} shows ${word} where a value belongs`,
  )
}

/** Whether a word is all that an attribute, a part of an address or an element holds. */
function shows(html: string, word: string): boolean {
  const text = word.replace(/[[\]]/g, '\\$&')
  return new RegExp(`="(?:[^"]*/)?${text}["/]|>\\s*${text}\\s*<`).test(html)
}

/** Every text of a compiled record, and the parts of addresses, as `unrenderedProblems` wants them. */
export function authoredTexts(value: unknown, texts = new Set<string>()): Set<string> {
  if (typeof value === 'string') {
    texts.add(value)
    for (const part of value.split(/[/@#?&=:]/)) texts.add(part)
  }
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) authoredTexts(part, texts)
  }
  return texts
}

/**
 * Links and sources of a page that lead to no file of the site, or to no element of it.
 *
 * @param base the path the site is served under, beginning and ending in `/`
 * @param idsOf the ids of a page by its path, or null where there is no such file
 */
export function linkProblems(
  path: string,
  html: string,
  base: string,
  idsOf: (path: string) => ReadonlySet<string> | null,
): string[] {
  const problems: string[] = []
  const here = `${base}${path}`
  for (const [, attribute, target = ''] of html.matchAll(/\s(href|src|action)="([^"]*)"/g)) {
    if (/^[a-z][a-z0-9+.-]*:/i.test(target)) continue
    const { pathname, hash } = new URL(target.replaceAll('&amp;', '&'), `http://site${here}`)
    const problem = resolveProblem(decodeURIComponent(pathname), hash.slice(1), base, idsOf)
    if (problem) problems.push(`${path}: ${attribute}="${target}" ${problem}`)
  }
  return problems
}

function resolveProblem(
  pathname: string,
  fragment: string,
  base: string,
  idsOf: (path: string) => ReadonlySet<string> | null,
): string | null {
  if (!pathname.startsWith(base)) return 'leads out of the site'
  const file = pathname.slice(base.length)
  const ids = idsOf(file === '' || file.endsWith('/') ? `${file}index.html` : file)
  if (!ids) return 'leads to no file'
  return fragment === '' || ids.has(decodeURIComponent(fragment)) ? null : 'leads to no element'
}
