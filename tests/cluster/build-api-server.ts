import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'

const SOURCE = fileURLToPath(new URL('api-server', import.meta.url))
const CACHE = fileURLToPath(new URL('../../.cache', import.meta.url))

const UNAVAILABLE =
  /dial tcp|no such host|i\/o timeout|unreachable|refused|GOPROXY=off|requires go/i

/** The API server of the tests, or why this machine has none. */
export type ApiServer = { program: string } | { obstacle: string }

declare module 'vitest' {
  interface ProvidedContext {
    apiServer: ApiServer
  }
}

/** Builds the API server once for all tests, which takes minutes; the next run finds it in .cache/. */
export default function setup(project: TestProject): void {
  const built = build()
  if ('obstacle' in built) {
    process.stderr.write(`tests against a Kubernetes API are skipped: ${built.obstacle}\n`)
  }
  project.provide('apiServer', built)
}

function build(): ApiServer {
  const program = join(CACHE, `api-server-${hashOf(SOURCE)}`)
  if (existsSync(program)) return { program }
  mkdirSync(CACHE, { recursive: true })
  process.stderr.write('Building the Kubernetes API server of the tests: a few minutes …\n')
  const unfinished = `${program}.${process.pid}`
  const args = ['build', '-trimpath', '-ldflags=-s -w', '-o', unfinished, '.']
  const { error, status, stderr } = spawnSync('go', args, { cwd: SOURCE, encoding: 'utf8' })
  if (error && 'code' in error && error.code === 'ENOENT')
    return { obstacle: 'Go is not installed' }
  if (error) throw error
  if (status === 0) {
    // Those of earlier sources; each has seventy megabytes.
    for (const name of readdirSync(CACHE).filter((one) => /^api-server-[0-9a-f]+$/.test(one))) {
      rmSync(join(CACHE, name))
    }
    renameSync(unfinished, program)
    return { program }
  }
  if (UNAVAILABLE.test(stderr)) {
    return { obstacle: 'Go is too old, or its modules cannot be downloaded offline' }
  }
  throw new Error(`go build failed:\n${stderr}`)
}

function hashOf(folder: string): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, name)))
  return hash.digest('hex').slice(0, 16)
}
