import { hash } from 'node:crypto'
import { readFileSync, statSync, utimesSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { replaceFile } from '../replace-file.ts'

/** What was kept of an earlier answer, and when it was last known to be right. */
export interface Cached<T> {
  value: T
  checkedAt: number
}

/** Files that may be lost at any time: each holds one answer, and its date says when it was right. */
export class Cache {
  readonly #dir: string

  constructor(env: Readonly<Record<string, string | undefined>>) {
    this.#dir = join(cacheHome(env), 'cozypkg')
  }

  /** What is kept under a key; null where nothing is, or what is there cannot be read. */
  read<T>(key: string, isValid: (value: unknown) => value is T): Cached<T> | null {
    const file = this.fileOf(key)
    try {
      const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
      return isValid(value) ? { value, checkedAt: statSync(file).mtimeMs } : null
    } catch {
      return null
    }
  }

  /** @returns why it could not be kept, or null: the answer is of use all the same */
  write(key: string, value: unknown, now: Date): string | null {
    const file = this.fileOf(key)
    try {
      replaceFile(file, JSON.stringify(value))
      utimesSync(file, now, now)
      return null
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }

  /** Notes that what is kept was right at a moment. */
  touch(key: string, now: Date): void {
    try {
      utimesSync(this.fileOf(key), now, now)
    } catch {
      // Another client may have removed it: it is asked again.
    }
  }

  fileOf(key: string): string {
    return join(this.#dir, `${hash('sha256', key).slice(0, 40)}.json`)
  }
}

function cacheHome(env: Readonly<Record<string, string | undefined>>): string {
  const named = env['XDG_CACHE_HOME']
  if (named) return named
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches')
  if (process.platform === 'win32')
    return env['LOCALAPPDATA'] || join(homedir(), 'AppData', 'Local')
  return join(homedir(), '.cache')
}
