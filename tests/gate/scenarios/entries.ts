import { expect } from 'vitest'
import { exampleEntry } from '../../example-entry.ts'
import { hello, LIFECYCLE, OWNER } from '../example-index.ts'
import type { Scenario } from '../scenario.ts'

const HELLO_FILE = 'index/packages/acme.hello.yaml'
const PLAIN_FILE = 'index/packages/plain.one.yaml'
const removed = (name: string) => ({
  'index/lifecycle.yaml': `${LIFECYCLE}${name}: { state: removed, reason: Asked for. }\n`,
})
const renamed = (name: string, to: string) => ({
  'index/lifecycle.yaml': `${LIFECYCLE}${name}: { state: renamed, to: ${to} }\n`,
})
const plainAs = (name: string, fields: Record<string, string> = {}) =>
  exampleEntry('plain.one', fields).replace('name: plain.one', `name: ${name}`)
const MANY = [...'abcdefghijkl'].map((letter) => `many${letter}-package`)
const bumpAll = (names: string[]) =>
  Object.fromEntries(
    names.map((name) => [
      `index/packages/${name}.yaml`,
      exampleEntry(name, { version: '"1.0.1"' }),
    ]),
  )

export const ENTRIES: Scenario[] = [
  {
    title: 'a new entry',
    commits: [{ 'index/packages/fresh.one.yaml': exampleEntry('fresh.one') }],
    author: OWNER,
    lane: 'review',
    rows: ['entry-new'],
  },
  {
    title: 'a new entry with its overview',
    commits: [
      {
        'index/packages/fresh.one.yaml': exampleEntry('fresh.one'),
        'index/packages/fresh.one.md': 'Fresh.\n',
      },
    ],
    lane: 'review',
    rows: ['entry-new', 'overview'],
  },
  {
    title: 'a new entry whose name is near another, by another owner',
    commits: [
      {
        'index/packages/acme.hallo.yaml': exampleEntry('acme.hallo', {
          ociRef: 'oci://ghcr.io/somebody/hallo',
        }),
      },
    ],
    lane: 'review',
    rows: ['entry-new'],
    expect: ({ findings, packages }) => {
      expect(findings.map(({ rule }) => rule)).toContain('name-similar')
      expect(packages[0]?.nearNames).toContain('acme.hello')
    },
  },
  {
    title: 'a new entry whose name looks like another',
    commits: [{ 'index/packages/acme.he11o.yaml': exampleEntry('acme.he11o') }],
    lane: 'refused',
    rows: ['entry-new', 'finding'],
    rules: ['name-confusable'],
  },
  {
    title: 'a new entry for a repository that is listed',
    commits: [{ 'index/packages/second.one.yaml': plainAs('second.one') }],
    lane: 'refused',
    rows: ['entry-new', 'finding'],
    rules: ['oci-ref-duplicate'],
  },
  {
    title: 'a new entry whose repository derives the Flux source of another',
    commits: [
      {
        'index/packages/second.one.yaml': exampleEntry('second.one', {
          ociRef: 'oci://registry.example/example/plain.one',
        }),
      },
    ],
    lane: 'refused',
    rows: ['entry-new', 'finding'],
    rules: ['tap-source-name'],
  },
  {
    title: 'a new entry on a registry that nobody allowed',
    commits: [
      {
        'index/packages/fresh.one.yaml': exampleEntry('fresh.one', {
          ociRef: 'oci://docker.io/example/fresh',
        }),
      },
    ],
    lane: 'refused',
    rows: ['entry-new', 'finding'],
    rules: ['registry'],
  },
  {
    title: 'a new entry under another name than its file',
    commits: [{ 'index/packages/fresh.one.yaml': exampleEntry('acme.hello-two') }],
    lane: 'refused',
    rows: ['entry-new', 'finding'],
    rules: ['name-file'],
  },
  {
    title: 'a name that was removed',
    commits: [{ 'index/packages/departed.one.yaml': exampleEntry('departed.one') }],
    lane: 'refused',
    rows: ['artifact-unasked', 'entry-new', 'finding'],
    rules: ['lifecycle-package'],
  },
  {
    title: 'a name that was removed, with its tombstone',
    commits: [
      {
        'index/packages/departed.one.yaml': exampleEntry('departed.one'),
        'index/lifecycle.yaml': LIFECYCLE.replace(/^departed.*\n/m, ''),
      },
    ],
    lane: 'refused',
    rows: ['entry-new', 'lifecycle', 'tombstone-lost'],
  },
  {
    title: 'another repository',
    commits: [{ [HELLO_FILE]: hello({ ociRef: 'oci://ghcr.io/example/hello' }) }],
    author: OWNER,
    lane: 'review',
    rows: ['oci-ref'],
  },
  {
    title: 'the repository of another package',
    commits: [{ [HELLO_FILE]: hello({ ociRef: 'oci://ghcr.io/example/plain.one' }) }],
    lane: 'refused',
    rows: ['finding', 'oci-ref'],
    rules: ['oci-ref-duplicate'],
  },
  {
    title: 'another maintainer',
    commits: [{ [HELLO_FILE]: hello({ maintainer: 'John Doe' }) }],
    author: OWNER,
    lane: 'review',
    rows: ['maintainer'],
  },
  {
    title: 'another signing identity',
    commits: [{ [HELLO_FILE]: hello().replace('release.yaml', 'other.yaml') }],
    author: OWNER,
    lane: 'review',
    rows: ['signing'],
    expect: ({ changes }) => expect(changes[0]?.fields).toEqual(['signing.identity']),
  },
  {
    title: 'a bump with another signing identity',
    commits: [
      { [HELLO_FILE]: hello({ version: '"1.3.0"' }).replace('release.yaml', 'other.yaml') },
    ],
    author: OWNER,
    lane: 'review',
    rows: ['signing', 'version-up'],
  },
  {
    title: 'another issuer, which nobody trusts',
    commits: [{ [HELLO_FILE]: hello().replace('token.actions', 'token.others') }],
    lane: 'refused',
    rows: ['finding', 'signing'],
    rules: ['signing-issuer'],
  },
  {
    title: 'another name in the file',
    commits: [{ [PLAIN_FILE]: plainAs('plain.two') }],
    lane: 'refused',
    rows: ['entry-form', 'finding'],
    rules: ['name-file'],
  },
  {
    title: 'a field that no client knows',
    commits: [{ [PLAIN_FILE]: `${exampleEntry('plain.one')}type: app\n` }],
    lane: 'refused',
    rows: ['entry-form', 'finding'],
    rules: ['field-unknown'],
  },
  {
    title: 'a second document behind the entry',
    commits: [{ [PLAIN_FILE]: `${exampleEntry('plain.one')}---\nname: evil\n` }],
    lane: 'refused',
    rows: ['entry-form', 'finding'],
    rules: ['yaml-one-document'],
  },
  {
    title: 'a second version in the entry',
    commits: [{ [PLAIN_FILE]: `${exampleEntry('plain.one')}version: "9.0.0"\n` }],
    lane: 'refused',
    rows: ['entry-form', 'finding'],
    rules: ['yaml-duplicate-key'],
  },
  {
    title: 'an entry that does not parse any more',
    commits: [{ [PLAIN_FILE]: 'name: "plain.one\n' }],
    lane: 'refused',
    rows: ['entry-unreadable', 'finding'],
    rules: ['yaml-syntax'],
  },
  {
    title: 'an entry that did not parse is mended',
    commits: [{ 'index/packages/garbled.one.yaml': exampleEntry('garbled.one') }],
    lane: 'review',
    rows: ['entry-unreadable'],
  },
  {
    title: 'an entry that did not parse changes and does still not',
    commits: [{ 'index/packages/garbled.one.yaml': 'name: "garbled.two\nversion: 1\n' }],
    lane: 'review',
    rows: ['entry-unreadable'],
  },
  {
    title: 'an error that was there already',
    commits: [
      {
        'index/packages/faulty.one.yaml': exampleEntry('faulty.one', {
          homepage: 'http://example.org/',
          version: '"1.0.1"',
        }),
      },
    ],
    lane: 'review',
    rows: ['entry-unreadable'],
    expect: ({ findings }) => expect(findings).toEqual([]),
  },
  {
    title: 'another error where one was already',
    commits: [
      {
        'index/packages/faulty.one.yaml': exampleEntry('faulty.one', {
          homepage: 'http://example.net/',
          description: 'Two\\u2028lines',
        })
          .replace('Two', '"Two')
          .replace('lines', 'lines"'),
      },
    ],
    lane: 'refused',
    rows: ['entry-unreadable', 'finding'],
    rules: ['text-characters', 'url'],
  },
  {
    title: 'ten packages at once',
    commits: [bumpAll(MANY.slice(0, 10))],
    lane: 'auto',
    rows: ['version-up'],
  },
  {
    title: 'eleven packages at once',
    commits: [bumpAll(MANY.slice(0, 11))],
    lane: 'refused',
    rows: ['too-many-entries'],
  },
  {
    title: 'three hundred packages at once',
    commits: [bumpAll(Array.from({ length: 300 }, (_, at) => `bulk-${at}`))],
    lane: 'refused',
    rows: ['too-many-entries'],
    expect: ({ changes, packages }) => {
      expect(changes).toHaveLength(300)
      expect(packages).toEqual([])
    },
  },
  {
    title: 'ten entries and an overview of an eleventh',
    commits: [{ ...bumpAll(MANY.slice(0, 10)), [`index/packages/${MANY[10]}.md`]: 'Text.\n' }],
    lane: 'refused',
    rows: ['too-many-entries'],
  },
  {
    title: 'an entry is deleted without a tombstone',
    commits: [{ [PLAIN_FILE]: null }],
    author: OWNER,
    lane: 'refused',
    rows: ['removal-without-tombstone'],
  },
  {
    title: 'an entry with records is deleted without a tombstone',
    commits: [{ [HELLO_FILE]: null, 'index/packages/acme.hello.md': null }],
    lane: 'refused',
    rows: ['finding', 'overview', 'removal-without-tombstone'],
    rules: ['lifecycle-target', 'release-path'],
  },
  {
    title: 'an entry is deleted with its tombstone',
    commits: [{ [PLAIN_FILE]: null, ...removed('plain.one') }],
    lane: 'review',
    rows: ['entry-removed', 'lifecycle'],
  },
  {
    title: 'an entry is deleted with the tombstone of another',
    commits: [{ [PLAIN_FILE]: null, ...removed('site.one') }],
    lane: 'refused',
    rows: ['finding', 'lifecycle', 'lifecycle-with-others', 'removal-without-tombstone'],
    rules: ['lifecycle-package'],
  },
  {
    title: 'a dependency is deleted',
    commits: [{ 'index/packages/needed.one.yaml': null, ...removed('needed.one') }],
    lane: 'refused',
    rows: ['lifecycle', 'removal-blocked'],
  },
  {
    title: 'what depends on others is deleted',
    commits: [{ 'index/packages/needing.one.yaml': null, ...removed('needing.one') }],
    lane: 'review',
    rows: ['entry-removed', 'lifecycle'],
  },
  {
    title: 'a dependency is deleted together with what needs it',
    commits: [
      {
        'index/packages/needed.one.yaml': null,
        'index/packages/needing.one.yaml': null,
        'index/lifecycle.yaml': `${LIFECYCLE}needed.one: { state: removed, reason: Old. }\nneeding.one: { state: removed, reason: Old. }\n`,
      },
    ],
    lane: 'review',
    rows: ['entry-removed', 'lifecycle'],
  },
  {
    title: 'a rename without a tombstone',
    commits: [{ [PLAIN_FILE]: null, 'index/packages/simple.one.yaml': plainAs('simple.one') }],
    lane: 'refused',
    rows: ['entry-new', 'removal-without-tombstone'],
    expect: ({ changes }) =>
      expect(changes.find(({ kind }) => kind === 'renamed')).toMatchObject({
        file: 'index/packages/simple.one.yaml',
        from: PLAIN_FILE,
      }),
  },
  {
    title: 'a rename with its tombstone',
    commits: [
      {
        [PLAIN_FILE]: null,
        'index/packages/simple.one.yaml': plainAs('simple.one'),
        ...renamed('plain.one', 'simple.one'),
      },
    ],
    lane: 'review',
    rows: ['entry-new', 'entry-removed', 'lifecycle'],
  },
  {
    title: 'a rename with its tombstone of what others depend on',
    commits: [
      {
        'index/packages/needed.one.yaml': null,
        'index/packages/wanted.one.yaml': exampleEntry('needed.one').replace(
          'name: needed.one',
          'name: wanted.one',
        ),
        ...renamed('needed.one', 'wanted.one'),
      },
    ],
    lane: 'review',
    rows: ['entry-new', 'entry-removed', 'lifecycle'],
  },
  {
    title: 'a rename that edits along the way',
    commits: [
      {
        [PLAIN_FILE]: null,
        'index/packages/simple.one.yaml': plainAs('simple.one', { version: '"7.0.0"' }),
      },
    ],
    lane: 'refused',
    rows: ['entry-new', 'removal-without-tombstone'],
  },
  {
    title: 'a rename to a name that differs in case alone',
    commits: [{ [PLAIN_FILE]: null, 'index/packages/Plain.one.yaml': plainAs('Plain.one') }],
    lane: 'refused',
    rows: ['entry-new', 'finding', 'removal-without-tombstone'],
    rules: ['name'],
  },
  {
    title: 'a twin that differs in case alone',
    commits: [{ 'index/packages/Plain.one.yaml': exampleEntry('plain.one') }],
    lane: 'refused',
    rows: ['entry-new', 'finding'],
    rules: ['name-confusable', 'name-file', 'oci-ref-duplicate'],
  },
]
