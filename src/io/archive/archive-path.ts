import { UNPRINTABLE } from '../../core/printable.ts'

const MOST_PATH_BYTES = 1024
const MOST_DEPTH = 32

/** Says what makes a path of an archive unsafe or unreadable somewhere, or null. */
export function pathProblem(path: string): string | null {
  if (path === '') return 'is empty'
  if (UNPRINTABLE.test(path)) return 'holds control or invisible characters'
  if (path.includes('\\')) return 'holds a backslash, which some systems read as a slash'
  if (path.startsWith('/')) return 'is absolute'
  if (/^[A-Za-z]:/.test(path)) return 'begins with a drive letter'
  const segments = path.split('/')
  if (segments.includes('..')) return 'leads out of the archive'
  if (segments.includes('') || segments.includes('.')) return 'holds an empty or a dot segment'
  if (Buffer.byteLength(path) > MOST_PATH_BYTES) return `is longer than ${MOST_PATH_BYTES} bytes`
  if (segments.length > MOST_DEPTH) return `is deeper than ${MOST_DEPTH} folders`
  return null
}

/** The path that an entry's name stands for: without `./` in front and `/` behind; `` is the root. */
export function entryPath(name: string, isDirectory: boolean): string {
  const path = name.replace(/^(\.\/)+/, '')
  const bare = isDirectory ? path.replace(/\/$/, '') : path
  return isDirectory && bare === '.' ? '' : bare
}

interface Taken {
  path: string
  type: 'file' | 'directory' | 'link'
  /** Whether an entry of its own names it, and not only what lies below it. */
  isNamed: boolean
}

/**
 * Finds paths that become one on some file system: the same twice, twins by upper and lower case
 * or by Unicode form, and what lies below a file or a link.
 */
export class TakenPaths {
  readonly #taken = new Map<string, Taken>()

  /** Takes a path; says what it collides with, or null. */
  take(path: string, type: Taken['type']): string | null {
    const segments = path.split('/')
    for (let depth = 1; depth < segments.length; depth++) {
      const folder = { path: segments.slice(0, depth).join('/'), type: 'directory' } as const
      const problem = this.#takeOne({ ...folder, isNamed: false })
      if (problem) return problem
    }
    return this.#takeOne({ path, type, isNamed: true })
  }

  #takeOne(one: Taken): string | null {
    const key = foldPath(one.path)
    const other = this.#taken.get(key)
    if (!other) {
      this.#taken.set(key, one)
      return null
    }
    if (other.path !== one.path)
      return other.path.normalize('NFC') === one.path.normalize('NFC')
        ? 'differs from another path only in its Unicode form'
        : 'differs from another path only in upper and lower case'
    if (other.isNamed && one.isNamed) return 'is there twice'
    if (other.type !== one.type) {
      const kind = other.type === 'directory' ? one.type : other.type
      return `is a ${kind}, and a folder with something in it`
    }
    other.isNamed ||= one.isNamed
    return null
  }
}

function foldPath(path: string): string {
  return path.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC')
}
