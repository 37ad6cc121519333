import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Verdict } from '../../src/core/gate/verdict.ts'
import { judgeBranch } from '../../src/io/judge-branch.ts'
import { exampleEntry } from '../example-entry.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { BASE, evidenceOf, exampleRecord, hello, LIFECYCLE } from './example-index.ts'
import { FastImport, type Files } from './fast-import.ts'

// What a repository can look like beside a branch from main: histories that no scenario has, and
// settings of the machine, which must not change a verdict.

const HELLO_FILE = 'index/packages/acme.hello.yaml'
const PLAIN_FILE = 'index/packages/plain.one.yaml'
const BUMP = { [HELLO_FILE]: hello({ version: '"1.3.0"' }) }
const plain = (fields: Record<string, string>) => ({
  [PLAIN_FILE]: exampleEntry('plain.one', fields),
})

function repository(write: (history: FastImport) => void): string {
  const folder = join(temporaryFolder(), 'repository')
  const history = new FastImport()
  history.commit('main', BASE)
  write(history)
  history.write(folder)
  return folder
}

const branchOf = (files: Files) => repository((history) => history.commit('branch', files, 'main'))

const judge = (repo: string, base = 'main', head = 'branch') =>
  judgeBranch({ repo, base, head, author: null, gather: null })

const git = (repo: string, ...args: string[]) =>
  execFileSync('git', ['-C', repo, ...args], { encoding: 'utf8' }).trim()

const told = ({ lane, changes }: Verdict) => [
  lane,
  ...changes.map(({ file, fields }) => [file, ...fields].join(' ')),
]

/** A clone with main checked out, whose `.gitattributes` nobody committed. */
function cloneOf(repo: string): string {
  const clone = join(temporaryFolder(), 'clone')
  execFileSync('git', ['clone', '--quiet', repo, clone])
  git(clone, 'fetch', '--quiet', 'origin', '+refs/heads/*:refs/judged/*')
  return clone
}

test('two branches that merged each other have several merge bases', async () => {
  const repo = repository((history) => {
    history.commit('branch', BUMP, 'main')
    history.commit('left', {}, 'branch')
    history.commit('main', plain({ version: '"1.0.1"' }))
    history.commit('right', {}, 'main')
    history.commit('branch', plain({ version: '"1.0.1"' }), undefined, 'right')
    history.commit('main', BUMP, undefined, 'left')
    history.commit('branch', { [PLAIN_FILE]: exampleEntry('plain.one', { version: '"1.0.2"' }) })
  })
  expect(git(repo, 'merge-base', '--all', 'main', 'branch').split('\n')).toHaveLength(2)
  expect(told(await judge(repo))).toEqual(['auto', `${PLAIN_FILE} version`])
})

test('a merge of three branches counts with all that they bring', async () => {
  const repo = repository((history) => {
    history.commit('branch', BUMP, 'main')
    history.commit('texts', { 'README.md': '# Mine\n' }, 'main')
    history.commit('others', plain({ ociRef: 'oci://ghcr.io/evil/plain' }), 'main')
    const all = { ...plain({ ociRef: 'oci://ghcr.io/evil/plain' }), 'README.md': '# Mine\n' }
    history.commit('branch', all, undefined, 'texts', 'others')
  })
  expect(git(repo, 'rev-list', '--parents', '-1', 'branch').split(' ')).toHaveLength(4)
  expect(told(await judge(repo))).toEqual([
    'refused',
    'README.md',
    `${HELLO_FILE} version`,
    `${PLAIN_FILE} ociRef`,
  ])
})

test('a branch that is in base already changes nothing', async () => {
  const repo = repository((history) => {
    history.commit('branch', BUMP, 'main')
    history.commit('main', {}, undefined, 'branch')
    history.commit('main', plain({ version: '"1.0.1"' }))
  })
  expect(told(await judge(repo))).toEqual(['none'])
})

test('a branch without a common history is refused, and says why', async () => {
  const repo = repository((history) => history.commit('branch', { ...BASE, ...BUMP }))
  const { lane, decisions } = await judge(repo)
  expect([lane, decisions[0]?.reason]).toEqual([
    'refused',
    'the branch shares no commit with base: start it from the main branch',
  ])
})

test('a replaced commit is judged as what it is', async () => {
  const repo = repository((history) => {
    history.commit('branch', { ...BUMP, 'scripts/gate.ts': 'process.exitCode = 0\n' }, 'main')
    history.commit('harmless', BUMP, 'main')
  })
  git(repo, 'replace', 'branch', 'harmless')
  expect(told(await judge(repo))).toEqual(['refused', `${HELLO_FILE} version`, 'scripts/gate.ts'])
})

