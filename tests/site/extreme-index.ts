import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { stringify } from 'yaml'
import type { Release } from '../../src/core/schemas/release.ts'
import type { Status } from '../../src/core/schemas/status.ts'
import { writeStatus } from '../../src/io/status-folder.ts'
import { commitAll } from './commit-all.ts'
import { longContents, releaseRecord, signerOf, word } from './release-record.ts'

/** A package whose every text is as long as the schema allows, and cannot be broken at a space. */
export const LONGEST = `longest.${word(55)}`

export const FIRST_LISTED = '2026-01-01T00:00:00Z'
export const KUBE_CHANGED = '2026-02-01T00:00:00Z'

/** Entries beside what is usual; all of them pass the rules. */
const entries = [
  {
    name: LONGEST,
    ociRef: `oci://ghcr.io/${word(39)}/${word(100)}`,
    version: `1.0.0-${word(100)}`,
    description: word(400),
    homepage: `https://example.org/${word(270)}`,
    maintainer: word(100),
    tags: Array.from({ length: 12 }, (_, at) => `${word(30)}${at + 10}`),
    signing: {
      identity: `https://github.com/${word(39)}/${word(100)}/.github/workflows/${word(60)}.yml@refs/heads/${word(40)}`,
      issuer: signerOf('').issuer,
    },
  },
  entry('shalom', { description: 'חבילה לדוגמה, בעברית, עם kubectl באמצע המשפט.', tags: ['demo'] }),
  entry('comparison', { description: `Says that a < b & "c" > 'd', and 100% of it.` }),
  entry('kube', { description: 'Has the shortest of the names that begin alike.' }),
  entry('kubevirt-tools', {
    description: 'Begins like kube, and is much about kube, kube and kube.',
  }),
  entry('a-tool', { description: 'Comes first by the alphabet.', tags: ['kube'] }),
  entry('outdated', { version: '2.0.0', description: 'Was checked before its last change.' }),
  entry('resigned', { description: 'Has another signer than its release had.' }),
  entry('moved-one', { description: 'Has a tag that names another artifact now.' }),
  entry('stale-one', { description: 'Is on a registry that does not answer.' }),
  entry('failing-one', { description: 'Has a release that does not pass the checks.' }),
]

function entry(name: string, fields: Record<string, unknown>) {
  return {
    name,
    ociRef: `oci://ghcr.io/${name}/${name}`,
    version: '1.0.0',
    ...fields,
    signing: signerOf(name),
  }
}

const longOverview = `---
title: ${word(80)}
category: ${word(40)}
license: Apache-2.0 OR MIT OR BSD-3-Clause OR GPL-3.0-or-later OR MPL-2.0 OR LGPL-3.0-or-later
cozystack: ">=1.0.0 <1.1.0 || >=1.2.0 <1.3.0 || >=1.4.0 <1.5.0 || >=1.6.0 <1.7.0 || >=1.8.0 <2"
repository: https://example.org/${word(270)}
---

# A first heading of its own

#### A heading three levels below

${word(300)}

| ${Array.from({ length: 12 }, (_, at) => `Column ${at}`).join(' | ')} |
|${' --- |'.repeat(12)}
| ${Array.from({ length: 12 }, () => word(24)).join(' | ')} |

\`\`\`sh
echo ${word(300)}
\`\`\`

    indented ${word(200)}

- one
  - two
    - three \`${word(120)}\`

> ${word(200)}

[${word(120)}](https://example.org/${word(200)})
`

const hebrewOverview = `---
title: שלום
---

חבילה שאומרת שלום לאשכול.

1. ראשית
2. שנית
`

const lifecycle = {
  comparison: { state: 'deprecated', reason: word(400), successor: LONGEST },
}

/** What the last re-check of some found. */
const statuses = [
  status('moved-one', 'moved', 'The tag 1.0.0 names another manifest than the one recorded.'),
  status('stale-one', 'stale', 'ghcr.io has not answered for three days.'),
  status('failing-one', 'failing', 'The signature is of another identity than the recorded one.'),
]

function status(name: string, state: Status['state'], reason: string): Status {
  const checkedAt = '2026-02-02T00:00:00Z'
  return { name, version: '1.0.0', state, reason, homepage: null, checkedAt, lastGood: null }
}

/** The files below releases/. */
const releases: Record<string, Release> = {
  [LONGEST]: {
    ...releaseRecord(`1.0.0-${word(100)}`, 'a', LONGEST),
    contents: { ...longContents, readme: longOverview },
  },
  outdated: releaseRecord('1.0.0', 'b', 'outdated'),
  resigned: releaseRecord('1.0.0', 'c', 'former-signer'),
  'moved-one': releaseRecord('1.0.0', 'd', 'moved-one'),
  'stale-one': releaseRecord('1.0.0', 'e', 'stale-one'),
}

/**
 * Makes a git repository of two commits of fixed dates in an empty folder.
 *
 * @returns the index folder in it
 */
export function makeExtremeIndex(repository: string): string {
  const folder = join(repository, 'index')
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const yaml = (value: unknown) =>
    stringify(value, { defaultStringType: 'QUOTE_DOUBLE', lineWidth: 0 })
  for (const one of entries) write(`packages/${one.name}.yaml`, yaml(one))
  write(`packages/${LONGEST}.md`, longOverview)
  write('packages/shalom.md', hebrewOverview)
  write('lifecycle.yaml', yaml(lifecycle))
  for (const [name, release] of Object.entries(releases)) {
    write(`releases/${name}/${release.version}.json`, JSON.stringify(release))
  }
  commitAll(repository, FIRST_LISTED)
  write('packages/kube.md', 'An overview that came a month later.\n')
  commitAll(repository, KUBE_CHANGED)
  return folder
}

/** Writes the results of a re-check of that index into an empty folder, and returns the folder. */
export function writeExtremeStatuses(folder: string): string {
  for (const one of statuses) writeStatus(folder, one)
  return folder
}
