import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { compileCatalog } from '../../src/core/catalog.ts'
import { checkIndex } from '../../src/core/check-index.ts'
import { readIndexFolder } from '../../src/io/index-folder.ts'
import { serveFolder } from '../../src/io/static-server.ts'
import { exampleEntry } from '../example-entry.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { type LocalGithub, localGithub } from './local-github.ts'
import { openapiObstacle } from './openapi.ts'
import { runBeside } from './run-beside.ts'

const obstacle = openapiObstacle()
if (obstacle) process.stderr.write(`tests/github/scripts.test.ts is skipped: ${obstacle}\n`)

const NAMES = ['acme-hello', 'acme-notes', 'other-thing']
const pathOf = (name: string) => `index/packages/${name}.yaml`

async function start() {
  const entries = NAMES.map((name) => [pathOf(name), exampleEntry(name)])
  const local = await localGithub(Object.fromEntries(entries))
  const act = (...args: string[]) =>
    runBeside(local, 'act', [...args, '--repo', local.clone.folder, '--', '--offline']).done
  return { local, act, state: local.state, server: local.server }
}

/** A pull request from a fork, with an entry as it is listed but for one text. */
function open(local: LocalGithub, number: number, name: string, from: RegExp, to: string) {
  const { clone, state } = local
  clone.git('checkout', '--quiet', '--detach', 'origin/main')
  clone.write(pathOf(name), exampleEntry(name).replace(from, to))
  const head = clone.commit('2026-01-02T00:00:00Z')
  clone.git('push', '--quiet', '--force', 'origin', `HEAD:refs/pull/${number}/head`)
  if (!state.issues.has(number)) state.openPull(number, head)
}

/** A folder with a git that is stuck where anything but a fetch asks for a reference. */
function stuckGit(reference: string): string {
  const folder = temporaryFolder()
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim()
  const script = `#!/bin/sh
case "$*" in
  *' fetch '*) ;;
  *${reference}*) exec sleep 45 ;;
esac
exec ${real} "$@"
`
  writeFileSync(join(folder, 'git'), script, { mode: 0o755 })
  return folder
}

const VERSION = /^version: .*$/m

describe.skipIf(obstacle !== null)('npm run act', () => {
  test('sweeps what has no verdict, merges what is ready, and a second time does nothing', async () => {
    const { local, act, state } = await start()
    open(local, 1, 'acme-hello', VERSION, 'version: "v1.0.1"')
    open(local, 2, 'acme-notes', VERSION, 'version: "v1.0.1"')
    open(local, 3, 'other-thing', /^description: .*$/m, 'description: Something else.')
    open(local, 4, 'other-thing', VERSION, 'version: "v0.0.1"')
    const first = await act('sweep')
    expect(first.stderr.split('\n').sort()).toEqual([
      '',
      '#1 auto',
      '#1 merged',
      '#2 auto',
      '#2 merged',
      '#3 review',
      '#4 refused',
    ])
    expect(first.status).toBe(0)
    for (const name of ['acme-hello', 'acme-notes']) {
      expect(state.run('show', `main:${pathOf(name)}`)).toContain('"v1.0.1"')
    }
    expect([3, 4].map((number) => state.issues.get(number)?.labels)).toEqual([
      ['lane/review'],
      ['lane/refused'],
    ])
    const writes = state.writes.length
    expect(await act('sweep')).toMatchObject({ status: 0, stderr: '' })
    expect(state.writes).toHaveLength(writes)
  })

  test('does not hold up the others where one fails', async () => {
    const { local, act, state, server } = await start()
    open(local, 1, 'acme-hello', VERSION, 'version: "v1.0.1"')
    open(local, 2, 'acme-notes', VERSION, 'version: "v1.0.1"')
    server.faults.push({ when: /^PUT .*pulls\/1\/merge$/, kind: 404 })
    const { status, stderr } = await act('sweep')
    expect(status).toBe(1)
    expect(stderr).toContain('#2 merged')
    expect(state.issues.get(1)?.pull?.mergedAt).toBeNull()
    expect((await act('merge')).stderr).toBe('#1 merged\n')
  })

  test('does not hold up the others where one takes too long', async () => {
    const { local, state } = await start()
    open(local, 1, 'acme-hello', VERSION, 'version: "v1.0.1"')
    open(local, 2, 'acme-notes', VERSION, 'version: "v1.0.1"')
    const args = ['sweep', '--seconds', '12', '--repo', local.clone.folder, '--', '--offline']
    const env = { PATH: `${stuckGit('refs/gate/pull-1')}:${process.env['PATH']}` }
    const { status, stderr } = await runBeside(local, 'act', args, { env }).done
    expect(status).toBe(1)
    expect(stderr).toContain('#1 the gate took longer than 12 s and was stopped.')
    expect(stderr).toContain('#2 auto\n#2 merged\n')
    expect(state.issues.get(1)?.comments[0]?.body).toContain('could not look at this yet')
  })

  test('says what a pull request without a verdict means', async () => {
    const { local, act, state } = await start()
    open(local, 1, 'acme-hello', VERSION, 'version: "v1.0.1"')
    const { status } = await act('report', '--pull', '1', '--verdict', 'nothing.json')
    expect(status).toBe(1)
    expect(state.issues.get(1)?.comments[0]?.body).toContain('could not look at this yet')
    // The next sweep makes good for it.
    expect((await act('sweep')).stderr).toBe('#1 auto\n#1 merged\n')
  })

  test.each([
    ['GITHUB_TOKEN', '', 'GITHUB_TOKEN is not set'],
    ['GITHUB_REPOSITORY', 'nonsense', 'expected owner/name'],
    ['GITHUB_TOKEN', 'unknown', 'Bad credentials'],
    ['APP_SLUG', '../x', 'expected letters'],
  ])('stops where %s is %j', async (name, value, message) => {
    const { local } = await start()
    const { status, stderr } = await runBeside(local, 'act', ['merge'], { env: { [name]: value } })
      .done
    expect(status).toBe(2)
    expect(stderr).toContain(message)
  })
})

