import { expect } from 'vitest'
import { exampleEntry } from '../../example-entry.ts'
import { evidenceOf, exampleRecord, LIFECYCLE, OWNER, present, records } from '../example-index.ts'
import type { Scenario } from '../scenario.ts'

const PLAIN_FILE = 'index/packages/plain.one.yaml'
const PRESENT_FILE = 'index/packages/present.one.yaml'
const bump = { [PRESENT_FILE]: present({ version: '"1.2.0"' }) }
const next = exampleRecord('former.one', '1.2.0')
const lifecycle = (more: string) => ({ 'index/lifecycle.yaml': `${LIFECYCLE}${more}\n` })

/** Main, where plain.one has a record; and a branch that calls it simple.one. */
const PLAIN = exampleRecord('plain.one', '1.0.0')
const PLAIN_BASE = { 'index/releases/plain.one/1.0.0.json': `${JSON.stringify(PLAIN, null, 2)}\n` }
const toSimple = (fields: Record<string, string> = {}) => ({
  [PLAIN_FILE]: null,
  'index/packages/simple.one.yaml': exampleEntry('plain.one', fields).replace(
    'name: plain.one',
    'name: simple.one',
  ),
  ...lifecycle('plain.one: { state: renamed, to: simple.one }'),
})

/** Packages that were renamed keep their records under the name they were made for. */
export const RENAMES: Scenario[] = [
  {
    title: 'a bump of a renamed package',
    commits: [bump],
    artifacts: { 'present.one': evidenceOf(next) },
    lane: 'auto',
    rows: ['version-up'],
    expect: ({ packages }) => expect(packages[0]?.artifact?.comparedWith).toBe('1.1.0'),
  },
  {
    title: 'a bump of a renamed package to what is recorded under its former name',
    commits: [bump],
    base: {
      'index/releases/former.one/1.0.5.json': JSON.stringify({ ...next, version: '1.0.5' }),
    },
    artifacts: { 'present.one': evidenceOf(next) },
    lane: 'refused',
    rows: ['finding', 'version-up'],
    rules: ['release-digest'],
  },
  {
    title: 'a bump of a renamed package that brings more than under its former name',
    commits: [bump],
    artifacts: {
      'present.one': evidenceOf(exampleRecord('former.one', '1.2.0', { kind: 'Former' })),
    },
    lane: 'review',
    rows: ['footprint-larger', 'version-up'],
  },
  {
    title: 'a renamed package goes back to what is recorded under its former name',
    base: lifecycle('present.one: { state: active, yanked: { 1.1.0: Bad. } }'),
    commits: [{ [PRESENT_FILE]: present({ version: '"1.0.0"' }) }],
    lane: 'review',
    rows: ['version-yank-fallback'],
  },
  {
    title: 'what a renamed package depends on is removed',
    base: {
      'index/packages/needing.one.yaml': null,
      'index/packages/wanting.one.yaml': exampleEntry('needing.one').replace(
        'name: needing.one',
        'name: wanting.one',
      ),
      ...lifecycle('needing.one: { state: renamed, to: wanting.one }'),
    },
    commits: [
      {
        'index/packages/needed.one.yaml': null,
        'index/lifecycle.yaml': `${LIFECYCLE}needing.one: { state: renamed, to: wanting.one }\nneeded.one: { state: removed, reason: Old. }\n`,
      },
    ],
    lane: 'refused',
    rows: ['lifecycle', 'removal-blocked'],
  },
  {
    title: 'a renamed package on which others depend is removed',
    base: {
      'index/packages/needed.one.yaml': null,
      'index/packages/wanted.one.yaml': exampleEntry('needed.one').replace(
        'name: needed.one',
        'name: wanted.one',
      ),
      ...lifecycle('needed.one: { state: renamed, to: wanted.one }'),
    },
    commits: [
      {
        'index/packages/wanted.one.yaml': null,
        'index/lifecycle.yaml': `${LIFECYCLE}needed.one: { state: removed, reason: Old. }\nwanted.one: { state: removed, reason: Old. }\n`,
      },
    ],
    lane: 'refused',
    rows: ['lifecycle', 'removal-blocked'],
  },
  {
    title: 'a rename that changes nothing else, of what is recorded',
    base: PLAIN_BASE,
    commits: [toSimple()],
    artifacts: { 'simple.one': evidenceOf(PLAIN) },
    lane: 'review',
    rows: ['entry-new', 'entry-removed', 'lifecycle'],
    expect: ({ packages }) =>
      expect(packages.find(({ name }) => name === 'simple.one')).toMatchObject({
        before: '1.0.0',
        after: '1.0.0',
        artifact: { comparedWith: '1.0.0' },
      }),
  },
  {
    title: 'a rename of what is recorded, whose tag has moved',
    base: PLAIN_BASE,
    commits: [toSimple()],
    artifacts: { 'simple.one': evidenceOf(exampleRecord('plain.one', '1.0.0')) },
    lane: 'refused',
    rows: ['entry-new', 'entry-removed', 'lifecycle', 'tag-moved'],
  },
  {
    title: 'a rename with a bump, with its tombstone',
    base: PLAIN_BASE,
    commits: [toSimple({ version: '"1.0.1"' })],
    artifacts: { 'simple.one': evidenceOf(exampleRecord('plain.one', '1.0.1')) },
    lane: 'review',
    rows: ['entry-new', 'entry-removed', 'lifecycle', 'version-up'],
    expect: ({ changes }) =>
      expect(changes.find(({ kind }) => kind === 'renamed')).toMatchObject({
        from: PLAIN_FILE,
        fields: ['name', 'version'],
      }),
  },
  {
    title: 'a rename that goes back to an older release',
    commits: [toSimple({ version: '"0.9.0"' })],
    author: OWNER,
    lane: 'refused',
    rows: ['entry-new', 'entry-removed', 'lifecycle', 'version-down'],
  },
  {
    title: 'a rename that changes the signer along the way',
    commits: [
      {
        ...toSimple(),
        'index/packages/simple.one.yaml': exampleEntry('plain.one')
          .replace('name: plain.one', 'name: simple.one')
          .replace('release.yaml', 'other.yaml'),
      },
    ],
    lane: 'review',
    rows: ['entry-new', 'entry-removed', 'lifecycle', 'signing'],
  },
  {
    title: 'a rename of a frozen package',
    commits: [
      {
        'index/packages/frozen.one.yaml': null,
        'index/packages/thawed.one.yaml': exampleEntry('frozen.one').replace(
          'name: frozen.one',
          'name: thawed.one',
        ),
        'index/lifecycle.yaml': LIFECYCLE.replace(
          /^frozen.*$/m,
          'frozen.one: { state: renamed, to: thawed.one }',
        ),
      },
    ],
    lane: 'review',
    rows: ['entry-new', 'entry-removed', 'lifecycle', 'package-frozen'],
  },
  {
    title: 'a package is renamed to the name of another that has the same versions',
    base: records('plain.one', ['1.0.0']),
    commits: [
      { [PLAIN_FILE]: null, ...lifecycle('plain.one: { state: renamed, to: needed.one }') },
    ],
    lane: 'refused',
    rows: ['entry-removed', 'finding', 'lifecycle'],
    rules: ['release-version'],
  },
]
