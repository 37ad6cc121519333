import { existsSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { type CheckResult, checkIndex } from '../src/core/check-index.ts'
import type { Finding } from '../src/core/finding.ts'
import { readIndexFolder } from '../src/io/index-folder.ts'
import { CannotRun } from './run.ts'

/** The index folder that is meant where none is named. */
export const DEFAULT_INDEX = process.env['INDEX_DIR'] || 'index'

export interface LoadedIndex extends CheckResult {
  /** The findings with files relative to the working directory, for people and programs. */
  shown: Finding[]
  /** The text of a file by its name in `shown`. */
  sourceOf(file: string): string | null
}

/**
 * Reads and judges an index folder.
 *
 * @throws CannotRun where there is no such folder
 */
export function loadIndex(dir: string): LoadedIndex {
  if (!existsSync(dir)) {
    throw new CannotRun(`there is no index folder ${dir}\nName one with --index DIR.`)
  }
  if (!statSync(dir).isDirectory()) {
    throw new CannotRun(`${dir} is a file, expected the index folder\nName one with --index DIR.`)
  }
  const { index, findings } = checkIndex(readIndexFolder(dir))
  const show = (path: string) => relative('.', join(dir, path)).split(sep).join('/')
  const sources = new Map(index.documents.map((document) => [show(document.path), document.text]))
  return {
    index,
    findings,
    shown: findings.map((finding) => ({ ...finding, file: show(finding.file) })),
    sourceOf: (file) => sources.get(file) ?? null,
  }
}
