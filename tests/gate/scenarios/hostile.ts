import { expect } from 'vitest'
import { exampleEntry } from '../../example-entry.ts'
import { BASE, exampleRecord, hello, LIFECYCLE, POLICY } from '../example-index.ts'
import type { Files } from '../fast-import.ts'
import type { Scenario } from '../scenario.ts'

const HELLO_FILE = 'index/packages/acme.hello.yaml'
const PLAIN_FILE = 'index/packages/plain.one.yaml'
const FRESH_FILE = 'index/packages/fresh.one.yaml'
const BUMP = { [HELLO_FILE]: hello({ version: '"1.3.0"' }) }
const FREEZE = {
  'index/lifecycle.yaml': `${LIFECYCLE}acme.hello: { state: frozen, reason: Stolen. }\n`,
}
const plainAs = (name: string, fields: Record<string, string> = {}) =>
  exampleEntry('plain.one', fields).replace('name: plain.one', `name: ${name}`)

/** All that is below a folder on main, deleted. */
function without(folder: string): Files {
  const paths = Object.keys(BASE).filter((path) => path.startsWith(`${folder}/`))
  return Object.fromEntries(paths.map((path) => [path, null]))
}

/** Branches of somebody who means harm, or whose tools do. */
export const HOSTILE: Scenario[] = [
  {
    title: 'the whole index is deleted',
    commits: [without('index')],
    lane: 'refused',
    rows: ['too-many-entries'],
  },
  {
    title: 'the whole index is moved away',
    commits: [
      {
        ...without('index'),
        ...Object.fromEntries(
          Object.entries(BASE)
            .filter(([path]) => path.startsWith('index/'))
            .map(([path, content]) => [path.replace('index', 'idx'), content]),
        ),
      },
    ],
    lane: 'refused',
    rows: ['too-many-entries'],
  },
  {
    title: 'all records of a package are deleted',
    commits: [without('index/releases/acme.hello')],
    lane: 'refused',
    rows: ['recorder-only'],
    expect: ({ changes }) => expect(changes).toHaveLength(3),
  },
  {
    title: 'an icon and a record are brought along with a bump',
    commits: [
      {
        ...BUMP,
        'index/releases/acme.hello/1.3.0.json': JSON.stringify(
          exampleRecord('acme.hello', '1.3.0'),
        ),
        [`index/icons/${'2'.repeat(64)}.png`]: 'PNG',
      },
    ],
    lane: 'refused',
    rows: ['recorder-only', 'version-up'],
  },
  {
    title: 'the record of a package that nobody listed',
    commits: [
      {
        'index/releases/fresh.one/1.0.0.json': JSON.stringify(exampleRecord('fresh.one', '1.0.0')),
      },
    ],
    lane: 'refused',
    rows: ['finding', 'recorder-only'],
    rules: ['release-path'],
  },
  {
    title: 'an entry takes the place of another',
    commits: [{ [PLAIN_FILE]: null, [HELLO_FILE]: plainAs('acme.hello', { version: '"2.0.0"' }) }],
    lane: 'refused',
    rows: [
      ...(['homepage-moved', 'maintainer', 'oci-ref', 'removal-without-tombstone'] as const),
      ...(['signing', 'text-by-other', 'version-major'] as const),
    ],
  },
  {
    title: 'two entries swap their names',
    commits: [
      {
        [PLAIN_FILE]: exampleEntry('needed.one').replace('name: needed.one', 'name: plain.one'),
        'index/packages/needed.one.yaml': plainAs('needed.one'),
      },
    ],
    lane: 'review',
    rows: ['oci-ref', 'signing'],
  },
  {
    title: 'an entry that calls itself otherwise than its file, where that is listed too',
    commits: [
      { ...BUMP, [FRESH_FILE]: exampleEntry('acme.hello', { ociRef: 'oci://ghcr.io/e/x' }) },
    ],
    lane: 'refused',
    rows: ['entry-new', 'finding', 'version-up'],
    rules: ['name-file'],
    expect: ({ skipped }) =>
      expect([...new Set(skipped.map(({ file }) => file))]).toEqual([HELLO_FILE]),
  },
  {
    title: 'file names that are no UTF-8, and differ in that alone',
    commits: [
      {
        'index/packages/a\udcff.yaml': exampleEntry('fresh.one'),
        'index/packages/a\udcfe.yaml': exampleEntry('fresh.two'),
      },
    ],
    lane: 'refused',
    rows: ['entry-new', 'finding'],
    rules: ['name-file'],
    expect: ({ changes }) =>
      expect(changes.map(({ file, lane }) => `${lane} ${file}`)).toEqual([
        'refused index/packages/a\\xfe.yaml',
        'refused index/packages/a\\xff.yaml',
      ]),
  },
  {
    title: 'file names that differ in their Unicode form alone',
    commits: [
      {
        'index/packages/caf\u00e9.yaml': exampleEntry('fresh.one'),
        'index/packages/cafe\u0301.yaml': exampleEntry('fresh.two'),
      },
    ],
    lane: 'refused',
    rows: ['entry-new', 'finding'],
    rules: ['name-file'],
    expect: ({ changes }) => expect(changes).toHaveLength(2),
  },
  ...['\uff49ndex', 'in\u200bdex', 'INDEX', 'index ', 'index:x', 'index\\packages'].map(
    (folder): Scenario => ({
      title: `an index in ${JSON.stringify(folder)}`,
      commits: [{ [`${folder}/x.yaml`]: exampleEntry('fresh.one') }],
      lane: 'refused',
      rows: ['index-twin'],
    }),
  ),
  {
    title: 'a folder that only begins like the index',
    commits: [{ 'index.html': 'x', 'indexes/x.yaml': 'x' }],
    lane: 'none',
    rows: ['outside'],
  },
  {
    title: 'an entry of forty mebibytes',
    commits: [{ [HELLO_FILE]: `${hello()}#${'x'.repeat(40 << 20)}\n` }],
    lane: 'refused',
    rows: ['entry-unreadable', 'finding'],
    rules: ['file-size'],
  },
  {
    title: 'a path of a thousand folders',
    commits: [{ [`index/${'a/'.repeat(1000)}x.yaml`]: 'x' }],
    lane: 'refused',
    rows: ['finding', 'not-a-place'],
    rules: ['file-unexpected'],
  },
  {
    title: 'attributes for the index beside a bump',
    commits: [{ ...BUMP, 'index/.gitattributes': '* merge=union\n' }],
    lane: 'refused',
    rows: ['finding', 'not-a-place', 'version-up'],
    rules: ['file-unexpected'],
  },
  {
    title: 'the policy is a link to a file beside it',
    commits: [
      { 'index/policy.yaml': { mode: '120000', text: '../policy.yaml' }, 'policy.yaml': POLICY },
    ],
    lane: 'refused',
    rows: ['finding', 'not-regular', 'outside-with-index', 'policy', 'policy-with-others'],
    rules: ['file-type'],
  },
  {
    title: 'the policy is deleted',
    commits: [{ 'index/policy.yaml': null }],
    lane: 'review',
    rows: ['policy'],
    expect: ({ changes }) => expect(changes[0]?.reason).toContain('built-in defaults'),
  },
  {
    title: 'a second lifecycle, called .yml',
    commits: [{ 'index/lifecycle.yml': 'acme.hello: { state: frozen, reason: Mine. }\n' }],
    lane: 'refused',
    rows: ['finding', 'not-a-place'],
    rules: ['file-unexpected'],
  },
  {
    title: 'the lifecycle is renamed to .yml',
    commits: [{ 'index/lifecycle.yaml': null, 'index/lifecycle.yml': LIFECYCLE }],
    lane: 'refused',
    rows: ['finding', 'lifecycle', 'lifecycle-with-others', 'not-a-place', 'tombstone-lost'],
    rules: ['file-unexpected', 'release-path'],
  },
  ...(
    [
      ['a link', { mode: '120000', text: '../lifecycle.yaml' }, 'file-type', ['not-regular']],
      ['too large', `${LIFECYCLE}# ${'x'.repeat(1 << 20)}\n`, 'file-size', []],
    ] as const
  ).map(
    ([what, content, rule, rows]): Scenario => ({
      title: `the lifecycle is ${what}, and has lost nothing`,
      commits: [{ 'index/lifecycle.yaml': content }],
      lane: 'refused',
      rows: ['finding', 'lifecycle', ...rows],
      rules: [rule],
    }),
  ),
  {
    title: 'a package that is called like the prototype of all objects, in the lifecycle',
    commits: [
      { 'index/lifecycle.yaml': `${LIFECYCLE}__proto__: { state: removed, reason: Old. }\n` },
    ],
    lane: 'refused',
    rows: ['finding', 'lifecycle'],
    rules: ['yaml-key'],
  },
  {
    title: 'two packages are renamed to each other',
    commits: [
      {
        'index/lifecycle.yaml': `${LIFECYCLE}plain.one: { state: renamed, to: site.one }\nsite.one: { state: renamed, to: plain.one }\n`,
        [PLAIN_FILE]: null,
        'index/packages/site.one.yaml': null,
      },
    ],
    lane: 'refused',
    rows: ['entry-removed', 'finding', 'lifecycle'],
    rules: ['lifecycle-target'],
  },
  {
    title: 'a yank is taken back beside a bump to it',
    base: {
      'index/lifecycle.yaml': LIFECYCLE.replace('1.3.0: Deletes', '1.4.0: Bad., 1.3.0: Deletes'),
    },
    commits: [
      {
        'index/lifecycle.yaml': LIFECYCLE,
        'index/packages/yanked.one.yaml': exampleEntry('yanked.one', { version: '"1.4.0"' }),
      },
    ],
    lane: 'refused',
    rows: ['lifecycle', 'version-yanked'],
    expect: ({ changes }) =>
      expect(changes[0]?.reason).toBe('lifecycle.yaml changes: yanked.one no longer yanks 1.4.0'),
  },
  {
    title: 'a merge of main that takes its freeze back',
    commits: [BUMP],
    meanwhile: FREEZE,
    mergedWith: { 'index/lifecycle.yaml': LIFECYCLE },
    lane: 'review',
    rows: ['lifecycle', 'package-frozen', 'version-up'],
    expect: ({ changes }) =>
      expect(changes[0]?.reason).toBe(
        'lifecycle.yaml changes: acme.hello goes from frozen to active',
      ),
  },
  {
    title: 'a merge of main that brings a release record of its own',
    commits: [BUMP],
    meanwhile: { [PLAIN_FILE]: plainAs('plain.one', { version: '"1.0.1"' }) },
    mergedWith: {
      [PLAIN_FILE]: plainAs('plain.one', { version: '"1.0.1"' }),
      'index/releases/plain.one/1.0.1.json': JSON.stringify(exampleRecord('plain.one', '1.0.1')),
    },
    lane: 'refused',
    rows: ['recorder-only', 'version-up'],
  },
  {
    title: 'a new entry, while main lists another under the same name',
    commits: [{ [FRESH_FILE]: exampleEntry('fresh.one') }],
    meanwhile: { [FRESH_FILE]: exampleEntry('fresh.one', { ociRef: 'oci://ghcr.io/other/one' }) },
    lane: 'refused',
    rows: ['conflict'],
  },
  {
    title: 'a new entry that main lists already, word by word',
    commits: [{ [FRESH_FILE]: exampleEntry('fresh.one') }],
    meanwhile: { [FRESH_FILE]: exampleEntry('fresh.one') },
    lane: 'none',
    rows: [],
  },
  {
    title: 'a new entry, while main removed a package of that name',
    commits: [{ [FRESH_FILE]: exampleEntry('fresh.one') }],
    meanwhile: {
      'index/lifecycle.yaml': `${LIFECYCLE}fresh.one: { state: removed, reason: Old. }\n`,
    },
    lane: 'refused',
    rows: ['artifact-unasked', 'entry-new', 'finding'],
    rules: ['lifecycle-package'],
  },
  {
    title: 'four hundred files of code beside a bump',
    commits: [
      {
        ...BUMP,
        ...Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`src/f${at}`, 'x'])),
      },
    ],
    lane: 'refused',
    rows: ['outside-with-index', 'version-up'],
    expect: ({ changes, unlisted }) => expect([changes.length, unlisted]).toEqual([300, 101]),
  },
]
