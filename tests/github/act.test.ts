import { describe, expect, test } from 'vitest'
import { MARKER } from '../../src/core/gate/comment.ts'
import { parseJudgement } from '../../src/core/gate/judgement.ts'
import type { Verdict } from '../../src/core/gate/verdict.ts'
import { readApp } from '../../src/io/github/app.ts'
import { judgeAndMerge } from '../../src/io/github/merge.ts'
import type { PullRequest } from '../../src/io/github/pull-requests.ts'
import { reportUnjudged, reportVerdict } from '../../src/io/github/report-verdict.ts'
import type { Fault } from './github-server.ts'
import { type LocalGithub, localGithub } from './local-github.ts'
import { openapiObstacle } from './openapi.ts'
import { DIGEST, reviewVerdict, SITE, verdict } from './verdicts.ts'

const obstacle = openapiObstacle()
if (obstacle) process.stderr.write(`tests/github/act.test.ts is skipped: ${obstacle}\n`)

const ENTRY = 'index/packages/acme.hello.yaml'

/** A pull request that changes one line of one entry, pushed from a fork. */
function openBump(local: LocalGithub, number: number, file = ENTRY, text = 'version: v1.1.0\n') {
  const { clone, state } = local
  clone.git('fetch', '--quiet', 'origin')
  clone.git('checkout', '--quiet', '--detach', 'origin/main')
  clone.write(file, text)
  const head = clone.commit('2026-01-02T00:00:00Z')
  clone.git('push', '--quiet', '--force', 'origin', `HEAD:refs/pull/${number}/head`)
  if (!state.issues.has(number)) state.openPull(number, head)
  return head
}

async function start() {
  const local = await localGithub({ [ENTRY]: 'version: v1.0.0\n', 'b.yaml': 'b\n' })
  const app = await readApp(local.github, local.state.app.slug)
  const report = (number: number, said: Verdict) =>
    reportVerdict(local.github, app, number, said, SITE)
  const merge = (number: number, judge: (pull: PullRequest) => Verdict) =>
    judgeAndMerge(local.github, app, number, async (pull) => judge(pull), SITE)
  const issue = (number: number) => {
    const found = local.state.issues.get(number)
    if (!found) throw new Error(`no pull request ${number}`)
    return found
  }
  return { ...local, app, report, merge, issue, local }
}

const atHead = ({ head }: { head: string }, said = verdict()): Verdict => ({ ...said, head })

describe.skipIf(obstacle !== null)('a verdict on GitHub', () => {
  test('is shown by check, label and comment, and a second time by nothing', async () => {
    const { local, report, state, issue } = await start()
    const head = openBump(local, 7)
    expect(await report(7, atHead({ head }))).toBe(true)
    expect(issue(7).labels).toEqual(['lane/auto'])
    expect(issue(7).comments.map(({ body }) => body.split('\n').slice(0, 2))).toEqual([
      [MARKER, '### ✅ This merges by itself'],
    ])
    const [check] = state.checks
    expect(check).toMatchObject({ name: 'gate', headSha: head, conclusion: 'success' })
    expect(parseJudgement(check?.output.text ?? '')).toEqual({
      judged: [
        {
          name: 'acme.hello',
          version: 'v1.1.0',
          ociRef: 'oci://registry.example/acme/hello',
          digest: DIGEST,
        },
      ],
    })
    const writes = state.writes.length
    expect(await report(7, atHead({ head }))).toBe(true)
    expect(state.writes).toHaveLength(writes)
  })

  test('replaces the one before, in place', async () => {
    const { local, report, issue, state } = await start()
    await report(7, atHead({ head: openBump(local, 7) }))
    await report(
      7,
      atHead({ head: openBump(local, 7, ENTRY, 'version: v1.2.0\n') }, reviewVerdict()),
    )
    expect(issue(7).labels).toEqual(['lane/review'])
    expect(issue(7).comments).toHaveLength(1)
    expect(issue(7).comments[0]?.body).toContain('A maintainer has to look')
    expect(state.checks.map(({ conclusion }) => conclusion)).toEqual(['success', 'neutral'])
  })

  test('is void after a push', async () => {
    const { local, report, state } = await start()
    const head = openBump(local, 7)
    openBump(local, 7, ENTRY, 'version: v1.2.0\n')
    expect(await report(7, atHead({ head }))).toBe(false)
    expect(state.writes).toEqual([])
  })

  test('leaves a stranger’s comment with the marker alone', async () => {
    const { local, report, issue } = await start()
    const head = openBump(local, 7)
    const forged = { id: 1, body: `${MARKER}\nall is well`, user: issue(7).user }
    issue(7).comments.push(forged)
    await report(7, atHead({ head }))
    expect(issue(7).comments[0]).toEqual({ ...forged, body: `${MARKER}\nall is well` })
    expect(issue(7).comments).toHaveLength(2)
  })

  test('says nothing to who changes no entry', async () => {
    const { local, report, issue } = await start()
    const head = openBump(local, 7, 'b.yaml', 'c\n')
    await report(7, atHead({ head }, verdict({ lane: 'none', changes: [], packages: [] })))
    expect(issue(7)).toMatchObject({ labels: [], comments: [] })
  })

  test('that could not be had blocks, and asks nobody to act', async () => {
    const { local, github, app, report, issue, state } = await start()
    const head = openBump(local, 7)
    await report(7, atHead({ head }))
    expect(await reportUnjudged(github, app, 7, head)).toBe(true)
    expect(issue(7).labels).toEqual([])
    expect(issue(7).comments[0]?.body).toContain('Nobody has to do anything')
    expect(state.checks.at(-1)?.conclusion).toBe('failure')
    await report(7, atHead({ head }))
    expect(issue(7).labels).toEqual(['lane/auto'])
  })
})

