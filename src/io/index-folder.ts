import { lstatSync, readdirSync, readFileSync, readlinkSync, type Stats } from 'node:fs'
import { join } from 'node:path'
import { compareText } from '../core/compare-text.ts'
import { type IndexFile, isRead } from '../core/index-file.ts'

/**
 * Reads an index folder into memory, in the order of paths, following no link. Like upstream's
 * client it passes over `.git`, so that the root of a repository can be an index.
 *
 * Synchronous on purpose: at 10,000 small files it is several times faster than reading them
 * concurrently.
 *
 * @throws when the folder itself is missing or is not a folder
 */
export function readIndexFolder(root: string): IndexFile[] {
  const files: IndexFile[] = []
  collect(root, '', files)
  return files
}

function collect(root: string, folder: string, files: IndexFile[]): void {
  const names = readdirSync(join(root, folder)).sort(compareText)
  for (const name of names) {
    if (folder === '' && name === '.git') continue
    const path = folder === '' ? name : `${folder}/${name}`
    const file = readPath(root, path)
    files.push(file)
    if (file.type !== 'directory') continue
    try {
      collect(root, path, files)
    } catch (error) {
      file.type = 'unreadable'
      file.detail = reason(error)
    }
  }
}

function readPath(root: string, path: string): IndexFile {
  const blank = { path, executable: false, size: null, bytes: null, detail: null }
  try {
    const stats = lstatSync(join(root, path))
    if (stats.isSymbolicLink()) {
      return { ...blank, type: 'symlink', detail: readlinkSync(join(root, path)) }
    }
    if (stats.isDirectory()) return { ...blank, type: 'directory' }
    if (!stats.isFile()) return { ...blank, type: 'special' }
    return readRegularFile(root, path, stats)
  } catch (error) {
    return { ...blank, type: 'unreadable', detail: reason(error) }
  }
}

/** Files that the layout does not know, or that are too large, are named and not read. */
function readRegularFile(root: string, path: string, stats: Stats): IndexFile {
  return {
    path,
    type: 'file',
    executable: (stats.mode & 0o100) !== 0,
    size: stats.size,
    bytes: isRead(path, stats.size) ? readFileSync(join(root, path)) : null,
    detail: null,
  }
}

function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return REASONS[code] ?? (error instanceof Error ? error.message : String(error))
}

const REASONS: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EIO: 'input/output error',
  ENOENT: 'it vanished while it was read',
}
