import { globSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { readIndexFolder } from '../src/io/index-folder.ts'
import { FIXTURES } from './check-fixture.ts'

/** A fixture that is one entry and nothing else, as people would bring it along. */
export interface SingleEntry {
  /** Its path below `tests/fixtures/rules`, such as `version/latest`. */
  fixture: string
  fileName: string
  bytes: Uint8Array
}

/** Every fixture of the rules that is a single entry of ordinary size and mode. */
export const SINGLE_ENTRIES: SingleEntry[] = globSync('*/*', { cwd: `${FIXTURES}/rules` })
  .sort()
  .flatMap((fixture) => {
    const files = readIndexFolder(`${FIXTURES}/rules/${fixture}`)
    const [file, ...others] = files.filter(({ type }) => type !== 'directory')
    const isEntry = file && dirname(file.path) === 'packages' && /\.ya?ml$/.test(file.path)
    if (!isEntry || others.length > 0 || !file.bytes || file.executable) return []
    return [{ fixture, fileName: basename(file.path), bytes: file.bytes }]
  })