const KINDS = [
  500,
  502,
  'secondary-limit',
  'rate-limit',
  'drop',
  'drop-after',
  'error-after',
] as const
/** In the order in which they are made. */
const WRITES = [/^POST .*check-runs$/, /^POST .*labels$/, /^POST .*comments$/, /^PUT .*merge$/]

describe.skipIf(obstacle !== null)('a merge', () => {
  test('is judged again at the tip, squashed, and titled by us', async () => {
    const { local, merge, state, issue } = await start()
    const head = openBump(local, 7)
    issue(7).title = 'x [skip ci]'
    expect(await merge(7, atHead)).toMatchObject({ merged: true })
    expect(state.run('log', '-1', '--format=%B', 'main').trim()).toBe(
      'Update acme.hello v1.1.0 (#7)',
    )
    expect(state.run('show', `main:${ENTRY}`)).toBe('version: v1.1.0\n')
    expect(state.checks).toMatchObject([{ headSha: head, conclusion: 'success' }])
    expect(await merge(7, atHead)).toEqual({ merged: false, why: 'it is no longer open' })
  })

  test('does not happen where it is judged otherwise by now', async () => {
    const { local, merge, issue, state } = await start()
    const before = state.revision('refs/heads/main')
    openBump(local, 7)
    expect(await merge(7, (pull) => atHead(pull, reviewVerdict()))).toEqual({
      merged: false,
      why: 'its lane is review by now',
    })
    expect(issue(7).labels).toEqual(['lane/review'])
    expect(state.revision('refs/heads/main')).toBe(before)
  })

  test('does not happen after a push, before or after the verdict was shown', async () => {
    const { local, merge, state, server } = await start()
    const before = state.revision('refs/heads/main')
    openBump(local, 7)
    const pushing = (pull: PullRequest) => {
      openBump(local, 7, ENTRY, 'version: v6.6.6\n')
      return atHead(pull)
    }
    expect(await merge(7, pushing)).toEqual({
      merged: false,
      why: 'it was pushed to while it was judged',
    })
    server.faults.push({ when: /^PUT .*merge$/, kind: 409 })
    expect(await merge(7, atHead)).toEqual({ merged: false, why: 'it was pushed to' })
    expect(state.revision('refs/heads/main')).toBe(before)
  })

  test('two at once lose nothing, and a conflict is left to people', async () => {
    const { local, merge, state } = await start()
    openBump(local, 7)
    openBump(local, 8, 'index/packages/acme.notes.yaml', 'version: v0.4.0\n')
    openBump(local, 9, ENTRY, 'version: v1.3.0\n')
    expect(await merge(7, atHead)).toMatchObject({ merged: true })
    expect(await merge(8, atHead)).toMatchObject({ merged: true })
    expect(await merge(9, atHead)).toMatchObject({ merged: false })
    expect(state.run('show', `main:${ENTRY}`)).toBe('version: v1.1.0\n')
    expect(state.run('show', 'main:index/packages/acme.notes.yaml')).toBe('version: v0.4.0\n')
    expect(state.run('rev-list', '--count', 'main').trim()).toBe('3')
  })

  test('does not happen to a draft', async () => {
    const { local, merge, state } = await start()
    openBump(local, 7)
    Object.assign(state.issues.get(7)?.pull ?? {}, { draft: true })
    expect(await merge(7, atHead)).toEqual({ merged: false, why: 'it is a draft' })
  })

  test.each(KINDS.flatMap((kind) => WRITES.map((when) => ({ kind, when }))))(
    'happens once in spite of $kind on $when',
    async (fault: Fault) => {
      const { local, merge, state, server, issue } = await start()
      openBump(local, 7)
      server.faults.push({ ...fault })
      expect(await merge(7, atHead)).toMatchObject({ merged: true })
      expect(server.faults).toEqual([])
      expect(issue(7).comments).toHaveLength(1)
      expect(state.checks).toHaveLength(1)
      expect(issue(7).labels).toEqual(['lane/auto'])
      expect(state.run('rev-list', '--count', 'main').trim()).toBe('2')
    },
  )

  test('is taken up again wherever a run was killed', async () => {
    const { local, merge, state, server, issue } = await start()
    openBump(local, 7)
    for (const when of WRITES) {
      server.faults.push({ when, kind: 404 })
      await merge(7, atHead).catch(() => undefined)
    }
    expect(await merge(7, atHead)).toMatchObject({ merged: true })
    expect(issue(7).comments).toHaveLength(1)
    expect(state.checks).toHaveLength(1)
  })
})
