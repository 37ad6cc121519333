import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { exampleEntry } from '../tests/example-entry.ts'
import { exampleRecord } from '../tests/gate/example-index.ts'
import { FastImport, type Files } from '../tests/gate/fast-import.ts'

// What the verdict on one pull request costs in a small and in a large index: whole processes,
// offline, sides interleaved, on tmpfs where there is one. Bar: a bump at most 1.5.

const SIZES = [100, 10_000] as const
const ROUNDS = Number(process.argv[2] ?? 11)
const GATE = fileURLToPath(new URL('../scripts/gate.ts', import.meta.url))

/** Names that differ in more than a digit, as those of people do. */
function nameOf(at: number): string {
  return `pkg-${at.toString(36).padStart(4, 'x')}.app-${(at * 7919).toString(36)}`
}

function entriesOf(count: number): Files {
  const files: Record<string, string> = { 'index/policy.yaml': 'registries: [{ host: ghcr.io }]\n' }
  for (let at = 0; at < count; at++) {
    const name = nameOf(at)
    const record = exampleRecord(name, '1.0.0')
    record.contents.readme = 'Some words about it.\n'.repeat(50)
    files[`index/packages/${name}.yaml`] = exampleEntry(name)
    files[`index/releases/${name}/1.0.0.json`] = `${JSON.stringify(record, null, 2)}\n`
  }
  return files
}

function createRepository(folder: string, count: number): string {
  const repository = join(folder, `${count}`)
  const history = new FastImport()
  history.commit('main', entriesOf(count))
  const [name, fresh] = [nameOf(7), 'entirely.fresh']
  const bump = { [`index/packages/${name}.yaml`]: exampleEntry(name, { version: '"1.0.1"' }) }
  history.commit('bump', bump, 'main')
  history.commit('new', { [`index/packages/${fresh}.yaml`]: exampleEntry(fresh) }, 'main')
  history.write(repository)
  return repository
}

function measure(repository: string, head: string): number {
  const args = ['--repo', repository, '--base', 'main', '--head', head, '--offline', '--json']
  const start = performance.now()
  const { status, stderr } = spawnSync(process.execPath, [GATE, ...args], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return performance.now() - start
}

function median(times: number[]): number {
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN
}

const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'gate-benchmark-'))
try {
  const repositories = SIZES.map((size) => createRepository(folder, size))
  process.stdout.write(`${ROUNDS} rounds, medians in ms\n`)
  for (const head of ['bump', 'new']) {
    const times = SIZES.map((): number[] => [])
    for (let round = -1; round < ROUNDS; round++) {
      for (const [at, repository] of repositories.entries()) {
        const time = measure(repository, head)
        if (round >= 0) times[at]?.push(time)
      }
    }
    const [small = Number.NaN, large = Number.NaN] = times.map(median)
    const ratio = (large / small).toFixed(2)
    process.stdout.write(
      `${head.padEnd(5)} ${SIZES[0]}: ${small.toFixed(0)}   ${SIZES[1]}: ${large.toFixed(0)}   ratio ${ratio}\n`,
    )
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
