import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Writes and deletes several files of a folder, all or none: every text is written under a temporary
 * name before the first file changes, and where a change fails, those before it are undone.
 *
 * @param edits by path in the folder; null deletes
 */
export function writeTogether(dir: string, edits: ReadonlyMap<string, string | null>): void {
  const steps = [...edits].map(([path, text]) => {
    const file = join(dir, path)
    return { file, text, temporary: `${file}.tmp-${process.pid}`, before: readIfThere(file) }
  })
  const done: typeof steps = []
  try {
    for (const { file, text, temporary } of steps) {
      if (text === null) continue
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(temporary, text)
    }
    // Deletions come last: a run that is killed in between leaves a file too many, never one too few.
    for (const step of [...steps].sort(
      (a, b) => Number(a.text === null) - Number(b.text === null),
    )) {
      if (step.text === null) rmSync(step.file, { force: true })
      else renameSync(step.temporary, step.file)
      done.push(step)
    }
  } catch (error) {
    for (const { file, before } of done) {
      if (before === null) rmSync(file, { force: true })
      else writeFileSync(file, before)
    }
    throw error
  } finally {
    for (const { temporary } of steps) rmSync(temporary, { force: true })
  }
}

function readIfThere(file: string): Buffer | null {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file) : null
}
