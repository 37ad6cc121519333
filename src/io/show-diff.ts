import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { askGit } from './git.ts'
import { writeFiles } from './output-folder.ts'

/**
 * The difference between texts by path, as git shows it.
 *
 * @returns null where there is no git
 */
export function showDiff(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'packages-index-diff-'))
  try {
    for (const [side, texts] of [['a', before] as const, ['b', after] as const]) {
      mkdirSync(join(folder, side))
      writeFiles(join(folder, side), texts)
    }
    const args = [
      'diff',
      '--no-index',
      '--no-prefix',
      '--no-color',
      '--no-ext-diff',
      '-M',
      'a',
      'b',
    ]
    const shown = askGit(folder, args)?.stdout.toString() ?? null
    // Of a file that is only on one side, git names that side twice.
    return shown?.replace(/^diff --git [ab]\/(.*) [ab]\/\1$/gm, 'diff --git a/$1 b/$1') ?? null
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
