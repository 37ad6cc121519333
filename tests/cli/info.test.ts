import { expect, test } from 'vitest'
import { exampleEntry } from '../example-entry.ts'
import { GitRepository } from '../io/git-repository.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { exampleIndex, publishIndex } from './example-index.ts'
import { startServer } from './http-server.ts'
import { runClient } from './run-client.ts'

test('shows everything that the page of a package shows', async () => {
  const { code, out, err } = await runClient(['info', 'hello', '--index', exampleIndex()])
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toMatchSnapshot()
})

test('a frozen package says why, and what was not checked says so', async () => {
  const { out } = await runClient(['info', 'cold', '--index', exampleIndex()])
  expect(out).toMatchSnapshot()
})

test('an entry without a catalog has no more than its fields', async () => {
  const folder = temporaryFolder({ 'one.yaml': exampleEntry('one') })
  const { out } = await runClient(['info', 'one', '--index', folder])
  expect(out).toMatchSnapshot()
})

test('an index folder in git says when a package was listed', async () => {
  const repository = new GitRepository(exampleIndex())
  repository.commit('2026-03-01T00:00:00Z')
  const { out } = await runClient(['info', 'hello', '--index', repository.folder])
  expect(out).toContain('  listed since  2026-03-01\n')
})

test('--json is the published record, with the release that is shown', async () => {
  const index = exampleIndex()
  const { out } = await runClient(['info', 'hello', '--json', '--index', index])
  const { index: _, shownRelease, ...record } = JSON.parse(out)
  const published = publishIndex(index).get('packages/hello.json') ?? ''
  const dates = { firstListed: null, lastChanged: null }
  expect(record).toEqual({ ...JSON.parse(published), ...dates })
  expect(shownRelease).toEqual(record.releases[0])
})

test('the same is said of a folder and of what is published of it', async () => {
  const index = exampleIndex()
  const files = publishIndex(index)
  const server = await startServer((request, response) => {
    const body = files.get((request.url ?? '').slice(1))
    response.writeHead(body === undefined ? 404 : 200).end(body)
  })
  const env = { XDG_CACHE_HOME: temporaryFolder() }
  const fromFolder = await runClient(['info', 'hello', '--index', index])
  const fromSite = await runClient(['info', 'hello', '--index', server.url], { env })
  expect(fromSite).toEqual(fromFolder)
  server.close()
  const offline = await runClient(['info', 'hello', '--offline', '--index', server.url], { env })
  expect(offline.out).toBe(fromFolder.out)
  const never = await runClient(['info', 'emulator', '--offline', '--index', server.url], { env })
  expect(never).toMatchObject({ code: 2, out: '' })
  expect(never.err).toContain('the details of emulator were never fetched')
})

test.each([
  ['hello@1.0.0', 0],
  ['hello@9.9.9', 1],
  ['emulator@1.0.0', 1],
])('%s: %i', async (words, code) => {
  const run = await runClient(['info', words, '--index', exampleIndex()])
  expect(run.code).toBe(code)
  if (code !== 0) expect(run.err).toMatchSnapshot()
})

test.each(['helo', 'old-one', 'gone-one', 'postgres', '../../etc/passwd'])(
  '%s is not there',
  async (name) => {
    const { code, out, err } = await runClient(['info', name, '--index', exampleIndex()])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatchSnapshot()
  },
)