test('a grafted history is judged as what it is', async () => {
  const repo = branchOf(BUMP)
  writeFileSync(join(repo, 'info/grafts'), `${git(repo, 'rev-parse', 'branch')}\n`)
  expect(told(await judge(repo))).toEqual(['auto', `${HELLO_FILE} version`])
})

test.each([
  ['in the work tree', (clone: string) => join(clone, '.gitattributes')],
  ['of its user', (clone: string) => join(clone, '.git/attributes-of-the-user')],
])('attributes %s do not choose how files are merged', async (_, place) => {
  const repo = repository((history) => {
    history.commit('branch', BUMP, 'main')
    history.commit('main', { [HELLO_FILE]: hello({ version: '"1.4.0"' }) })
  })
  const clone = cloneOf(repo)
  git(clone, 'config', 'core.attributesFile', join(clone, '.git/attributes-of-the-user'))
  writeFileSync(place(clone), '* merge=union\n')
  const { lane, decisions } = await judge(clone, 'main', 'refs/judged/branch')
  expect([lane, decisions[0]?.row]).toEqual(['refused', 'conflict'])
})

test('attributes that a branch brings for itself do not either', async () => {
  const repo = repository((history) => {
    history.commit('branch', { ...BUMP, '.gitattributes': '* merge=union\n' }, 'main')
    history.commit('main', { [HELLO_FILE]: hello({ version: '"1.4.0"' }) })
  })
  const clone = cloneOf(repo)
  git(clone, 'checkout', '--quiet', 'refs/judged/branch')
  const { decisions } = await judge(clone, 'refs/remotes/origin/main', 'refs/judged/branch')
  expect(decisions[0]?.row).toBe('conflict')
})

test('settings of the machine change nothing', async () => {
  const needed = exampleRecord('acme.hello', '1.3.0', { kind: 'Hello' })
  const repo = branchOf({
    ...BUMP,
    'index/packages/needed.one.yaml': null,
    'index/lifecycle.yaml': `${LIFECYCLE}needed.one: { state: removed, reason: Old. }\n`,
  })
  const ask = () =>
    judgeBranch({
      ...{ repo, base: 'main', head: 'branch', author: null },
      gather: async () => evidenceOf(needed),
    })
  const before = await ask()
  const settings = {
    ...{ 'color.ui': 'always', 'grep.patternType': 'perl', 'grep.lineNumber': 'true' },
    ...{ 'core.quotePath': 'true', 'diff.noprefix': 'true', 'merge.default': 'union' },
    ...{ 'diff.renames': 'false', 'merge.renames': 'false', 'core.ignoreCase': 'true' },
    ...{ 'diff.orderFile': '/nowhere', 'core.precomposeUnicode': 'true', 'attr.tree': 'branch' },
  }
  for (const [key, value] of Object.entries(settings)) git(repo, 'config', key, value)
  expect(before.changes.map(({ file }) => file)).toHaveLength(3)
  expect(await ask()).toEqual(before)
})

test('a folder within a work tree, and a second work tree, are the same repository', async () => {
  const clone = cloneOf(branchOf(BUMP))
  const second = join(temporaryFolder(), 'second')
  git(clone, 'worktree', 'add', '--quiet', second, 'refs/judged/branch')
  for (const repo of [join(clone, 'index'), second]) {
    const verdict = await judge(repo, 'main', 'refs/judged/branch')
    expect(told(verdict)).toEqual(['auto', `${HELLO_FILE} version`])
  }
})

test.each([
  ['an entry', `branch:${HELLO_FILE}`, /git fsck/],
  ['a record', 'main:index/releases/acme.hello/1.2.0.json', /git fsck/],
  ['a folder', 'branch:index/packages', /git fsck/],
  ['a commit', 'branch', /Fetch it first/],
])('where %s is missing, there is no verdict', async (_, object, remedy) => {
  const repo = branchOf(BUMP)
  const id = git(repo, 'rev-parse', object)
  unpack(repo)
  rmSync(join(repo, 'objects', id.slice(0, 2), id.slice(2)))
  await expect(judge(repo)).rejects.toThrow(remedy)
})

/** Into one file for each object. */
function unpack(repo: string): void {
  const packs = join(repo, 'objects/pack')
  for (const file of readdirSync(packs).filter((one) => one.endsWith('.pack'))) {
    const bytes = readFileSync(join(packs, file))
    rmSync(packs, { recursive: true })
    execFileSync('git', ['-C', repo, 'unpack-objects', '-q'], { input: bytes })
  }
}
