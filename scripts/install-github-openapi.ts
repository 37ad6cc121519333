import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { replaceFile } from '../src/io/replace-file.ts'
import { GITHUB_OPENAPI, githubOpenapiFile } from '../tests/github/openapi-file.ts'
import { run } from './run.ts'

const HELP = `Makes sure that GitHub's own description of its API is there for the tests.

It comes from the npm package ${GITHUB_OPENAPI.name}, which unpacks to 473 MB and is therefore no dependency: the
one file that is read is kept in .cache/. Where it cannot be had, those tests are skipped, and say so.
`

const ENTRY = 'package/generated/api.github.com.json'

await run(HELP, {}, async () => {
  const file = githubOpenapiFile()
  if (existsSync(file)) return 0
  process.stderr.write(`Fetching ${GITHUB_OPENAPI.name} ${GITHUB_OPENAPI.version} with npm …\n`)
  const folder = mkdtempSync(join(tmpdir(), 'packages-index-openapi-'))
  try {
    const tarball = download(folder)
    replaceFile(file, await readEntry(tarball, ENTRY))
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error)
    process.stderr.write(
      `Without GitHub's description of its API, the tests against it are skipped: ${reason}\n`,
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return 0
})

/** Fetches the tarball from the registry that npm is configured for; it must be the pinned one. */
function download(folder: string): string {
  const { name, version, integrity } = GITHUB_OPENAPI
  const args = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder]
  const out = execFileSync('npm', [...args, `${name}@${version}`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const tarball = join(folder, out.trim().split('\n').at(-1) ?? '')
  const found = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`
  if (found !== integrity) {
    throw new Error(`${name}@${version} has the integrity ${found}, expected ${integrity}`)
  }
  return tarball
}

async function readEntry(tarball: string, wanted: string): Promise<Buffer> {
  const entries = extract()
  const unpacked = pipeline(createReadStream(tarball), createGunzip(), entries)
  let content: Buffer | null = null
  for await (const entry of entries) {
    if (entry.header.name === wanted) content = await buffer(entry)
    else entry.resume()
  }
  await unpacked
  if (!content) throw new Error(`the package holds no ${wanted}`)
  return content
}
