import { spawnSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { COMMANDS } from '../../src/cli/commands.ts'
import { exampleIndex } from '../cli/example-index.ts'
import { runClient } from '../cli/run-client.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const MOST_BYTES = 1.5 * 1024 * 1024

let folder: string
let tarball: string
let installed: string

function run(command: string, args: string[], cwd: string) {
  return spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    env: { ...process.env, NO_COLOR: '1', XDG_CACHE_HOME: join(folder, 'cache') },
  })
}

function cozypkg(...args: string[]) {
  return run(process.execPath, [join(installed, 'main.js'), ...args], folder)
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'packages-index-package-'))
  const packed = run(
    process.execPath,
    [join(ROOT, 'scripts/pack-cozypkg.ts'), '--out', join(folder, 'pack')],
    ROOT,
  )
  if (packed.status !== 0) throw new Error(packed.stderr)
  const [file = ''] = readdirSync(join(folder, 'pack')).filter((name) => name.endsWith('.tgz'))
  tarball = join(folder, 'pack', file)
  const empty = join(folder, 'empty')
  mkdirSync(empty)
  writeFileSync(join(empty, 'package.json'), '{}')
  const result = run('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], empty)
  if (result.status !== 0) throw new Error(result.stderr)
  installed = join(empty, 'node_modules/@cozystack/cozypkg')
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('it installs without the network, as one package of a modest size', () => {
  expect(readdirSync(join(installed, '../..')).filter((name) => !name.startsWith('.'))).toEqual([
    '@cozystack',
  ])
  expect(statSync(tarball).size).toBeLessThan(MOST_BYTES)
  const { dependencies, bin, engines } = JSON.parse(
    readFileSync(join(installed, 'package.json'), 'utf8'),
  )
  expect({ dependencies, bin }).toEqual({ dependencies: undefined, bin: { cozypkg: 'main.js' } })
  expect(engines.node).toBe('>=22.12')
})

test('its bin is started by npm', () => {
  const { stdout, status } = run(
    'npx',
    ['--offline', 'cozypkg', '--version'],
    join(folder, 'empty'),
  )
  expect({ status, stdout }).toEqual({ status: 0, stdout: '0.1.0\n' })
})

test('it says what the sources say', async () => {
  const index = exampleIndex()
  for (const args of [
    ['search', '--wide'],
    ['search', 'postgres'],
    ['info', 'hello'],
    ['info', 'nobody'],
  ]) {
    const { code, out, err } = await runClient([...args, '--index', index])
    const { status, stdout, stderr } = cozypkg(...args, '--index', index)
    expect({ status, stdout, stderr }).toEqual({ status: code, stdout: out, stderr: err })
  }
})

test.each(COMMANDS.map(({ name }) => name))('%s is in it', async (name) => {
  const { out } = await runClient([name, '--help'])
  expect(cozypkg(name, '--help')).toMatchObject({ status: 0, stdout: out })
})

test('it begins and validates a repository', () => {
  const target = join(folder, 'begun')
  expect(cozypkg('init', target, '--name', 'acme.hello')).toMatchObject({ status: 0, stderr: '' })
  const { status, stdout } = cozypkg('validate', target, '--json')
  expect(status).toBe(0)
  expect(JSON.parse(stdout).findings).toEqual([])
})

test('every part of it loads, also what few commands need', () => {
  const parts = readdirSync(join(installed, 'lib')).map(
    (name) => pathToFileURL(join(installed, 'lib', name)).href,
  )
  const script = `for (const part of ${JSON.stringify(parts)}) {
  await import(part).catch((error) => { if (error.code !== 'ERR_MODULE_NOT_FOUND' || !/sharp/.test(error.message)) throw error })
}
process.stdout.write('loaded')`
  const { stdout, stderr } = run(process.execPath, ['--input-type=module', '-e', script], folder)
  expect({ stdout, stderr }).toEqual({ stdout: 'loaded', stderr: '' })
})

test('the licences of what is bundled come with it', () => {
  const text = readFileSync(join(installed, 'THIRD-PARTY-LICENSES.txt'), 'utf8')
  for (const name of [
    'commander',
    'undici',
    'zod',
    '@sigstore/sign',
    'octokit',
    'js-yaml',
    'ajv',
  ]) {
    expect(text).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'))
  }
})
