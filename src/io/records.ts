import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Release, ReleaseSchema } from '../core/schemas/release.ts'
import { replaceFile } from './replace-file.ts'

/**
 * Writes a release record and its icons into an index folder. Icons come first, so that no record
 * names one that is not there; a record that exists is never written again.
 *
 * @throws where the version has a record already: records are immutable
 */
export function writeRecord(
  indexDir: string,
  name: string,
  release: Release,
  icons: ReadonlyMap<string, Uint8Array>,
): void {
  const file = join(indexDir, 'releases', name, `${release.version}.json`)
  if (existsSync(file)) throw new Error(`${file} exists, and records never change`)
  for (const [sha256, png] of icons) {
    const icon = join(indexDir, 'icons', `${sha256}.png`)
    if (!existsSync(icon)) replaceFile(icon, png)
  }
  replaceFile(file, `${JSON.stringify(ReleaseSchema.parse(release), null, 2)}\n`)
}
