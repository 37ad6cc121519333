import { exampleEntry } from '../../example-entry.ts'
import { hello, LIFECYCLE, OWNER } from '../example-index.ts'
import type { Scenario } from '../scenario.ts'

const HELLO_FILE = 'index/packages/acme.hello.yaml'
const YANKED_FILE = 'index/packages/yanked.one.yaml'
const bump = (version: string) => ({ [HELLO_FILE]: hello({ version }) })
const yanked = (version: string) => ({ [YANKED_FILE]: exampleEntry('yanked.one', { version }) })

/** Main, with all that is above 1.1.0 yanked. */
const ALL_YANKED = {
  'index/lifecycle.yaml': LIFECYCLE.replace(
    '1.3.0: Deletes what it greets.',
    '1.3.0: Deletes., 1.2.0: Deletes too.',
  ),
}

export const VERSIONS: Scenario[] = [
  {
    title: 'a patch release',
    commits: [bump('"1.2.1"')],
    lane: 'auto',
    rows: ['version-up'],
  },
  {
    title: 'a minor release, by the owner',
    commits: [bump('"1.10.0"')],
    author: OWNER,
    lane: 'auto',
    rows: ['version-up'],
  },
  {
    title: 'a release whose tag begins with v now',
    commits: [bump('v1.2.1')],
    lane: 'auto',
    rows: ['version-up'],
  },
  {
    title: 'a new major version',
    commits: [bump('"2.0.0"')],
    lane: 'review',
    rows: ['version-major'],
  },
  {
    title: 'a pre-release after a stable version',
    commits: [bump('"1.3.0-rc.1"')],
    lane: 'review',
    rows: ['version-pre-release'],
  },
  {
    title: 'a pre-release of a new major version',
    commits: [bump('"2.0.0-alpha"')],
    lane: 'review',
    rows: ['version-major', 'version-pre-release'],
  },
  {
    title: 'a pre-release after a pre-release',
    commits: [
      {
        'index/packages/preview.one.yaml': exampleEntry('preview.one', { version: '"2.0.0-rc.2"' }),
      },
    ],
    lane: 'review',
    rows: ['version-pre-release'],
  },
  {
    title: 'the stable release after a pre-release',
    commits: [
      { 'index/packages/preview.one.yaml': exampleEntry('preview.one', { version: '"2.0.0"' }) },
    ],
    lane: 'auto',
    rows: ['version-up'],
  },
  {
    title: 'an older signed release',
    commits: [bump('"1.1.0"')],
    author: OWNER,
    lane: 'refused',
    rows: ['version-down'],
  },
  {
    title: 'a pre-release of the listed version, which is lower',
    commits: [bump('"1.2.0-rc.1"')],
    lane: 'refused',
    rows: ['version-down'],
  },
  {
    title: 'the same version in another spelling',
    commits: [bump('v1.2.0')],
    lane: 'refused',
    rows: ['version-equal'],
  },
  {
    title: 'the same version with build metadata',
    commits: [bump('"1.2.0+build.7"')],
    lane: 'refused',
    rows: ['finding'],
    rules: ['version'],
  },
  {
    title: 'a higher version with build metadata',
    commits: [bump('"1.3.0+build.7"')],
    lane: 'refused',
    rows: ['finding'],
    rules: ['version'],
  },
  {
    title: 'a tag that moves',
    commits: [bump('latest')],
    lane: 'refused',
    rows: ['finding'],
    rules: ['version'],
  },
  {
    title: 'a version that readers take for another',
    commits: [bump('1.10')],
    lane: 'refused',
    rows: ['finding'],
    rules: ['version', 'yaml-plain-scalar'],
  },
  {
    title: 'a fix-up after a yank',
    commits: [yanked('"1.3.1"')],
    lane: 'auto',
    rows: ['version-up'],
  },
  {
    title: 'back to the newest version that is not yanked',
    commits: [yanked('"1.2.0"')],
    lane: 'review',
    rows: ['version-yank-fallback'],
  },
  {
    title: 'back past the newest version that is not yanked',
    commits: [yanked('"1.1.0"')],
    lane: 'refused',
    rows: ['version-down'],
  },
  {
    title: 'back past versions that are all yanked',
    base: ALL_YANKED,
    commits: [yanked('"1.1.0"')],
    lane: 'review',
    rows: ['version-yank-fallback'],
  },
  {
    title: 'back to a version that was never recorded',
    commits: [yanked('"1.2.5"')],
    lane: 'refused',
    rows: ['version-down'],
  },
  {
    title: 'back to a version that is yanked itself',
    base: ALL_YANKED,
    commits: [yanked('"1.2.0"')],
    lane: 'refused',
    rows: ['version-down', 'version-yanked'],
  },
  {
    title: 'a yank and the way back in one pull request',
    commits: [
      {
        ...bump('"1.1.0"'),
        'index/lifecycle.yaml': `${LIFECYCLE}acme.hello: { state: active, yanked: { 1.2.0: Bad. } }\n`,
      },
    ],
    lane: 'refused',
    rows: ['lifecycle', 'version-down'],
  },
  {
    title: 'up to a version that is yanked already',
    base: {
      'index/lifecycle.yaml': `${LIFECYCLE}acme.hello: { state: active, yanked: { v1.4.0: Bad. } }\n`,
    },
    commits: [bump('"1.4.0"')],
    lane: 'refused',
    rows: ['finding', 'version-yanked'],
    rules: ['lifecycle-version'],
  },
  {
    title: 'a bump of a frozen package',
    commits: [
      { 'index/packages/frozen.one.yaml': exampleEntry('frozen.one', { version: '"1.0.1"' }) },
    ],
    lane: 'review',
    rows: ['package-frozen', 'version-up'],
  },
  {
    title: 'two bumps at once',
    commits: [
      {
        ...bump('"1.2.1"'),
        'index/packages/plain.one.yaml': exampleEntry('plain.one', { version: '"1.0.1"' }),
      },
    ],
    lane: 'auto',
    rows: ['version-up'],
  },
  {
    title: 'a bump with a comment for the reviewer who never comes',
    commits: [{ [HELLO_FILE]: `# Cheap pills at evil.example\n${hello({ version: '"1.2.1"' })}` }],
    lane: 'review',
    rows: ['entry-form', 'version-up'],
  },
  {
    title: 'a bump that spells another field anew',
    commits: [{ [HELLO_FILE]: hello({ version: '"1.2.1"', maintainer: '"Jane Doe"' }) }],
    lane: 'review',
    rows: ['entry-form', 'version-up'],
  },
  {
    title: 'a bump to version 1.2.1 written in block style',
    commits: [{ [HELLO_FILE]: hello({ version: '>-\n  1.2.1' }) }],
    lane: 'auto',
    rows: ['version-up'],
  },
]
