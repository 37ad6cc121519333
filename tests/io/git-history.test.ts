import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { NO_HISTORY } from '../../src/core/catalog.ts'
import { readHistory, ShallowClone } from '../../src/io/git-history.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { GitRepository } from './git-repository.ts'

function repositoryWithTwoPackages(): { repository: GitRepository; index: string; head: string } {
  const repository = new GitRepository()
  repository.write('index/packages/first.yaml', 'one\n')
  repository.commit('2026-01-01T10:00:00+02:00')
  repository.write('index/packages/second.yaml', 'one\n')
  repository.commit('2026-01-02T00:00:00Z')
  repository.write('index/packages/first.md', 'one\n')
  repository.commit('2026-01-03T00:00:00Z')
  repository.write('README.md', 'one\n')
  const head = repository.commit('2026-01-04T00:00:00Z')
  return { repository, index: join(repository.folder, 'index'), head }
}

test('a package is listed with its entry and changed with any of its files', () => {
  const { index, head } = repositoryWithTwoPackages()
  expect(readHistory(index)).toEqual({
    revision: head,
    sequence: 4,
    committedAt: '2026-01-04T00:00:00Z',
    changes: [],
    dates: new Map([
      ['first', { firstListed: '2026-01-01T08:00:00Z', lastChanged: '2026-01-03T00:00:00Z' }],
      ['second', { firstListed: '2026-01-02T00:00:00Z', lastChanged: '2026-01-02T00:00:00Z' }],
    ]),
  })
})

test('what came by a merge is dated by the merge', () => {
  const { repository, index } = repositoryWithTwoPackages()
  repository.git('checkout', '--quiet', '-b', 'topic')
  repository.write('index/packages/third.yaml', 'one\n')
  repository.commit('2026-01-05T00:00:00Z')
  repository.git('checkout', '--quiet', 'main')
  repository.at('2026-01-09T00:00:00Z', 'merge', '--quiet', '--no-ff', '--no-edit', 'topic')
  expect(readHistory(index).dates.get('third')?.firstListed).toBe('2026-01-09T00:00:00Z')
  expect(readHistory(index).sequence).toBe(5)
})

test('states are dated by the commit that said them, along the main line', () => {
  const { repository, index } = repositoryWithTwoPackages()
  const say = (date: string, lifecycle: string) => {
    repository.write('index/lifecycle.yaml', lifecycle)
    repository.commit(date)
  }
  say('2026-02-01T00:00:00Z', '# nothing yet\n')
  say('2026-02-02T00:00:00Z', 'first: { state: frozen, reason: Taken over. }\n')
  repository.git('checkout', '--quiet', '-b', 'topic')
  say('2026-02-03T00:00:00Z', 'second: { state: deprecated, reason: Old. }\n')
  repository.git('checkout', '--quiet', 'main')
  repository.at('2026-02-09T00:00:00Z', 'merge', '--quiet', '--no-ff', '--no-edit', 'topic')
  repository.git('rm', '--quiet', 'index/lifecycle.yaml')
  repository.commit('2026-02-10T00:00:00Z')
  const changes = readHistory(index).changes.map(({ name, at, kind }) => [
    at.slice(5, 10),
    name,
    kind,
  ])
  expect(changes).toEqual([
    ['02-10', 'second', 'active'],
    ['02-09', 'first', 'active'],
    ['02-09', 'second', 'deprecated'],
    ['02-02', 'first', 'frozen'],
  ])
})

test('a lifecycle as large as the rules allow, changed a hundred times, is read within seconds', () => {
  const { repository, index } = repositoryWithTwoPackages()
  const states = Array.from(
    { length: 10_000 },
    (_, at) =>
      `package-${at}: { state: deprecated, reason: Its author has moved on to something else. }\n`,
  )
  for (let at = 0; at < 102; at++) {
    states[at * 7] = `package-${at * 7}: { state: frozen, reason: Number ${at}. }\n`
    repository.write('index/lifecycle.yaml', states.join(''))
    repository.commit(new Date(Date.UTC(2026, 2, 1, at)).toISOString())
  }
  const started = performance.now()
  const { changes } = readHistory(index)
  const elapsed = performance.now() - started
  expect(changes).toHaveLength(50)
  expect(changes[0]).toMatchObject({ name: 'package-707', kind: 'frozen', reason: 'Number 101.' })
  expect(elapsed).toBeLessThan(10_000)
})

test('uncommitted changes leave the revision unknown', () => {
  const { repository, index } = repositoryWithTwoPackages()
  repository.write('index/packages/new.yaml', 'one\n')
  const history = readHistory(index)
  expect(history).toMatchObject({ revision: null, sequence: null, committedAt: null })
  expect(history.dates.has('first')).toBe(true)
  expect(history.dates.has('new')).toBe(false)
})

test('changes outside the index folder do not count', () => {
  const { repository, index, head } = repositoryWithTwoPackages()
  repository.write('README.md', 'two\n')
  expect(readHistory(index).revision).toBe(head)
})

test('without git, without commits or outside of them nothing is known', () => {
  expect(readHistory(temporaryFolder())).toEqual(NO_HISTORY)
  const empty = new GitRepository()
  expect(readHistory(empty.folder)).toEqual(NO_HISTORY)
  empty.write('README.md', 'one\n')
  empty.write('.gitignore', 'index\n')
  empty.commit('2026-01-01T00:00:00Z')
  empty.write('index/packages/ignored.yaml', 'one\n')
  expect(readHistory(join(empty.folder, 'index'))).toEqual(NO_HISTORY)
})

test('a shallow clone is refused, because its dates would be wrong', () => {
  const { repository } = repositoryWithTwoPackages()
  const clone = join(temporaryFolder(), 'clone')
  execFileSync('git', ['clone', '--quiet', '--depth=1', `file://${repository.folder}`, clone])
  expect(() => readHistory(join(clone, 'index'))).toThrow(ShallowClone)
})

test('variables of a surrounding git do not lead elsewhere', () => {
  const { index, head } = repositoryWithTwoPackages()
  const other = new GitRepository()
  process.env['GIT_DIR'] = join(other.folder, '.git')
  try {
    expect(readHistory(index).revision).toBe(head)
  } finally {
    delete process.env['GIT_DIR']
  }
})
