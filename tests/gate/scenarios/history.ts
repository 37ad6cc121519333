import { expect } from 'vitest'
import { exampleEntry } from '../../example-entry.ts'
import { hello, LIFECYCLE, OWNER } from '../example-index.ts'
import type { Scenario } from '../scenario.ts'

const HELLO_FILE = 'index/packages/acme.hello.yaml'
const PLAIN_FILE = 'index/packages/plain.one.yaml'
const bump = (version: string) => ({ [HELLO_FILE]: hello({ version }) })
const plain = (fields: Record<string, string>) => ({
  [PLAIN_FILE]: exampleEntry('plain.one', fields),
})

export const HISTORY: Scenario[] = [
  {
    title: 'a bump on a stale base, while others were bumped',
    commits: [bump('"1.3.0"')],
    meanwhile: plain({ version: '"1.0.1"' }),
    lane: 'auto',
    rows: ['version-up'],
    expect: ({ changes }) => expect(changes.map(({ file }) => file)).toEqual([HELLO_FILE]),
  },
  {
    title: 'a bump on a stale base, while code changed',
    commits: [bump('"1.3.0"')],
    meanwhile: { 'scripts/gate.ts': 'process.exitCode = 2\n' },
    lane: 'auto',
    rows: ['version-up'],
  },
  {
    title: 'a bump on a stale base, while main went further',
    commits: [bump('"1.3.0"')],
    meanwhile: bump('"1.4.0"'),
    lane: 'refused',
    rows: ['conflict'],
  },
  {
    title: 'a bump that somebody else made already',
    commits: [bump('"1.3.0"')],
    meanwhile: bump('"1.3.0"'),
    lane: 'none',
    rows: [],
  },
  {
    title: 'a text on a stale base, far from what main changed',
    commits: [bump('"1.2.0"'), { [HELLO_FILE]: hello({ tags: '[greeting]' }) }],
    meanwhile: bump('"1.4.0"'),
    author: OWNER,
    lane: 'auto',
    rows: ['text-by-owner'],
    expect: ({ packages }) =>
      expect(packages[0]).toMatchObject({ before: '1.4.0', after: '1.4.0' }),
  },
  {
    title: 'a bump, while main froze the package',
    commits: [bump('"1.3.0"')],
    meanwhile: {
      'index/lifecycle.yaml': `${LIFECYCLE}acme.hello: { state: frozen, reason: Stolen. }\n`,
    },
    lane: 'review',
    rows: ['package-frozen', 'version-up'],
  },
  {
    title: 'a bump, while main yanked its version',
    commits: [bump('"1.3.0"')],
    meanwhile: {
      'index/lifecycle.yaml': `${LIFECYCLE}acme.hello: { state: active, yanked: { 1.3.0: Bad. } }\n`,
    },
    lane: 'refused',
    rows: ['version-yanked'],
  },
  {
    title: 'a bump, while main took the ownership away',
    commits: [{ [HELLO_FILE]: hello({ description: 'Mine.' }) }],
    meanwhile: { 'index/policy.yaml': 'registries: [{ host: ghcr.io }]\n' },
    author: OWNER,
    lane: 'review',
    rows: ['text-by-other'],
  },
  {
    title: 'a bump, while main removed the package',
    commits: [plain({ version: '"1.0.1"' })],
    meanwhile: {
      [PLAIN_FILE]: null,
      'index/lifecycle.yaml': `${LIFECYCLE}plain.one: { state: removed, reason: Old. }\n`,
    },
    lane: 'refused',
    rows: ['conflict'],
  },
  {
    title: 'a new entry, while main listed its repository',
    commits: [
      {
        'index/packages/fresh.one.yaml': exampleEntry('fresh.one', {
          ociRef: 'oci://ghcr.io/example/shared',
        }),
      },
    ],
    meanwhile: {
      'index/packages/other.two.yaml': exampleEntry('other.two', {
        ociRef: 'oci://ghcr.io/example/shared',
      }),
    },
    lane: 'refused',
    rows: ['entry-new', 'finding'],
    rules: ['oci-ref-duplicate'],
  },
  {
    title: 'a branch that merged main into itself',
    commits: [bump('"1.3.0"')],
    meanwhile: plain({ version: '"1.0.1"' }),
    mergedWith: plain({ version: '"1.0.1"' }),
    lane: 'auto',
    rows: ['version-up'],
  },
  {
    title: 'an edit that hides in a merge of main',
    commits: [bump('"1.3.0"')],
    meanwhile: plain({ version: '"1.0.1"' }),
    mergedWith: plain({ version: '"1.0.1"', ociRef: 'oci://ghcr.io/evil/plain' }),
    lane: 'review',
    rows: ['oci-ref', 'version-up'],
  },
  {
    title: 'a script that hides in a merge of main',
    commits: [bump('"1.3.0"')],
    meanwhile: plain({ version: '"1.0.1"' }),
    mergedWith: { ...plain({ version: '"1.0.1"' }), 'scripts/gate.ts': 'process.exitCode = 0\n' },
    lane: 'refused',
    rows: ['outside-with-index', 'version-up'],
  },
  {
    title: 'a merge of main that takes back what main did',
    commits: [bump('"1.3.0"')],
    meanwhile: plain({ version: '"1.0.1"' }),
    mergedWith: plain({}),
    lane: 'refused',
    rows: ['version-down', 'version-up'],
  },
  {
    title: 'an edit of an entry, while main renamed it',
    commits: [plain({ description: 'Changed.' })],
    meanwhile: {
      [PLAIN_FILE]: null,
      'index/packages/simple.one.yaml': exampleEntry('plain.one').replace(
        'name: plain.one',
        'name: simple.one',
      ),
      'index/lifecycle.yaml': `${LIFECYCLE}plain.one: { state: renamed, to: simple.one }\n`,
    },
    lane: 'review',
    rows: ['text-by-other'],
    expect: ({ changes }) =>
      expect(changes.map(({ file }) => file)).toEqual(['index/packages/simple.one.yaml']),
  },
  {
    title: 'a submodule in place of a file that main changed',
    commits: [{ [PLAIN_FILE]: { mode: '160000' } }],
    meanwhile: plain({ version: '"1.0.1"' }),
    lane: 'refused',
    rows: ['conflict', 'not-regular'],
  },
]
