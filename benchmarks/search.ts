import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compileCatalog } from '../src/core/catalog.ts'
import { checkIndex } from '../src/core/check-index.ts'
import { renderSurface } from '../src/core/surface.ts'
import { writeEntry } from '../src/core/write-entry.ts'
import { readIndexFolder } from '../src/io/index-folder.ts'
import { writeFiles } from '../src/io/output-folder.ts'
import { sha256 } from '../src/io/sha256.ts'

// A search in a kept catalog against upstream's way, whole processes: a walk over a folder of the same
// entries. Needs Go. Sides are interleaved, and medians compared, because machines drift.
//
//   node benchmarks/search.ts [packages] [rounds]

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const [packages = 10_000, rounds = 15] = process.argv.slice(2).map(Number)
const BAR = 0.5
const TERM = 'emulator'

// Folders of many files slow a disk down when they are made again and again.
const folder = mkdtempSync(join(process.platform === 'linux' ? '/dev/shm' : tmpdir(), 'search-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

function entryOf(at: number): string {
  const word = ['emulator', 'database', 'queue', 'gateway', 'notebook', 'cache'][at % 6]
  const name = `org${at % 700}.${word}-${at}`
  const text = `Runs a ${word} for the tenants of a cluster, with backups, metrics and a dashboard of its own, number ${at} of many.`
  return writeEntry({
    name,
    ociRef: `oci://ghcr.io/org${at % 700}/${word}-${at}`,
    version: `v1.${at % 30}.0`,
    description: text,
    homepage: `https://github.com/org${at % 700}/${word}-${at}`,
    maintainer: `org${at % 700}`,
    tags: [`${word}`, 'example', `group-${at % 40}`],
    signing: {
      identity: `https://github.com/org${at % 700}/${word}-${at}/.github/workflows/release.yaml@refs/tags/{version}`,
      issuer: 'https://token.actions.githubusercontent.com',
    },
  })
}

function run(
  command: string,
  args: string[],
  env: NodeJS.ProcessEnv = {},
): { ms: number; out: string } {
  const start = performance.now()
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    maxBuffer: 256 * 1024 * 1024,
  })
  const ms = performance.now() - start
  if (error || status !== 0) throw error ?? new Error(`${command}: ${stderr}`)
  return { ms, out: stdout }
}

function median(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

/** Serves the catalog once from a process of its own: this one is busy waiting for the client. */
async function keepCatalog(client: string, env: NodeJS.ProcessEnv): Promise<string> {
  const server = spawn(process.execPath, [
    '-e',
    `const { createServer } = require('node:http'), { readFileSync } = require('node:fs')
const server = createServer((request, response) => {
  if (request.url !== '/catalog.json') return response.writeHead(404).end()
  response.end(readFileSync(${JSON.stringify(join(folder, 'site/catalog.json'))}))
})
server.listen(0, '127.0.0.1', () => console.log(server.address().port))`,
  ])
  const port = await new Promise<string>((resolve) =>
    server.stdout.once('data', (text) => resolve(String(text).trim())),
  )
  const url = `http://127.0.0.1:${port}/`
  run(process.execPath, [client, 'search', TERM, '--index', url], env)
  server.kill()
  return url
}

for (let at = 0; at < packages; at++) {
  const text = entryOf(at)
  const path = join(folder, 'index/packages')
  if (at === 0) mkdirSync(path, { recursive: true })
  writeFileSync(join(path, `${/name: (.*)/.exec(text)?.[1]}.yaml`), text)
}
const { index, findings } = checkIndex(readIndexFolder(join(folder, 'index')))
const errors = findings.filter(({ severity }) => severity === 'error')
if (errors.length > 0) throw new Error(JSON.stringify(errors[0]))
writeFiles(
  join(folder, 'site'),
  renderSurface(compileCatalog(index), 'https://example.org/', sha256),
)
const goReader = join(folder, 'go-reader')
const built = spawnSync('go', ['build', '-o', goReader, '.'], {
  cwd: join(ROOT, 'tests/interop/go-reader'),
  encoding: 'utf8',
})
if (built.status !== 0)
  throw new Error(`the Go program cannot be built: ${built.stderr ?? built.error}`)
run(process.execPath, [join(ROOT, 'scripts/pack-cozypkg.ts'), '--out', join(folder, 'pack')])
const client = join(folder, 'pack/package/main.js')
const env = { XDG_CACHE_HOME: join(folder, 'cache'), NO_COLOR: '1' }
const url = await keepCatalog(client, env)

const sides: Record<string, () => { ms: number; out: string }> = {
  walk: () => run(goReader, ['search', join(folder, 'index/packages'), TERM]),
  client: () => run(process.execPath, [client, 'search', TERM, '--index', url, '--offline'], env),
  version: () => run(process.execPath, [client, '--version']),
  node: () => run(process.execPath, ['-e', '0']),
}
const found = (text = '') => text.split('\n').filter((line) => line.includes(TERM)).length
const answers = [found(sides['walk']?.().out), found(sides['client']?.().out)]
if (answers[0] !== answers[1] || answers[0] === 0) throw new Error(`found ${answers.join(' and ')}`)

const times = new Map(Object.keys(sides).map((name) => [name, [] as number[]]))
for (let round = 0; round < rounds; round++) {
  for (const [name, side] of Object.entries(sides)) times.get(name)?.push(side().ms)
}
const medians = new Map([...times].map(([name, all]) => [name, median(all)]))
const of = (name: string) => medians.get(name) ?? Number.NaN
const ratio = of('client') / of('walk')
process.stdout.write(
  `${packages} packages, ${answers[0]} found, medians of ${rounds} rounds
  upstream's walk         ${of('walk').toFixed(0)} ms
  cozypkg, kept catalog   ${of('client').toFixed(0)} ms
  ratio                   ${ratio.toFixed(2)} (bar ${BAR})
  cozypkg --version       ${of('version').toFixed(0)} ms, of which Node ${of('node').toFixed(0)} ms; fastest ${Math.min(...(times.get('version') ?? [])).toFixed(0)} ms
`,
)
process.exitCode = ratio <= BAR ? 0 : 1
