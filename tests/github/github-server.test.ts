import { describe, expect, test } from 'vitest'
import { ensure, openGithub, statusOf } from '../../src/io/github/client.ts'
import { localGithub } from './local-github.ts'
import { openapiObstacle } from './openapi.ts'

const obstacle = openapiObstacle()
if (obstacle) process.stderr.write(`tests/github is skipped: ${obstacle}\n`)

describe.skipIf(obstacle !== null)('the local GitHub', () => {
  test('refuses what GitHub does not know, and says what is wrong', async () => {
    const { server, state } = await localGithub()
    state.openPull(7, 'main')
    const base = `${server.url}/repos/${state.owner.login}/${state.repo}`
    const ask = async (method: string, path: string, body?: object) => {
      const headers = { 'user-agent': 'test', authorization: 'token app-token' }
      const answer = await fetch(`${base}${path}`, { method, headers, body: JSON.stringify(body) })
      return answer.status
    }
    expect(await ask('GET', '/nothing')).toBe(404)
    expect(await ask('PUT', '/pulls/7/merge', { merge_method: 'fast' })).toBe(422)
    expect(await ask('PUT', '/pulls/7/merge', { title: 'x' })).toBe(422)
    expect(await ask('PUT', '/pulls/seven/merge', {})).toBe(422)
    expect(await ask('GET', '/pulls?stat=open')).toBe(422)
    expect(await ask('POST', '/issues/7/comments', {})).toBe(422)
    const said = server.violations.splice(0).map((line) => line.replace(/^.*packages-index/, ''))
    expect(said).toMatchInlineSnapshot(`
      [
        "/nothing: GitHub has no such call, or this server does not know it",
        "/pulls/7/merge: body must be null",
        "/pulls/7/merge: body/merge_method must be equal to one of the allowed values",
        "/pulls/7/merge: body must match a schema in anyOf",
        "/pulls/7/merge: body: there is no title",
        "/pulls/seven/merge: pull_number must be integer",
        "/pulls?stat=open: there is no query parameter stat",
        "/issues/7/comments: body must have required property 'body'",
      ]
    `)
  })

  test('pages long lists', async () => {
    const { state, github } = await localGithub()
    const issue = state.openPull(7, 'main')
    for (let at = 0; at < 205; at++) {
      issue.comments.push({ id: at + 1, body: `${at}`, user: issue.user })
    }
    const all = await github.paginate(github.rest.issues.listComments, {
      ...github.at,
      issue_number: 7,
      per_page: 100,
    })
    expect(all.map(({ body }) => body)).toEqual(issue.comments.map(({ body }) => body))
  })

  test('merges as git does, at the head that is named, and not over a conflict', async () => {
    const { state, github, clone } = await localGithub({ 'a.txt': 'a\n' })
    const branch = (name: string, text: string) => {
      clone.git('checkout', '--quiet', '-B', name, 'origin/main')
      clone.write('a.txt', text)
      const head = clone.commit('2026-01-02T00:00:00Z')
      clone.git('push', '--quiet', 'origin', name)
      return head
    }
    const [first, second] = [branch('one', 'b\n'), branch('two', 'c\n')]
    state.openPull(1, first)
    state.openPull(2, second)
    const merge = (number: number, sha: string) =>
      github.rest.pulls
        .merge({ ...github.at, pull_number: number, sha, merge_method: 'squash' })
        .then(({ status }) => status, statusOf)
    expect(await merge(1, second)).toBe(409)
    expect(await merge(1, first)).toBe(200)
    expect(await merge(1, first)).toBe(405)
    expect(await merge(2, second)).toBe(405)
    expect(state.run('show', 'main:a.txt')).toBe('b\n')
  })

  test('closes a pull request whose branch is set back to its base, and keeps forks apart', async () => {
    const { server, state, github, clone } = await localGithub({ 'a.txt': 'a\n' })
    state.tokens.set('jane', state.addAccount({ login: 'jane', id: 7, type: 'User' }))
    const access = { apiUrl: server.url, token: 'jane', secondMs: 1 }
    const index = openGithub({ ...access, repository: 'cozystack/packages-index' })
    await index.rest.repos.createFork({ ...index.at, default_branch_only: true })
    const fork = openGithub({ ...access, repository: 'jane/packages-index' })
    clone.write('a.txt', 'b\n')
    const [base, head] = [state.revision('main') ?? '', clone.commit('2026-01-02T00:00:00Z')]
    const name = (sha: string) =>
      fork.rest.git
        .createRef({ ...fork.at, ref: 'refs/heads/more', sha })
        .then(({ status }) => status, statusOf)
    expect(await name(head)).toBe(422)
    clone.git('push', '--quiet', state.repositoryOf('jane')?.git ?? '', 'HEAD:more')
    expect(await name(head)).toBe(422)
    const { data } = await index.rest.pulls.create({
      ...index.at,
      head: 'jane:more',
      base: 'main',
      title: 'More',
    })
    expect(data.head.sha).toBe(head)
    const move = (sha: string) =>
      fork.rest.git.updateRef({ ...fork.at, ref: 'heads/more', sha, force: true })
    await move(base)
    await move(head)
    const { data: now } = await github.rest.pulls.get({ ...github.at, pull_number: data.number })
    expect(now.state).toBe('closed')
    const pushed = index.rest.git.createRef({ ...index.at, ref: 'refs/heads/more', sha: base })
    expect(await pushed.then(({ status }) => status, statusOf)).toBe(403)
  })

  test('knows who asks', async () => {
    const { server, state } = await localGithub()
    const access = { apiUrl: server.url, repository: 'cozystack/packages-index', secondMs: 1 }
    const stranger = openGithub({ ...access, token: 'unknown' })
    state.openPull(7, 'main')
    const { at } = stranger
    const asked = stranger.rest.pulls.get({ ...at, pull_number: 7 })
    expect(await asked.catch(statusOf)).toBe(401)
  })
})

