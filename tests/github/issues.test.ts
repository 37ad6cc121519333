import { describe, expect, test } from 'vitest'
import { hostIssue, packageIssue, packageMarker } from '../../src/core/refresh-issues.ts'
import type { Status } from '../../src/core/schemas/status.ts'
import { readApp } from '../../src/io/github/app.ts'
import { reconcileIssues } from '../../src/io/github/issues.ts'
import { localGithub } from './local-github.ts'
import { openapiObstacle } from './openapi.ts'
import { SITE } from './verdicts.ts'

const obstacle = openapiObstacle()
if (obstacle) process.stderr.write(`tests/github/issues.test.ts is skipped: ${obstacle}\n`)

const status = (name: string, over: Partial<Status> = {}): Status => ({
  name,
  version: 'v1.0.0',
  state: 'failing',
  reason: 'registry.example has no acme/hello:v1.0.0, says @jane',
  homepage: null,
  checkedAt: '2026-11-01T12:00:00Z',
  lastGood: '2026-10-01T12:00:00Z',
  ...over,
})

const issueOf = (...statuses: Status[]) => statuses.flatMap((one) => packageIssue(one, SITE) ?? [])

async function start() {
  const local = await localGithub()
  const app = await readApp(local.github, local.state.app.slug)
  const reconcile = (wanted: ReturnType<typeof issueOf>, unknown: string[] = [], most = 10) =>
    reconcileIssues(local.github, app, wanted, (marker) => unknown.includes(marker), most)
  const issues = () =>
    [...local.state.issues.values()].map(({ title, state }) => `${state} ${title}`)
  return { ...local, reconcile, issues }
}

describe('the issue about a package', () => {
  test('says what is wrong, since when, and who can mend it', () => {
    expect(issueOf(status('acme.hello'))).toMatchInlineSnapshot(`
      [
        {
          "body": "<!-- packages-index: refresh package acme.hello -->

      \`acme.hello v1.0.0\` fails its check: registry.example has no acme/hello:v1.0.0, says @&#8203;jane

      It was last well on 2026-10-01. [Its page](https://index.example/packages/acme.hello/) shows the same.

      Its author can mend it: publish the version as it was recorded, or list a new one. This issue follows the nightly check, and is closed by it.",
          "marker": "<!-- packages-index: refresh package acme.hello -->",
          "title": "acme.hello v1.0.0 fails its check",
        },
      ]
    `)
    expect(issueOf(status('acme.hello', { state: 'fresh', reason: null }))).toEqual([])
  })
})

describe.skipIf(obstacle !== null)('the issues of the refresh', () => {
  test('are one a package, reworded in place, closed when it is well, opened again', async () => {
    const { reconcile, issues, state } = await start()
    await reconcile(issueOf(status('acme.hello'), status('acme.notes')))
    expect(issues()).toEqual([
      'open acme.hello v1.0.0 fails its check',
      'open acme.notes v1.0.0 fails its check',
    ])
    const writes = state.writes.length
    await reconcile(issueOf(status('acme.hello'), status('acme.notes')))
    expect(state.writes).toHaveLength(writes)
    await reconcile(issueOf(status('acme.hello', { state: 'moved' })))
    expect(issues()).toEqual([
      'open acme.hello v1.0.0 is not what was recorded any more',
      'closed acme.notes v1.0.0 fails its check',
    ])
    await reconcile(issueOf(status('acme.notes')))
    expect(issues()).toEqual([
      'closed acme.hello v1.0.0 is not what was recorded any more',
      'open acme.notes v1.0.0 fails its check',
    ])
  })

  test('are one for a registry, and leave alone what nothing is known of', async () => {
    const { reconcile, issues } = await start()
    await reconcile(issueOf(status('acme.hello')))
    await reconcile([hostIssue('registry.example', 'timeout')], [packageMarker('acme.hello')])
    expect(issues()).toEqual([
      'open acme.hello v1.0.0 fails its check',
      'open The registry registry.example does not answer',
    ])
    await reconcile(issueOf(status('acme.hello')))
    expect(issues().at(-1)).toBe('closed The registry registry.example does not answer')
  })

  test('are not more than allowed in one run, and the rest comes in the next', async () => {
    const { reconcile, issues } = await start()
    const all = issueOf(...['a', 'b', 'c'].map((letter) => status(`acme.${letter}`)))
    expect(await reconcile(all, [], 2)).toBe(1)
    expect(issues()).toHaveLength(2)
    expect(await reconcile(all, [], 2)).toBe(0)
    expect(issues()).toHaveLength(3)
  })

  test('of others with our marker are left alone', async () => {
    const { reconcile, issues, state } = await start()
    const jane = state.addAccount({ login: 'jane', id: 5001, type: 'User' })
    state.addIssue(1, 'x', `${packageMarker('acme.hello')}\n`, jane, null).labels = ['refresh']
    await reconcile([])
    expect(issues()).toEqual(['open x'])
    await reconcile(issueOf(status('acme.hello')))
    expect(issues()).toHaveLength(2)
  })

  test.each(['drop-after', 'error-after', 502, 'secondary-limit'] as const)(
    'are opened and closed once in spite of %s',
    async (kind) => {
      const { reconcile, issues, server } = await start()
      server.faults.push({ when: /^POST .*issues$/, kind }, { when: /^PATCH .*issues/, kind })
      await reconcile(issueOf(status('acme.hello')))
      await reconcile([])
      expect(issues()).toEqual(['closed acme.hello v1.0.0 fails its check'])
      expect(server.faults).toEqual([])
    },
  )
})
