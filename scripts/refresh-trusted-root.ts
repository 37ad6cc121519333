import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { initTUF } from '@sigstore/tuf'
import { replaceFile } from '../src/io/replace-file.ts'
import { parseTrustedRoot, trustedRootLines } from '../src/io/signature/trusted-root.ts'
import { CannotRun, run } from './run.ts'

const HELP = `Fetches the trust root of Sigstore's public instance and pins it in src/io/signature/trusted-root.json.

TUF verifies what is fetched, from the root keys that @sigstore/tuf ships; this needs the network.
Prints what was added (+) and removed (-), for the review of the change.
`

const FILE = fileURLToPath(new URL('../src/io/signature/trusted-root.json', import.meta.url))

await run(HELP, {}, async () => {
  const fetched = await fetchTrustedRoot()
  const before = trustedRootLines(parseTrustedRoot(readFileSync(FILE, 'utf8'), FILE))
  const after = trustedRootLines(parseTrustedRoot(fetched, 'what TUF delivered'))
  const text = `${JSON.stringify(JSON.parse(fetched), null, 2)}\n`
  if (text === readFileSync(FILE, 'utf8')) {
    process.stdout.write('The pinned trust root is the current one.\n')
    return 0
  }
  replaceFile(FILE, text)
  process.stdout.write(changes(before, after))
  return 0
})

/** Into a cache of its own: one that a failure left half-written would be believed later. */
async function fetchTrustedRoot(): Promise<string> {
  const cachePath = mkdtempSync(join(tmpdir(), 'trusted-root-'))
  try {
    const tuf = await initTUF({ cachePath, timeout: 30_000 })
    return await tuf.getTarget('trusted_root.json')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new CannotRun(`TUF could not fetch the trust root: ${reason}\nNothing was changed.`)
  } finally {
    rmSync(cachePath, { recursive: true, force: true })
  }
}

function changes(before: readonly string[], after: readonly string[]): string {
  const removed = before.filter((line) => !after.includes(line)).map((line) => `- ${line}\n`)
  const added = after.filter((line) => !before.includes(line)).map((line) => `+ ${line}\n`)
  const all = [...removed, ...added]
  return all.length > 0 ? all.join('') : 'Only the notation changed, no key or certificate.\n'
}
