import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

/** A folder that holds something else than what is written here, and so is not replaced. */
export class ForeignFolder extends Error {}

/**
 * Fills a new folder beside `dir` and puts it in place of `dir` with two renames, so that a reader
 * finds the old contents or the new, and a failure leaves the old untouched.
 *
 * @param fill writes the contents into the folder it is given
 * @throws ForeignFolder where `dir` holds files and no `catalog.json`: it is not ours to replace
 */
export async function replaceFolder<T>(
  dir: string,
  fill: (temporary: string) => T | Promise<T>,
): Promise<T> {
  const target = resolve(dir)
  refuseForeign(target)
  const beside = (what: string) =>
    join(dirname(target), `.${basename(target)}.${what}-${process.pid}`)
  const temporary = beside('tmp')
  const old = beside('old')
  const clean = () => {
    rmSync(temporary, { recursive: true, force: true })
    rmSync(old, { recursive: true, force: true })
  }
  process.on('exit', clean)
  try {
    // Only where it is missing: making folders recursively never ends on a file system such as /proc.
    if (!existsSync(dirname(target))) mkdirSync(dirname(target), { recursive: true })
    mkdirSync(temporary)
    const result = await fill(temporary)
    if (existsSync(target)) renameSync(target, old)
    try {
      renameSync(temporary, target)
    } catch (error) {
      if (existsSync(old)) renameSync(old, target)
      throw error
    }
    return result
  } finally {
    process.off('exit', clean)
    clean()
  }
}

function refuseForeign(target: string): void {
  if (!existsSync(target)) return
  const names = readdirSync(target)
  if (names.length === 0 || names.includes('catalog.json')) return
  throw new ForeignFolder(
    `${target} holds files that are no catalog, and would be replaced\nName a new or empty folder.`,
  )
}

/** Writes files by their path below `dir`, creating the folders between. */
export function writeFiles(dir: string, files: ReadonlyMap<string, string | Uint8Array>): void {
  const made = new Set<string>()
  for (const [path, text] of files) {
    const target = join(dir, path)
    const folder = dirname(target)
    if (!made.has(folder)) mkdirSync(folder, { recursive: true })
    made.add(folder)
    writeFileSync(target, text)
  }
}
