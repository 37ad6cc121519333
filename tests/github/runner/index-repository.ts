import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

/** Copies the code of this checkout, as it is now, and an index beside it. */
export function copyCode(to: string, indexDir: string): void {
  const args = [
    '-C',
    ROOT,
    'ls-files',
    '-co',
    '--exclude-standard',
    '-z',
    '--',
    ':!index',
    ':!tests',
  ]
  const listed = execFileSync('git', args, { encoding: 'utf8' }).split('\0')
  for (const path of listed.filter((one) => one && existsSync(join(ROOT, one)))) {
    mkdirSync(dirname(join(to, path)), { recursive: true })
    cpSync(join(ROOT, path), join(to, path))
  }
  cpSync(indexDir, join(to, 'index'), { recursive: true })
}
