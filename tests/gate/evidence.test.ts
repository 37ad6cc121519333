import { join } from 'node:path'
import { expect, test } from 'vitest'
import { formatVerdict } from '../../src/core/gate/format-verdict.ts'
import { judgeBranch } from '../../src/io/judge-branch.ts'
import { exampleEntry } from '../example-entry.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { exampleRelease } from './example-artifact.ts'
import {
  BASE,
  evidenceOf,
  exampleRecord,
  hello as helloEntry,
  LIFECYCLE,
  present,
} from './example-index.ts'
import { FastImport, type Files } from './fast-import.ts'

const PRESENT_FILE = 'index/packages/present.one.yaml'

function repositoryWith(files: Files): string {
  const repo = join(temporaryFolder(), 'repository')
  const history = new FastImport()
  history.commit('main', BASE)
  history.commit('branch', files, 'main')
  history.write(repo)
  return repo
}

/** Judges a branch of the example index, and says which records a registry's answer is held against. */
async function recordsAsked(files: Files): Promise<Record<string, string[]>> {
  const asked: Record<string, string[]> = {}
  await judgeBranch({
    ...{ repo: repositoryWith(files), base: 'main', head: 'branch', author: null },
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

test('people read what a registry gave', async () => {
  const hello = exampleRecord('acme.hello', '1.3.0', { kind: 'Hello' })
  const fresh = exampleRelease('fresh.one', '1.0.0', { dependsOn: ['needed.one', 'missing.one'] })
  const repo = repositoryWith({
    'index/packages/acme.hello.yaml': helloEntry({ version: '"1.3.0"' }),
    'index/packages/fresh.one.yaml': exampleEntry('fresh.one'),
  })
  const verdict = await judgeBranch({
    ...{ repo, base: 'main', head: 'branch', author: null },
    gather: async ({ name }, known) =>
      name === 'fresh.one' ? fresh.evidence(known) : evidenceOf(hello),
  })
  const text = formatVerdict(verdict, (_, words) => words)
  expect(text.replaceAll(/sha256:[0-9a-f]{64}/g, 'sha256:…')).toMatchInlineSnapshot(`
    "review: a maintainer has to look at this; its author has nothing to do

    index/packages/acme.hello.yaml modified: version
      auto version goes up from 1.2.0 to 1.3.0 [version-up]

    index/packages/fresh.one.yaml added
      review fresh.one is new, from ghcr.io/example/fresh.one [entry-new]
      review variant "default" depends on "missing.one", which neither the artifact nor the platform nor another package supplies [dependency-unresolved]

    acme.hello 1.2.0 → 1.3.0
      digest     sha256:…
      signature  matched https://github.com/example/acme.hello/.github/workflows/release.yaml@refs/heads/main
      contents   as in 1.2.0

    fresh.one 1.0.0
      digest     sha256:…
      signature  matched https://github.com/example/fresh.one/.github/workflows/release.yaml@refs/heads/main
      brings     PackageSources: fresh.one
      brings     applications: none
      brings     privileged: none
      brings     namespaces: none
      brings     dependencies: fresh.one/default/missing.one, fresh.one/default/needed.one

    index/packages/fresh.one.yaml:3:10 warning core/platform/sources/hello.yaml:8: variant "default" depends on "missing.one", which neither the artifact nor the platform nor another package supplies [dependson-unresolved]
      fix: Correct the name, or have the package that supplies it listed first.
    "
  `)
})
