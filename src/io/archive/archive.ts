import { createGunzip } from 'node:zlib'
import { extract, type Header } from 'tar-stream'
import type { Artifact } from '../../core/artifact.ts'
import { formatBytes } from '../../core/bytes.ts'
import type { Finding, Severity } from '../../core/finding.ts'
import { printable, quote } from '../../core/printable.ts'
import { entryPath } from './archive-path.ts'
import type { ArchiveProblem } from './tar-header.ts'
import { scanTar, type TarEntry } from './tar-scan.ts'

export const MOST_COMPRESSED_BYTES = 64 * 1024 * 1024
const MOST_INFLATED_BYTES = 256 * 1024 * 1024
const MOST_RATIO = 200

/** Under this size the ratio says nothing: an empty archive alone is 10 KiB of zeros. */
const RATIO_FLOOR = 1024 * 1024

/** As many findings of one rule as help; a hostile archive has one for each of its entries. */
const MOST_FINDINGS = 50

type Rule = ArchiveProblem['rule'] | 'archive-link'

const FIXES: Record<Rule, string | null> = {
  'archive-format': 'Build the artifact anew with flux push artifact or cozypkg push.',
  'archive-path': 'Rename it, and build the artifact anew.',
  'archive-entry': 'Ship regular files and folders only.',
  'archive-limit': 'Leave out what the charts do not need.',
  'archive-link': 'Readers skip links: ship a copy of what it points at if a chart needs it.',
}

export interface ReadArchive {
  /** Null where an error stands among the findings. */
  artifact: Artifact | null
  findings: Finding[]
}

/**
 * Reads a stranger's .tar.gz into memory, never onto a disk. What two readers could read
 * differently is an error, so that what was checked is what a cluster sees.
 *
 * @param layer what findings about the archive as a whole name as their file
 */
export async function readArchive(
  compressed: Uint8Array,
  layer = 'layer.tar.gz',
): Promise<ReadArchive> {
  const result = await inflate(compressed)
  if ('problem' in result) return refused([finding(result.problem, null, layer)])
  const { entries, problems } = scanTar(result.tar)
  const findings = problems.map(({ path, ...problem }) => finding(problem, path, layer))
  if (findings.length > 0) return refused(shorten(findings, layer))
  const files = await readEntries(result.tar, entries)
  if (!files) {
    const message = 'is read differently by two readers'
    return refused([finding({ rule: 'archive-format', message }, null, layer)])
  }
  const links = entries.filter(({ type }) => type === 'link')
  const unpackedSize = [...files.values()].reduce((sum, file) => sum + file.length, 0)
  return {
    artifact: {
      files,
      links: new Map(links.map(({ path, target }) => [path, target])),
      unpackedSize,
    },
    findings: shorten(links.map(linkFinding), layer),
  }
}

async function inflate(
  compressed: Uint8Array,
): Promise<{ tar: Buffer } | { problem: ArchiveProblem }> {
  const refuse = (rule: ArchiveProblem['rule'], message: string) => ({ problem: { rule, message } })
  if (compressed.length > MOST_COMPRESSED_BYTES)
    return refuse('archive-limit', `is larger than ${formatBytes(MOST_COMPRESSED_BYTES)}`)
  if (compressed[0] !== 0x1f || compressed[1] !== 0x8b)
    return refuse('archive-format', 'is not compressed with gzip')
  const byRatio = Math.max(RATIO_FLOOR, compressed.length * MOST_RATIO)
  const gunzip = createGunzip({ chunkSize: 256 * 1024 })
  const chunks: Buffer[] = []
  let size = 0
  gunzip.end(compressed)
  try {
    // Leaving the loop stops inflating.
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > MOST_INFLATED_BYTES)
        return refuse('archive-limit', `inflates to more than ${formatBytes(MOST_INFLATED_BYTES)}`)
      if (size > byRatio)
        return refuse('archive-limit', `inflates to more than ${MOST_RATIO} times its size`)
      chunks.push(chunk)
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return refuse('archive-format', `is not intact gzip: ${reason}`)
  }
  if (gunzip.bytesWritten < compressed.length)
    return refuse('archive-format', 'goes on after the end of its gzip data')
  return { tar: Buffer.concat(chunks, size) }
}

/** Reads with a second reader; null where it does not find exactly the entries of the first. */
async function readEntries(
  tar: Buffer,
  entries: readonly TarEntry[],
): Promise<Map<string, Uint8Array> | null> {
  const files = new Map<string, Uint8Array>()
  let next = 0
  const reader = extract()
  reader.end(tar)
  try {
    for await (const entry of reader) {
      const path = entryPath(entry.header.name, entry.header.type === 'directory')
      const chunks: Uint8Array[] = []
      for await (const chunk of entry as AsyncIterable<Uint8Array>) chunks.push(chunk)
      if (path === '') continue
      const expected = entries[next++]
      if (!expected || expected.path !== path || !isSame(expected, entry.header)) return null
      if (expected.type !== 'file') continue
      const [only = new Uint8Array()] = chunks
      const content = chunks.length > 1 ? Buffer.concat(chunks) : only
      if (content.length !== expected.size) return null
      files.set(path, content)
    }
  } catch {
    return null
  }
  return next === entries.length ? files : null
}

function isSame(expected: TarEntry, header: Header & { byteOffset?: number }): boolean {
  const type = header.type === 'symlink' ? 'link' : header.type
  const isSameLink = type !== 'link' || (header.linkname ?? '') === expected.target
  return (
    type === expected.type &&
    isSameLink &&
    header.size === expected.size &&
    header.byteOffset === expected.offset
  )
}

function finding(problem: ArchiveProblem, path: string | null, layer: string): Finding {
  const { rule, message } = problem
  const subject = path === null ? 'the archive' : quote(path, 200)
  return makeFinding(rule, 'error', path ?? layer, `${subject} ${message}`)
}

function linkFinding({ path, target }: TarEntry): Finding {
  const message = `${quote(path, 200)} is a link to ${quote(target, 200)}, and not read`
  return makeFinding('archive-link', 'info', path, message)
}

function makeFinding(rule: Rule, severity: Severity, file: string, message: string): Finding {
  const name = printable(file.slice(0, 1024)) || '.'
  return { rule, severity, file: name, line: null, column: null, message, fix: FIXES[rule] }
}

function refused(findings: Finding[]): ReadArchive {
  return { artifact: null, findings }
}

/** Keeps the first findings of each rule, and says how many more there are. */
function shorten(findings: readonly Finding[], layer: string): Finding[] {
  const byRule = Map.groupBy(findings, ({ rule }) => rule)
  return [...byRule.values()].flatMap((group) => {
    const [first] = group
    if (!first || group.length <= MOST_FINDINGS) return group
    const message = `${group.length - MOST_FINDINGS} more of the same`
    return [...group.slice(0, MOST_FINDINGS), { ...first, file: layer, message }]
  })
}
