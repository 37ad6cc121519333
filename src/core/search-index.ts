import { hashText } from './category-slug.ts'
import { compareText } from './compare-text.ts'
import { isRecordOf } from './package-state.ts'
import type { Catalog, Package, PackageSummary } from './schemas/catalog.ts'
import type { SearchIndex, SearchTexts } from './schemas/search.ts'
import type { SearchItem } from './search-items.ts'

const TEXTS_PER_FILE = 20

const DAY_MS = 86_400_000

/** The slim list that the site searches, in columns. */
export function searchIndex(
  packages: readonly Package[],
  { tombstones, core }: Pick<Catalog, 'tombstones' | 'core'>,
): SearchIndex {
  const items = packages.map(searchItem)
  const tags = dictionary(items.flatMap((item) => item.tags))
  const categories = dictionary(items.flatMap((item) => item.category ?? []))
  const registries = dictionary(items.map((item) => item.registry))
  const names = items.map((item) => item.name)
  return {
    schemaVersion: 2,
    edition: editionOf(names),
    textsPerFile: TEXTS_PER_FILE,
    tags: tags.words,
    categories: categories.words,
    registries: registries.words,
    packages: {
      name: names,
      title: items.map((item) => item.title),
      version: items.map((item) => item.version),
      tags: items.map((item) => item.tags.map(tags.at)),
      category: items.map(({ category }) => (category === null ? null : categories.at(category))),
      kinds: items.map((item) => [...item.kinds]),
      state: items.map((item) => item.state),
      registry: items.map((item) => registries.at(item.registry)),
      signed: items.map((item) => item.signed),
      privileged: items.map((item) => item.privileged),
      firstListed: items.map((item) => item.firstListed),
      lastChanged: items.map((item) => item.lastChanged),
    },
    tombstones,
    ...(core ? { core } : {}),
  }
}

/** The descriptions of all packages, in files of `textsPerFile` of a search list. */
export function searchTexts(packages: readonly Package[], edition: string): SearchTexts[] {
  const files: SearchTexts[] = []
  for (let at = 0; at < packages.length; at += TEXTS_PER_FILE) {
    const descriptions = packages.slice(at, at + TEXTS_PER_FILE).map((one) => one.description)
    files.push({ schemaVersion: 1, edition, descriptions })
  }
  return files
}

/** Tells lists of names apart, so that a position in one is never taken for one in another. */
export function editionOf(names: readonly string[]): string {
  return hashText(names.join('\n')) + hashText(names.toReversed().join(' '))
}

/** What the ranking needs of a line of the catalog. */
export function searchable(one: PackageSummary) {
  return {
    name: one.name,
    title: one.overview?.title ?? null,
    version: one.version,
    tags: one.tags ?? [],
    category: one.overview?.category ?? null,
    kinds: (one.release?.applications ?? []).map((application) => application.kind),
    state: one.state,
    description: one.description,
  }
}

function searchItem(one: Package): SearchItem {
  const { description: _, ...item } = searchable(one)
  const isChecked = one.releases.some((release) => isRecordOf(release, one))
  return {
    ...item,
    registry: one.registry,
    signed: isChecked ? 'yes' : 'unknown',
    privileged: isChecked && one.release ? (one.release.privileged ? 'yes' : 'no') : 'unknown',
    firstListed: dayOf(one.firstListed),
    lastChanged: dayOf(one.lastChanged),
  }
}

function dayOf(moment: string | null): number | null {
  return moment === null ? null : Math.floor(Date.parse(moment) / DAY_MS)
}

function dictionary(all: readonly string[]) {
  const words = [...new Set(all)].sort(compareText)
  const positions = new Map(words.map((word, at) => [word, at]))
  return { words, at: (word: string) => positions.get(word) ?? 0 }
}
