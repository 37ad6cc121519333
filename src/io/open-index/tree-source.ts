import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { compileCatalog, type History, NO_HISTORY } from '../../core/catalog.ts'
import { checkIndex } from '../../core/check-index.ts'
import type { Finding } from '../../core/finding.ts'
import { type IndexFile, placeOf, toIndexFile } from '../../core/index-file.ts'
import type { FoundPackage, IndexNote } from '../../core/index-handle.ts'
import { type Listing, listCatalog } from '../../core/listing.ts'
import { printable } from '../../core/printable.ts'
import { brokenTrustFiles, failingPackages } from '../../core/quarantine.ts'
import { readCatalog, readPackageRecord } from '../../core/read-catalog.ts'
import { listEntry, readEntries } from '../../core/read-entries.ts'
import { packagePath, renderSurface } from '../../core/surface.ts'
import { readHistory } from '../git-history.ts'
import { readIndexFolder } from '../index-folder.ts'
import { sha256 } from '../sha256.ts'
import { readEntryFolder } from './entry-folder.ts'

/** What a folder or an artifact says, before anybody asked for one package of it. */
export interface OpenedTree {
  listing: Listing
  notes: IndexNote[]
  find(name: string): FoundPackage | null
  /** The catalog and its records as they are published, by path; null for a folder of entries. */
  published: ReadonlyMap<string, string | Uint8Array> | null
  /** The files of a folder of entries that can be read. */
  entryFiles: ReadonlyMap<string, Uint8Array>
}

/**
 * Opens a folder: a published catalog (`catalog.json` in it), an index folder (`packages/`, policy,
 * lifecycle, records), or any folder of entries.
 *
 * @throws where it is no folder, or its trust files are broken
 */
export function openFolder(dir: string): OpenedTree {
  if (!existsSync(dir)) {
    throw new Error(
      `there is no index ${dir}\nName a catalog's address, a folder or oci://… with --index or COZYPKG_INDEX.`,
    )
  }
  if (!statSync(dir).isDirectory()) {
    throw new Error(`${dir} is a file, expected a folder of entries or of a published catalog`)
  }
  const has = (path: string) => existsSync(join(dir, path))
  if (has('catalog.json'))
    return openCatalogFiles(dir, (path) => (has(path) ? readFileSync(join(dir, path)) : null))
  if (isIndexFolder(has)) return openIndex(dir, readIndexFolder(dir), historyOf(dir))
  const { files, unreadable } = readEntryFolder(dir)
  return openEntries(dir, files, unreadable)
}

/**
 * Opens the files of an artifact in the same way.
 *
 * @param where its reference, for messages
 */
export function openFiles(where: string, files: ReadonlyMap<string, Uint8Array>): OpenedTree {
  const paths = [...files.keys()]
  const has = (path: string) => files.has(path) || paths.some((one) => one.startsWith(`${path}/`))
  if (files.has('catalog.json')) return openCatalogFiles(where, (path) => files.get(path) ?? null)
  if (isIndexFolder(has))
    return openIndex(
      where,
      [...files].map(([path, bytes]) => toIndexFile(path, bytes)),
    )
  return openEntries(where, files)
}

/** Two of its parts tell it from a folder of entries: one that lists nothing yet has no `packages/`. */
function isIndexFolder(has: (path: string) => boolean): boolean {
  return ['packages', 'policy.yaml', 'lifecycle.yaml', 'releases'].filter(has).length >= 2
}

function openCatalogFiles(where: string, read: (path: string) => Uint8Array | null): OpenedTree {
  const catalog = readCatalog(read('catalog.json') ?? new Uint8Array(), `${where}/catalog.json`)
  const paths = [
    'catalog.json',
    'head.json',
    'head.json.sigstore.json',
    ...catalog.packages.map(({ name }) => packagePath(name)),
  ]
  return {
    listing: listCatalog(catalog),
    notes: [],
    get published() {
      return new Map(
        paths.flatMap((path) => {
          const bytes = read(path)
          return bytes ? [[path, bytes] as const] : []
        }),
      )
    },
    entryFiles: new Map(),
    find(name) {
      const summary = catalog.packages.find((one) => one.name === name)
      if (!summary) return null
      const bytes = read(packagePath(name))
      if (!bytes) return { entry: summary, full: null }
      const full = readPackageRecord(bytes, `${where}/${packagePath(name)}`)
      return { entry: full, full }
    },
  }
}

