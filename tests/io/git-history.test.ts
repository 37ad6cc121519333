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
