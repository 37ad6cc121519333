import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { compareText } from '../../core/compare-text.ts'
import { SIZE_LIMITS } from '../../core/index-file.ts'

export interface EntryFiles {
  files: Map<string, Uint8Array>
  /** Why files and folders could not be read, by path. */
  unreadable: Map<string, string>
}

/**
 * Reads every YAML file below a folder, as upstream's client does: all of them are entries, links to
 * files are followed, `.git` is passed over. Of a file that is too large only so much is read that
 * the rules notice.
 */
export function readEntryFolder(root: string): EntryFiles {
  const found = { files: new Map(), unreadable: new Map() }
  collect(root, '', found)
  return found
}

function collect(root: string, folder: string, found: EntryFiles): void {
  const items = readdirSync(join(root, folder), { withFileTypes: true })
  for (const item of items.sort((a, b) => compareText(a.name, b.name))) {
    const path = folder === '' ? item.name : `${folder}/${item.name}`
    try {
      if (item.isDirectory()) {
        if (item.name !== '.git') collect(root, path, found)
      } else if (/\.ya?ml$/.test(item.name)) {
        found.files.set(path, readStart(join(root, path), SIZE_LIMITS.entry + 1))
      }
    } catch (error) {
      found.unreadable.set(path, reasonOf(error))
    }
  }
}

function readStart(file: string, most: number): Uint8Array {
  if (!statSync(file).isFile()) throw new Error('it is no regular file, but is named as one')
  const descriptor = openSync(file, 'r')
  try {
    const buffer = Buffer.allocUnsafe(most)
    return buffer.subarray(0, readSync(descriptor, buffer, 0, most, 0))
  } finally {
    closeSync(descriptor)
  }
}

const REASONS: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  ENOENT: 'the link leads nowhere',
  ELOOP: 'the link leads in a circle',
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return REASONS[code] ?? (error instanceof Error ? error.message : String(error))
}