/** Dates are worth having, but no reason to show nothing where git cannot tell them. */
function historyOf(dir: string): History {
  try {
    return readHistory(dir)
  } catch {
    return NO_HISTORY
  }
}

/** Packages with errors are left out; without trust nothing is shown, or a freeze would be lost. */
function openIndex(
  where: string,
  files: readonly IndexFile[],
  history: History = NO_HISTORY,
): OpenedTree {
  const { index, findings } = checkIndex(files)
  const [broken] = brokenTrustFiles(index, findings)
  if (broken) {
    const first = findings.find(({ file, severity }) => file === broken && severity === 'error')
    throw new Error(
      `${placeIn(where, first) ?? `${where}/${broken}`}: ${first?.message ?? 'cannot be read'}\nMend it first: it says whom the index trusts and what is frozen.`,
    )
  }
  const failing = failingPackages(findings)
  const quarantined = new Map(failing.map((name) => [name, null]))
  const compiled = compileCatalog(index, history, { quarantined })
  const { catalog, packages } = compiled
  const errors = findings.filter(
    ({ severity, file }) => severity === 'error' && placeOf(file)?.name,
  )
  const full = new Map(packages.map((one) => [one.name, one]))
  return {
    listing: listCatalog(catalog),
    notes: toNotes(where, errors, failing.length),
    get published() {
      const isData = ([path]: readonly [string, string]) =>
        /^(catalog|packages\/[^/]+)\.json$/.test(path)
      return new Map([...renderSurface(compiled, 'https://mirror.invalid/', sha256)].filter(isData))
    },
    entryFiles: new Map(),
    find(name) {
      const one = full.get(name)
      return one ? { entry: one, full: one } : null
    },
  }
}

function openEntries(
  where: string,
  files: ReadonlyMap<string, Uint8Array>,
  unreadable: ReadonlyMap<string, string> = new Map(),
): OpenedTree {
  const { entries, findings: bad } = readEntries(files)
  const findings = [...[...unreadable].map(toFinding), ...bad]
  const failing = new Set(findings.map(({ file }) => file))
  if (entries.length === 0 && findings.length === 0) {
    throw new Error(
      `${where} holds no entries\nAn index is a catalog, or a folder with a YAML file for each package.`,
    )
  }
  return {
    listing: { packages: entries.map(listEntry), tombstones: [], core: null },
    notes: toNotes(where, findings, failing.size),
    published: null,
    entryFiles: new Map([...files].filter(([path]) => /\.ya?ml$/.test(path) && !failing.has(path))),
    find(name) {
      const entry = entries.find((one) => one.name === name)
      return entry ? { entry, full: null } : null
    },
  }
}

const MOST_NOTES = 5

function toNotes(where: string, errors: readonly Finding[], left: number): IndexNote[] {
  if (errors.length === 0) return []
  const lines = errors
    .slice(0, MOST_NOTES)
    .map((one) => `${placeIn(where, one)}: ${one.message}${one.fix ? `\n  fix: ${one.fix}` : ''}`)
  const more = errors.length > MOST_NOTES ? [`and ${errors.length - MOST_NOTES} more errors`] : []
  const what = left === 1 ? '1 file is left out, which' : `${left} files are left out, which`
  const text = `${what} upstream's client would stop at or read to other values:\n${[...lines, ...more].join('\n')}`
  return [{ severity: 'warning', text }]
}

function placeIn(where: string, finding: Finding | undefined): string | null {
  if (!finding) return null
  const { file, line, column } = finding
  return [printable(`${where}/${file}`), line, column].filter((part) => part !== null).join(':')
}

function toFinding([file, message]: [string, string]): Finding {
  const fix = 'Make it readable, or take it away.'
  return { rule: 'file-readable', severity: 'error', file, line: null, column: null, message, fix }
}
