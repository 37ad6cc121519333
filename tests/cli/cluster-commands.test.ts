import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../temporary-folder.ts'
import { exampleIndex, publishIndex } from './example-index.ts'
import { startServer } from './http-server.ts'
import { runClient } from './run-client.ts'

test.each([
  [['tap']],
  [['untap']],
  [['tap', 'a.b', '--timeout', 'soon']],
  [['tap', 'a.b', '--digest=v1']],
  [['tap', 'a.b', '--secret', 'No Name']],
  [['tap', 'a.b', '-o', 'json', '--dry-run']],
  [['untap', 'a.b', '-o', 'yaml']],
  [['add', 'a.b', '--variant', '=x']],
  [['del', '-f', '/nowhere']],
])('what is wrong with %j', async (args) => {
  const { code, out, err } = await runClient(args)
  expect([code, out]).toEqual([2, ''])
  expect(err).toMatchSnapshot()
})

describe('tap by a catalog', () => {
  const NOBODY = ['--kubeconfig', '/nowhere']

  async function tap(name: string, flags: string[] = [], now = '2026-11-01T12:00:00Z') {
    const files = publishIndex(exampleIndex(), { expires: '2026-11-01T15:00:00Z' })
    const { url } = await startServer((request, response) => {
      const text = files.get((request.url ?? '').slice(1))
      response.writeHead(text === undefined ? 404 : 200).end(text)
    })
    const env = { XDG_CACHE_HOME: temporaryFolder() }
    const words = ['tap', name, '--index', `${url}catalog.json`, ...NOBODY, ...flags]
    const { code, err } = await runClient(words, { env, now })
    return { code, err: err.replaceAll(url, 'SITE/') }
  }

  test.each(['cold', 'gone-one', 'old-one', 'helo'])('%s is refused, with why', async (name) => {
    const { code, err } = await tap(name)
    expect(code).toBe(1)
    expect(err).toMatchSnapshot()
  })

  test('an expired catalog is trusted only where that is asked for', async () => {
    const late = '2026-11-20T12:00:00Z'
    const refused = await tap('hello', [], late)
    expect(refused.code).toBe(1)
    expect(refused.err).toMatchSnapshot()
    // Further than to the date, and no further than to the freeze: no registry is asked.
    const trusted = await tap('cold', ['--allow-stale'], late)
    expect(trusted.err).toContain('cold is frozen')
  })
})
