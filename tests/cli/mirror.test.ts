import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exampleEntry } from '../example-entry.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { exampleIndex, publishIndex } from './example-index.ts'
import { startServer } from './http-server.ts'
import { runClient } from './run-client.ts'

async function serve(files: ReadonlyMap<string, string>) {
  return startServer((request, response) => {
    const body = files.get((request.url ?? '').slice(1))
    response.writeHead(body === undefined ? 404 : 200).end(body)
  })
}

test('a mirror of a published index is what was published, with entries beside it', async () => {
  const files = publishIndex(exampleIndex(), { expires: '2026-11-09T00:00:00Z' })
  const { url } = await serve(files)
  const target = join(temporaryFolder(), 'mirror')
  const { code, out, err } = await runClient(['index', 'mirror', target, '--index', url])
  expect({ code, out: out.replace(target, 'DIR') }).toMatchInlineSnapshot(`
    {
      "code": 0,
      "out": "DIR: 6 files, 1 of them entries
    ",
    }
  `)
  expect(err).toMatchInlineSnapshot(`
    "cold has no entry for upstream’s client: it is frozen
    emulator has no entry for upstream’s client: none of its releases was checked yet
    "
  `)
  for (const path of ['catalog.json', 'head.json', 'packages/hello.json', 'packages/cold.json']) {
    expect(readFileSync(join(target, path), 'utf8')).toBe(files.get(path))
  }
  expect(readdirSync(join(target, 'entries'))).toEqual(['hello.yaml'])
})

test('search and info say the same of the mirror', async () => {
  const index = exampleIndex()
  const target = join(temporaryFolder(), 'mirror')
  await runClient(['index', 'mirror', target, '--index', index])
  for (const args of [
    ['search', '--wide'],
    ['info', 'hello'],
    ['info', 'gone-one'],
  ]) {
    expect(await runClient([...args, '--index', target])).toEqual(
      await runClient([...args, '--index', index]),
    )
  }
})

test('a mirror is replaced as a whole, and what is no mirror is left alone', async () => {
  const target = join(temporaryFolder(), 'mirror')
  await runClient(['index', 'mirror', target, '--index', exampleIndex()])
  const smaller = exampleIndex({ 'lifecycle.yaml': 'hello: {state: frozen, reason: Bad.}\n' })
  expect((await runClient(['index', 'mirror', target, '--index', smaller])).code).toBe(0)
  expect(readdirSync(target)).toEqual(['catalog.json', 'packages'])
  const foreign = temporaryFolder({ 'thesis.txt': 'mine' })
  const refused = await runClient(['index', 'mirror', foreign, '--index', smaller])
  expect(refused.code).toBe(2)
  expect(readdirSync(foreign)).toEqual(['thesis.txt'])
})

test('a folder of entries is copied as it is, without what cannot be read', async () => {
  const text = exampleEntry('one')
  const folder = temporaryFolder({ 'a/one.yaml': text, 'bad.yaml': 'name: 1.10\n' })
  const target = join(temporaryFolder(), 'mirror')
  expect((await runClient(['index', 'mirror', target, '--index', folder])).code).toBe(0)
  expect(readdirSync(target, { recursive: true }).sort()).toEqual(['a', 'a/one.yaml'])
  expect(readFileSync(join(target, 'a/one.yaml'), 'utf8')).toBe(text)
})

test('a record that is missing stops the copy, and nothing is left behind', async () => {
  const files = publishIndex(exampleIndex())
  files.delete('packages/hello.json')
  const { url } = await serve(files)
  const target = join(temporaryFolder(), 'mirror')
  const { code, err } = await runClient(['index', 'mirror', target, '--index', url])
  expect(code).toBe(2)
  expect(err.replaceAll(url, 'SITE/')).toMatchInlineSnapshot(`
    "error SITE/catalog.json names packages/hello.json, which is not there
    "
  `)
  expect(() => readdirSync(target)).toThrow()
})

test.each(['oci://', `oci://a.example/b/c@sha256:${'a'.repeat(64)}`])(
  '%s is nowhere to put it',
  async (target) => {
    const { code } = await runClient(['index', 'mirror', target, '--index', exampleIndex()])
    expect(code).toBe(2)
  },
)
