import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The first of some programs that can be run, each a path or a name on PATH; null where none can. */
export function findProgram(
  programs: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): string | null {
  const folders = (env['PATH'] ?? '').split(delimiter).filter(Boolean)
  const paths = programs.flatMap((one) =>
    one.includes('/') ? [one] : folders.map((folder) => join(folder, one)),
  )
  return paths.find(isExecutable) ?? null
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
