import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { VERSION } from '../../src/cli/version.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { exampleIndex, publishIndex } from './example-index.ts'
import { startServer } from './http-server.ts'
import { runClient } from './run-client.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Runs the client in a process of its own and names the packages that it loaded. */
function loadedBy(args: string[], env: Record<string, string> = {}) {
  const trace = `import { registerHooks } from 'node:module'
registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context)
    const name = /node_modules\\/((?:@[^/]+\\/)?[^/]+)\\//.exec(found.url)?.[1]
    if (name) process.stderr.write('LOADED ' + name + '\\n')
    return found
  },
})`
  const hook = `data:text/javascript,${encodeURIComponent(trace)}`
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', hook, `${ROOT}src/cli/main.ts`, ...args],
    { encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', ...env } },
  )
  const lines = stderr.split('\n')
  const loaded = lines.flatMap((line) => /^LOADED (.*)$/.exec(line)?.[1] ?? [])
  return { status, stdout, loaded: [...new Set(loaded)].sort() }
}

test.each(['--version', '--help', 'search --help', 'info --help'])(
  '%s loads the parser of arguments alone',
  (line) => {
    const { status, loaded } = loadedBy(line.split(' '))
    expect(status).toBe(0)
    expect(loaded.filter((name) => name !== 'commander' && name !== 'fastest-levenshtein')).toEqual(
      [],
    )
  },
)

test('a search in a kept catalog loads neither zod nor undici', async () => {
  const files = publishIndex(exampleIndex())
  const server = await startServer((request, response) => {
    const body = files.get((request.url ?? '').slice(1))
    response.writeHead(body === undefined ? 404 : 200).end(body)
  })
  const env = { XDG_CACHE_HOME: temporaryFolder() }
  const now = new Date().toISOString()
  await runClient(['search', '--index', server.url], { env, now })
  server.close()
  const { status, stdout, loaded } = loadedBy(['search', 'hello', '--index', server.url], env)
  expect(status).toBe(0)
  expect(stdout).toContain('oci://ghcr.io/example/hello')
  expect(loaded).toEqual(['commander', 'fastest-levenshtein'])
})

test('the version is the package’s', () => {
  const { version } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8'))
  expect(VERSION).toBe(version)
})

test('output that nobody reads to its end is no failure', () => {
  const index = exampleIndex()
  const { status, stdout, stderr } = spawnSync(
    'sh',
    [
      '-c',
      `"${process.execPath}" "${ROOT}src/cli/main.ts" search --json --index "${index}" | head -1`,
    ],
    { encoding: 'utf8' },
  )
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '{\n', stderr: '' })
})
