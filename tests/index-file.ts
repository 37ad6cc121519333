import type { IndexFile } from '../src/core/index-file.ts'

/** A file of an index folder, in memory. */
export function fileOf(path: string, text: string): IndexFile {
  const bytes = new TextEncoder().encode(text)
  return { path, type: 'file', executable: false, size: bytes.length, bytes, detail: null }
}