describe.skipIf(obstacle !== null)('the receipt', () => {
  /** A site that shows what main lists. */
  const publish = async (local: LocalGithub, pages: readonly string[]) => {
    const { clone, state } = local
    clone.git('fetch', '--quiet', 'origin')
    clone.git('checkout', '--quiet', '--force', '--detach', 'origin/main')
    const { index } = checkIndex(readIndexFolder(`${clone.folder}/index`))
    const { catalog } = compileCatalog(index)
    const revision = state.revision('refs/heads/main')
    const site = temporaryFolder({
      '404.html': 'not here',
      'catalog.json': JSON.stringify({ ...catalog, revision, sequence: 2 }),
      ...Object.fromEntries(pages.map((name) => [`packages/${name}/index.html`, '<p>x</p>'])),
    })
    return serveFolder(site, '/', 0)
  }
  const receipt = (local: LocalGithub, url: string, now = '2026-11-01T12:03:00Z') =>
    runBeside(local, 'receipt', ['--repo', local.clone.folder, '--now', now], {
      env: { SITE_URL: url },
    }).done

  test('comes once the page answers, once, with the link and the time it took', async () => {
    const { local, act, state } = await start()
    open(local, 1, 'acme-hello', VERSION, 'version: "v1.0.1"')
    await act('sweep')
    const before = await publish(local, [])
    const waiting = await receipt(local, before.url)
    await before.close()
    expect(waiting).toMatchObject({ status: 1 })
    expect(waiting.stderr).toContain('#1 waits: ')
    const { url, close } = await publish(local, ['acme-hello'])
    expect(await receipt(local, url)).toMatchObject({ status: 0, stderr: '#1 is live\n' })
    expect(await receipt(local, url)).toMatchObject({ status: 0, stderr: '' })
    await close()
    const said = state.issues.get(1)?.comments.map(({ body }) => body.replaceAll(url, 'SITE/'))
    expect(said?.slice(1)).toMatchInlineSnapshot(`
      [
        "<!-- packages-index: receipt -->

      ### 📦 This is live, 3 min after the merge

      - [acme-hello](SITE/packages/acme-hello/) is listed at \`v1.0.1\`; its release is being recorded",
      ]
    `)
  })

  test('is not given for what is not published yet, nor for code', async () => {
    const { local, act, state } = await start()
    const early = await publish(local, NAMES)
    open(local, 1, 'acme-hello', VERSION, 'version: "v1.0.1"')
    await act('sweep')
    expect(await receipt(local, early.url)).toMatchObject({ status: 0, stderr: '' })
    await early.close()
    const { url, close } = await publish(local, NAMES)
    const late = await receipt(local, url, '2026-12-01T00:00:00Z')
    expect(late).toMatchObject({ status: 0, stderr: '' })
    await close()
    expect(state.issues.get(1)?.comments).toHaveLength(1)
  })
})
