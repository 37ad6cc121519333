import { formatBytes } from '../../core/bytes.ts'
import { quote } from '../../core/printable.ts'
import { entryPath, pathProblem, TakenPaths } from './archive-path.ts'
import { readPaxRecords } from './pax-records.ts'
import {
  type ArchiveProblem,
  BLOCK,
  BrokenArchive,
  isZero,
  readHeader,
  type TarHeader,
  text,
} from './tar-header.ts'

const MOST_ENTRIES = 20_000
const MOST_ENTRY_BYTES = 8 * 1024 * 1024

/** A long name needs one of these; nothing else has a use for it. */
const MOST_EXTENSION_BYTES = 64 * 1024

export interface TarEntry {
  path: string
  type: 'file' | 'directory' | 'link'
  size: number
  /** Where in the archive its content begins. */
  offset: number
  /** Where a link points. */
  target: string
}

export interface TarScan {
  /** In the order of the archive, without its root. */
  entries: TarEntry[]
  /** `path` is null where the archive as a whole is meant. */
  problems: (ArchiveProblem & { path: string | null })[]
}

/** Names that stand in an entry of their own before the entry that they belong to. */
interface Extension {
  kind: 'PAX' | 'GNU'
  name?: string | undefined
  linkName?: string | undefined
}

const TYPES: Record<string, TarEntry['type']> = {
  '0': 'file',
  '1': 'link',
  '2': 'link',
  '5': 'directory',
}

const REFUSED: Record<string, string> = {
  '3': 'is a device',
  '4': 'is a device',
  '6': 'is a pipe',
  '7': 'is a contiguous file, which readers treat differently',
  S: 'is a sparse file, which readers treat differently',
  g: 'is a global PAX header, which changes all entries after it',
}

/**
 * Reads the headers of a tar archive more strictly than any reader does, so that all readers that
 * accept what it accepts read the same. Content is not touched.
 */
export function scanTar(tar: Uint8Array): TarScan {
  const scan: TarScan = { entries: [], problems: [] }
  const taken = new TakenPaths()
  try {
    for (const header of readHeaders(tar))
      for (const problem of takeEntry(header, scan.entries, taken))
        scan.problems.push({ ...problem, path: header.name })
  } catch (error) {
    if (!(error instanceof BrokenArchive)) throw error
    scan.problems.push({ rule: error.rule, message: error.message, path: null })
  }
  return scan
}

type PlacedHeader = TarHeader & { offset: number }

/** The headers of all entries up to the end marker, with the long names that stand before them. */
function* readHeaders(tar: Uint8Array): Generator<PlacedHeader> {
  let extension: Extension | null = null
  let at = 0
  for (let count = 0; ; count++) {
    const header = readHeaderAt(tar, at)
    if (!header) break
    if (count >= MOST_ENTRIES)
      throw new BrokenArchive('archive-limit', `holds more than ${MOST_ENTRIES} entries`)
    const offset = at + BLOCK
    at = offset + Math.ceil(header.size / BLOCK) * BLOCK
    if (at > tar.length)
      throw new BrokenArchive('archive-format', `is cut off in ${quote(header.name)}`)
    if ('xLK'.includes(header.type)) {
      const content = tar.subarray(offset, offset + header.size)
      extension = readExtension(header.type, content, extension)
    } else {
      const name = extension?.name ?? header.name
      const linkName = extension?.linkName ?? header.linkName
      extension = null
      yield { ...header, name, linkName, offset }
    }
  }
  if (extension) throw new BrokenArchive('archive-entry', 'has a header for the name of no entry')
  checkEnd(tar.subarray(at))
}

/** Null at the first block of zeros. */
function readHeaderAt(tar: Uint8Array, at: number): TarHeader | null {
  const block = tar.subarray(at, at + BLOCK)
  if (block.length === 0) throw new BrokenArchive('archive-format', 'ends without an end marker')
  if (block.length < BLOCK) throw new BrokenArchive('archive-format', 'is cut off in a header')
  return isZero(block) ? null : readHeader(block)
}

/** The end is two blocks of zeros and, at most, more zeros: Go stops there, others go on. */
function checkEnd(rest: Uint8Array): void {
  if (rest.length < 2 * BLOCK) throw new BrokenArchive('archive-format', 'has half an end marker')
  if (!isZero(rest)) throw new BrokenArchive('archive-format', 'goes on after its end marker')
  if (rest.length % BLOCK !== 0)
    throw new BrokenArchive('archive-format', 'does not end with a whole block')
}

/** Adds an entry, and says everything that is wrong with it. */
function* takeEntry(
  { name, linkName, type: flag, size, offset }: PlacedHeader,
  entries: TarEntry[],
  taken: TakenPaths,
): Generator<ArchiveProblem> {
  const refuse = (message: string) => ({ rule: 'archive-entry', message }) as const
  const type = TYPES[flag]
  if (!type) return yield refuse(REFUSED[flag] ?? `is of an unknown type, ${quote(flag)}`)
  if (type !== 'directory' && name.endsWith('/'))
    return yield refuse(`is a ${type} named as a folder`)
  if (type !== 'file' && size !== 0) yield refuse(`is a ${type} with a size`)
  if (size > MOST_ENTRY_BYTES)
    yield { rule: 'archive-limit', message: `is larger than ${formatBytes(MOST_ENTRY_BYTES)}` }
  const path = entryPath(name, type === 'directory')
  if (name !== '' && path === '') return
  const problem = pathProblem(path) ?? taken.take(path, type)
  if (problem) return yield { rule: 'archive-path', message: problem }
  entries.push({ path, type, size, offset, target: type === 'link' ? linkName : '' })
}

function readExtension(type: string, bytes: Uint8Array, before: Extension | null): Extension {
  const kind = type === 'x' ? 'PAX' : 'GNU'
  const field = type === 'K' ? 'linkName' : 'name'
  if (before && (kind === 'PAX' || before.kind === 'PAX' || field in before))
    throw new BrokenArchive('archive-entry', 'has two headers for the name of one entry')
  if (bytes.length > MOST_EXTENSION_BYTES)
    throw new BrokenArchive('archive-entry', 'has a header that is larger than any name')
  if (kind === 'PAX') {
    const records = readPaxRecords(bytes)
    return { kind, name: records.get('path'), linkName: records.get('linkpath') }
  }
  const value = text(bytes)
  if (value === '') throw new BrokenArchive('archive-entry', 'has a long name that is empty')
  return { ...before, kind, [field]: value }
}
