import { exampleEntry } from '../../example-entry.ts'
import { HELLO, hello, OWNER, STRANGER } from '../example-index.ts'
import type { Scenario } from '../scenario.ts'

const change = (fields: Record<string, string>) => [
  { 'index/packages/acme.hello.yaml': hello(fields) },
]

export const TEXTS: Scenario[] = [
  {
    title: 'a description by the owner',
    commits: change({ description: 'Greets everybody.' }),
    author: OWNER,
    lane: 'auto',
    rows: ['text-by-owner'],
  },
  {
    title: 'a bump and a description by the owner',
    commits: change({ description: 'Greets everybody.', version: '"1.3.0"' }),
    author: OWNER,
    lane: 'auto',
    rows: ['text-by-owner', 'version-up'],
  },
  {
    title: 'tags by the owner',
    commits: change({ tags: '[greeting]' }),
    author: OWNER,
    lane: 'auto',
    rows: ['text-by-owner'],
  },
  {
    title: 'tags by a stranger',
    commits: change({ tags: '[greeting, demo, best]' }),
    author: STRANGER,
    lane: 'review',
    rows: ['text-by-other'],
  },
  {
    title: 'a description by nobody knows whom',
    commits: change({ description: 'Greets everybody.' }),
    lane: 'review',
    rows: ['text-by-other'],
  },
  {
    title: 'a description by the owner of another package',
    commits: [
      { 'index/packages/plain.one.yaml': exampleEntry('plain.one', { description: 'Hello.' }) },
    ],
    author: OWNER,
    lane: 'review',
    rows: ['text-by-other'],
  },
  {
    title: 'a bump by a stranger that brings tags along',
    commits: change({ version: '"1.3.0"', tags: '[best]' }),
    author: STRANGER,
    lane: 'review',
    rows: ['text-by-other', 'version-up'],
  },
  {
    title: 'a homepage of the same account',
    commits: change({ homepage: 'https://github.com/example/other' }),
    author: OWNER,
    lane: 'auto',
    rows: ['text-by-owner'],
  },
  {
    title: 'a homepage of another account of the same host',
    commits: change({ homepage: 'https://github.com/somebody/hello' }),
    author: OWNER,
    lane: 'review',
    rows: ['homepage-moved'],
  },
  {
    title: 'a homepage of an account that begins alike',
    commits: change({ homepage: 'https://github.com/example-evil/hello' }),
    author: OWNER,
    lane: 'review',
    rows: ['homepage-moved'],
  },
  {
    title: 'a homepage that leaves its account by two dots',
    commits: change({ homepage: 'https://github.com/example/../somebody/hello' }),
    author: OWNER,
    lane: 'review',
    rows: ['homepage-moved'],
  },
  {
    title: 'a homepage on another host',
    commits: change({ homepage: 'https://example.org/hello' }),
    author: OWNER,
    lane: 'review',
    rows: ['homepage-moved'],
  },
  {
    title: 'a homepage elsewhere on a host of its own',
    commits: [
      {
        'index/packages/site.one.yaml': exampleEntry('site.one', {
          homepage: 'https://example.org/two',
        }),
      },
    ],
    author: STRANGER,
    lane: 'review',
    rows: ['text-by-other'],
  },
  {
    title: 'another project on the same pages host',
    commits: [
      {
        'index/packages/pages.one.yaml': exampleEntry('pages.one', {
          homepage: 'https://example.github.io/other/',
        }),
      },
    ],
    author: OWNER,
    lane: 'review',
    rows: ['homepage-moved'],
  },
  {
    title: 'a homepage where there was none',
    commits: [
      {
        'index/packages/plain.one.yaml': exampleEntry('plain.one', {
          homepage: 'https://github.com/example/plain',
        }),
      },
    ],
    author: OWNER,
    lane: 'review',
    rows: ['homepage-moved'],
  },
  {
    title: 'no homepage any more',
    commits: [
      {
        'index/packages/acme.hello.yaml': exampleEntry('acme.hello', {
          version: HELLO.version,
          maintainer: HELLO.maintainer,
          tags: HELLO.tags,
        }),
      },
    ],
    author: OWNER,
    lane: 'review',
    rows: ['homepage-moved'],
  },
  {
    title: 'a description with HTML by the owner',
    commits: change({ description: 'Greets <b>everybody</b>.' }),
    author: OWNER,
    lane: 'refused',
    rows: ['finding', 'text-by-owner'],
    rules: ['text-html'],
  },
  {
    title: 'only a comment by the owner',
    commits: [{ 'index/packages/acme.hello.yaml': `${hello()}# Thank you.\n` }],
    author: OWNER,
    lane: 'review',
    rows: ['entry-form'],
  },
  {
    title: 'an overview that changes',
    commits: [{ 'index/packages/acme.hello.md': 'Says hello to all.\n' }],
    author: OWNER,
    lane: 'review',
    rows: ['overview'],
  },
  {
    title: 'a new overview with a bump',
    commits: [
      {
        'index/packages/plain.one.md': 'Plain.\n',
        'index/packages/plain.one.yaml': exampleEntry('plain.one', { version: '"1.0.1"' }),
      },
    ],
    lane: 'review',
    rows: ['overview', 'version-up'],
  },
  {
    title: 'an overview that goes',
    commits: [{ 'index/packages/acme.hello.md': null }],
    lane: 'review',
    rows: ['overview'],
  },
  {
    title: 'an overview without an entry',
    commits: [{ 'index/packages/nobody.one.md': 'Nobody.\n' }],
    lane: 'refused',
    rows: ['finding', 'overview'],
    rules: ['overview-orphan'],
  },
  {
    title: 'an overview with HTML',
    commits: [{ 'index/packages/acme.hello.md': '<script>alert(1)</script>\n' }],
    lane: 'refused',
    rows: ['finding', 'overview'],
    rules: ['markdown-html'],
  },
]