describe.skipIf(obstacle !== null)('the client of GitHub', () => {
  test.each([500, 502, 'rate-limit', 'secondary-limit', 'drop', 'hang'] as const)(
    'writes once in spite of %s before the change',
    async (kind) => {
      const { server, state, github } = await localGithub()
      state.openPull(7, 'main')
      server.faults.push({ when: /^POST .*comments$/, kind })
      await comment(github)
      expect(state.issues.get(7)?.comments).toHaveLength(1)
    },
  )

  test.each(['drop-after', 'error-after'] as const)(
    'writes once although the answer is lost by %s',
    async (kind) => {
      const { server, state, github } = await localGithub()
      state.openPull(7, 'main')
      server.faults.push({ when: /^POST .*comments$/, kind })
      await comment(github)
      expect(state.issues.get(7)?.comments).toHaveLength(1)
      expect(state.writes).toHaveLength(1)
    },
  )

  test.each([500, 'drop', 'hang'] as const)('reads again after %s', async (kind) => {
    const { server, state, github } = await localGithub()
    state.openPull(7, 'main')
    server.faults.push({ when: /^GET /, kind, times: 2 })
    const { data } = await github.rest.pulls.get({ ...github.at, pull_number: 7 })
    expect(data.number).toBe(7)
  })

  test('keeps the pace that GitHub asks for', async () => {
    const { server, state } = await localGithub()
    state.openPull(7, 'main')
    const repository = 'cozystack/packages-index'
    const github = openGithub({ apiUrl: server.url, repository, token: 'app-token' })
    server.faults.push({ when: /^GET .*comments$/, kind: 'secondary-limit' })
    server.faults.push({ when: /^POST .*comments$/, kind: 'rate-limit' })
    const started = Date.now()
    await comment(github)
    expect(state.issues.get(7)?.comments).toHaveLength(1)
    expect(Date.now() - started).toBeGreaterThan(2_000)
  })

  test('gives up where GitHub refuses, at once', async () => {
    const { server, state, github } = await localGithub()
    state.openPull(7, 'main')
    server.faults.push({ when: /^POST .*comments$/, kind: 404 })
    await expect(comment(github)).rejects.toThrow('injected')
    expect(state.issues.get(7)?.comments).toHaveLength(0)
  })

  test('gives up after five attempts', async () => {
    const { server, state, github } = await localGithub()
    state.openPull(7, 'main')
    server.faults.push({ when: /^POST .*comments$/, kind: 500, times: 99 })
    await expect(comment(github)).rejects.toThrow('Server Error')
    expect(server.requests.filter((line) => line.startsWith('POST'))).toHaveLength(5)
  })
})

function comment(github: Parameters<typeof ensure>[0]) {
  const at = { ...github.at, issue_number: 7 }
  return ensure(
    github,
    async () => {
      const { data } = await github.rest.issues.listComments(at)
      return data.find(({ body }) => body === 'hello') ?? null
    },
    async () => (await github.rest.issues.createComment({ ...at, body: 'hello' })).data,
  )
}
