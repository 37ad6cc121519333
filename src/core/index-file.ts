/** One path below the index folder, as the file system or a git tree gave it. */
export interface IndexFile {
  /** Relative to the index folder, with `/`. */
  path: string
  type: 'file' | 'directory' | 'symlink' | 'special' | 'unreadable'
  /** Executable bit of its owner; git keeps no other permission. */
  executable: boolean
  /** In bytes; null where it could not be asked. */
  size: number | null
  /** Null for everything but regular files, and for files over the size limit of their kind. */
  bytes: Uint8Array | null
  /** Where a symbolic link points, or why a path could not be read. */
  detail: string | null
}

export type FileKind = 'entry' | 'overview' | 'release' | 'icon' | 'policy' | 'lifecycle'

/** What a path of the index folder is for; `name` and `version` where the path carries them. */
export interface Place {
  kind: FileKind
  name: string | null
  version: string | null
}

const PLACES: [RegExp, (match: RegExpExecArray) => Place][] = [
  [/^packages\/([^/]+)\.yaml$/, (m) => ({ kind: 'entry', name: m[1] ?? null, version: null })],
  [/^packages\/([^/]+)\.md$/, (m) => ({ kind: 'overview', name: m[1] ?? null, version: null })],
  [
    /^releases\/([^/]+)\/([^/]+)\.json$/,
    (m) => ({ kind: 'release', name: m[1] ?? null, version: m[2] ?? null }),
  ],
  [/^icons\/[0-9a-f]{64}\.png$/, () => ({ kind: 'icon', name: null, version: null })],
  [/^policy\.yaml$/, () => ({ kind: 'policy', name: null, version: null })],
  [/^lifecycle\.yaml$/, () => ({ kind: 'lifecycle', name: null, version: null })],
]

/** Says what a path is for, or null where the index has no place for it. */
export function placeOf(path: string): Place | null {
  for (const [pattern, place] of PLACES) {
    const match = pattern.exec(path)
    if (match) return place(match)
  }
  return null
}

/** Folders that the layout knows; a directory anywhere else is unexpected. */
export function isKnownFolder(path: string): boolean {
  return /^(packages|releases|icons|releases\/[^/]+)$/.test(path)
}

const KIB = 1024

/** Largest size in bytes of a file of each kind. */
export const SIZE_LIMITS: Record<FileKind, number> = {
  entry: 16 * KIB,
  overview: 64 * KIB,
  release: 4096 * KIB,
  icon: 256 * KIB,
  policy: 256 * KIB,
  lifecycle: 1024 * KIB,
}

/** A regular file as it is read: without a place, or too large for it, it is named and not read. */
export function toIndexFile(path: string, content: string | Uint8Array): IndexFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const size = bytes.length
  const read = isRead(path, size) ? bytes : null
  return { path, type: 'file', executable: false, size, bytes: read, detail: null }
}

/** Whether a file of this size is read at its path. */
export function isRead(path: string, size: number): boolean {
  const place = placeOf(path)
  return place !== null && size <= SIZE_LIMITS[place.kind]
}
