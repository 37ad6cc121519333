import { expect } from 'vitest'
import { exampleEntry } from '../../example-entry.ts'
import { hello, OWNER } from '../example-index.ts'
import type { Scenario } from '../scenario.ts'

const HELLO_FILE = 'index/packages/acme.hello.yaml'
const BUMP = { [HELLO_FILE]: hello({ version: '"1.3.0"' }) }

/** What a bump must not be able to hide. */
const STOWAWAYS = [
  'scripts/gate.ts',
  'package.json',
  'package-lock.json',
  '.npmrc',
  '.github/workflows/gate.yaml',
  '.gitattributes',
]

export const PATHS: Scenario[] = [
  {
    title: 'only a README',
    commits: [{ 'README.md': '# Better\n' }],
    lane: 'none',
    rows: ['outside'],
  },
  ...STOWAWAYS.map(
    (path): Scenario => ({
      title: `${path} beside a bump`,
      commits: [{ ...BUMP, [path]: 'process.exitCode = 0\n' }],
      author: OWNER,
      lane: 'refused',
      rows: ['outside-with-index', 'version-up'],
    }),
  ),
  {
    title: 'a script in one commit and a bump in the next',
    commits: [{ 'scripts/gate.ts': 'process.exitCode = 0\n' }, BUMP],
    lane: 'refused',
    rows: ['outside-with-index', 'version-up'],
  },
  {
    title: 'nothing at all',
    commits: [{}],
    lane: 'none',
    rows: [],
  },
  {
    title: 'a change that is taken back',
    commits: [BUMP, { [HELLO_FILE]: hello() }],
    lane: 'none',
    rows: [],
  },
  {
    title: 'a .yml twin',
    commits: [{ 'index/packages/acme.hello.yml': hello({ version: '"1.3.0"' }) }],
    lane: 'refused',
    rows: ['finding', 'not-a-place'],
    rules: ['file-unexpected'],
  },
  {
    title: 'an entry in a folder',
    commits: [{ 'index/packages/acme/hello.yaml': exampleEntry('acme.other') }],
    lane: 'refused',
    rows: ['finding', 'not-a-place'],
    rules: ['file-unexpected'],
  },
  {
    title: 'an entry at the top of the index',
    commits: [{ 'index/fresh.yaml': exampleEntry('fresh.one') }],
    lane: 'refused',
    rows: ['finding', 'not-a-place'],
    rules: ['file-unexpected'],
  },
  {
    title: 'what does not belong there is cleared away',
    commits: [{ 'index/packages/notes.txt': null }],
    lane: 'review',
    rows: ['not-a-place-removed'],
  },
  {
    title: 'an entry becomes executable',
    commits: [{ [HELLO_FILE]: { mode: '100755', text: hello() } }],
    lane: 'refused',
    rows: ['entry-form', 'finding', 'not-regular'],
    rules: ['file-mode'],
    expect: ({ changes }) => expect(changes[0]?.kind).toBe('mode'),
  },
  {
    title: 'an entry is swapped for a link',
    commits: [{ [HELLO_FILE]: { mode: '120000', text: 'plain.one.yaml' } }],
    lane: 'refused',
    rows: ['entry-unreadable', 'finding', 'not-regular'],
    rules: ['file-type'],
  },
  {
    title: 'an entry is a link out of the repository',
    commits: [{ 'index/packages/fresh.one.yaml': { mode: '120000', text: '/etc/passwd' } }],
    lane: 'refused',
    rows: ['entry-new', 'finding', 'not-regular'],
    rules: ['file-type'],
  },
  {
    title: 'an entry is a submodule',
    commits: [{ 'index/packages/fresh.one.yaml': { mode: '160000' } }],
    lane: 'refused',
    rows: ['entry-new', 'finding', 'not-regular'],
    rules: ['file-type'],
  },
  {
    title: 'the folder of entries is a submodule',
    commits: [{ 'index/packages': { mode: '160000' } }],
    lane: 'refused',
    rows: ['not-regular', 'too-many-entries'],
  },
  {
    title: 'the index is a link',
    commits: [{ index: { mode: '120000', text: 'elsewhere' } }],
    lane: 'refused',
    rows: ['not-regular', 'too-many-entries'],
  },
  {
    title: 'a folder stands where an entry should',
    commits: [{ 'index/packages/fresh.one.yaml/x': 'x' }],
    lane: 'refused',
    rows: ['finding', 'not-a-place'],
    rules: ['file-unexpected'],
  },
  {
    title: 'an index in other letters',
    commits: [{ 'Index/packages/fresh.one.yaml': exampleEntry('fresh.one') }],
    lane: 'refused',
    rows: ['index-twin'],
  },
  {
    title: 'an index with a dot behind, which Windows drops',
    commits: [{ 'index./packages/acme.hello.yaml': hello({ version: '"9.0.0"' }) }],
    lane: 'refused',
    rows: ['index-twin'],
  },
  {
    title: 'a file name with a line feed and escape codes',
    commits: [{ 'index/packages/a\n\u001b[31m::error::x.yaml': exampleEntry('fresh.one') }],
    lane: 'refused',
    rows: ['entry-new', 'finding'],
    rules: ['name-file'],
  },
  {
    title: 'a file name with quotes, tabs and another language',
    commits: [{ 'index/packages/\t"ä 名".txt': 'x' }],
    lane: 'refused',
    rows: ['finding', 'not-a-place'],
    rules: ['file-unexpected'],
    expect: ({ changes }) => expect(changes[0]?.file).toBe('index/packages/\t"ä 名".txt'),
  },
  {
    title: 'an entry that is called like what every object has',
    commits: [{ 'index/packages/constructor.yaml': exampleEntry('constructor') }],
    lane: 'review',
    rows: ['entry-new'],
  },
  {
    title: 'an entry of a mebibyte',
    commits: [{ [HELLO_FILE]: `${hello()}# ${'x'.repeat(1 << 20)}\n` }],
    lane: 'refused',
    rows: ['entry-unreadable', 'finding'],
    rules: ['file-size'],
  },
  {
    title: 'an entry that is no text',
    commits: [{ [HELLO_FILE]: Uint8Array.from([0x6e, 0xff, 0x00]) }],
    lane: 'refused',
    rows: ['entry-unreadable', 'finding'],
    rules: ['encoding'],
  },
  {
    title: 'an entry with the line ends of Windows',
    commits: [{ [HELLO_FILE]: hello().replaceAll('\n', '\r\n') }],
    lane: 'refused',
    rows: ['entry-form', 'finding'],
    rules: ['line-endings'],
  },
]
