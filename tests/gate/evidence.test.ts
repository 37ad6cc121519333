import { join } from 'node:path'
import { expect, test } from 'vitest'
import { judgeBranch } from '../../src/io/judge-branch.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { BASE, evidenceOf, exampleRecord, LIFECYCLE, present } from './example-index.ts'
import { FastImport, type Files } from './fast-import.ts'

const PRESENT_FILE = 'index/packages/present.one.yaml'

/** Judges a branch of the example index, and says which records a registry's answer is held against. */
async function recordsAsked(files: Files): Promise<Record<string, string[]>> {
  const repo = join(temporaryFolder(), 'repository')
  const history = new FastImport()
  history.commit('main', BASE)
  history.commit('branch', files, 'main')
  history.write(repo)
  const asked: Record<string, string[]> = {}
  await judgeBranch({
    ...{ repo, base: 'main', head: 'branch', author: null },
    gather: async ({ name, version }, { releases }) => {
      asked[name] = releases.map((release) => release.version)
      return evidenceOf(exampleRecord('former.one', version))
    },
  })
  return asked
}

// Who signed is held against the source of the first release: without it, an account that was
// registered anew could sign the next one.
test('a bump of a renamed package is held against the records of its former name', async () => {
  const asked = await recordsAsked({ [PRESENT_FILE]: present({ version: '"1.2.0"' }) })
  expect(asked).toEqual({ 'present.one': ['1.1.0', '1.0.0'] })
})

test('a package that is renamed is held against its records at once', async () => {
  const asked = await recordsAsked({
    [PRESENT_FILE]: null,
    'index/packages/future.one.yaml': present().replace('name: present.one', 'name: future.one'),
    'index/lifecycle.yaml': LIFECYCLE.replace('to: present.one', 'to: future.one').concat(
      'present.one: { state: renamed, to: future.one }\n',
    ),
  })
  expect(asked).toEqual({ 'future.one': ['1.1.0', '1.0.0'] })
})
