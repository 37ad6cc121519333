import { expect } from 'vitest'
import type { Finding } from '../../../src/core/finding.ts'
import type { LaneRowId } from '../../../src/core/gate/lanes.ts'
import type { Verdict } from '../../../src/core/gate/verdict.ts'
import { exampleEntry } from '../../example-entry.ts'
import { exampleRelease } from '../example-artifact.ts'
import {
  evidenceOf,
  exampleRecord,
  hello,
  LIFECYCLE,
  OWNER,
  POLICY,
  present,
} from '../example-index.ts'
import type { Scenario } from '../scenario.ts'

const HELLO_FILE = 'index/packages/acme.hello.yaml'
const NEEDING_FILE = 'index/packages/needing.one.yaml'
const FRESH_FILE = 'index/packages/fresh.one.yaml'
const BUMP = { [HELLO_FILE]: hello({ version: '"1.3.0"' }) }
const FRESH = { [FRESH_FILE]: exampleEntry('fresh.one') }
const next = exampleRecord('acme.hello', '1.3.0', { kind: 'Hello' })
const UNSIGNED: Finding = {
  ...{ rule: 'signature-missing', severity: 'error', file: next.digest, line: null, column: null },
  ...{ message: 'nobody signed it', fix: null },
}

/** Needing.one, whose releases depend on something: recorded on main, and bumped by a branch. */
function needing(...dependsOn: string[]): Pick<Scenario, 'base' | 'commits' | 'artifacts'> {
  const next = exampleRelease('needing.one', '1.0.1', { dependsOn })
  return {
    base: exampleRelease('needing.one', '1.0.0', { dependsOn }).recorded,
    commits: [{ [NEEDING_FILE]: exampleEntry('needing.one', { version: '"1.0.1"' }) }],
    artifacts: { 'needing.one': next.evidence },
  }
}
const MISNAMED_FILE = 'index/packages/misnamed.one.yaml'
/** Its file says misnamed.one, and the entry something else: an error that base has already. */
const misnamed = (version: string) =>
  exampleEntry('misnamed.one', { name: 'other.one', version: `"${version}"` })
const reasonsOf = (changes: Verdict['changes'], wanted: LaneRowId) =>
  changes.flatMap(({ decisions }) =>
    decisions.flatMap(({ row, reason }) => (row === wanted ? [reason] : [])),
  )
const warnings = (rule: string, count: number): Scenario['expect'] => {
  return ({ findings }) => expect(findings.filter((one) => one.rule === rule)).toHaveLength(count)
}

/** What registries give decides these; tests/interop/gate.test.ts asks a real one. */
export const ARTIFACTS: Scenario[] = [
  {
    title: 'a release that brings nothing new',
    commits: [BUMP],
    artifacts: { 'acme.hello': evidenceOf(next) },
    lane: 'auto',
    rows: ['version-up'],
    expect: ({ skipped }) => expect(skipped).toEqual([]),
  },
  {
    title: 'a release of an entry that calls itself otherwise on base already',
    base: { [MISNAMED_FILE]: misnamed('1.0.0') },
    commits: [{ ...BUMP, [MISNAMED_FILE]: misnamed('1.1.0') }],
    artifacts: { 'acme.hello': evidenceOf(next) },
    lane: 'review',
    rows: ['artifact-unasked', 'version-up'],
    expect: ({ changes }) =>
      expect(reasonsOf(changes, 'artifact-unasked')).toEqual([
        'nobody looked at the artifact of misnamed.one: the entry says name: "other.one". Write name: misnamed.one in it.',
      ]),
  },
  {
    title: 'a release of an entry that calls itself otherwise, where no registry is asked',
    base: { [MISNAMED_FILE]: misnamed('1.0.0') },
    commits: [{ [MISNAMED_FILE]: misnamed('1.1.0') }],
    lane: 'review',
    rows: ['artifact-unasked', 'version-up'],
  },
  {
    title: 'a release of an entry whose name is mended with it',
    base: { [MISNAMED_FILE]: misnamed('1.0.0') },
    commits: [{ [MISNAMED_FILE]: exampleEntry('misnamed.one', { version: '"1.1.0"' }) }],
    artifacts: { 'misnamed.one': evidenceOf(exampleRecord('misnamed.one', '1.1.0')) },
    lane: 'review',
    rows: ['entry-form', 'footprint-unknown', 'version-up'],
  },
  {
    title: 'a release of a package that is removed on base, with its entry still there',
    base: {
      'index/lifecycle.yaml': `${LIFECYCLE}acme.hello: { state: removed, reason: Malware. }\n`,
    },
    commits: [BUMP],
    artifacts: {},
    lane: 'review',
    rows: ['artifact-unasked', 'version-up'],
    expect: ({ changes }) =>
      expect(reasonsOf(changes, 'artifact-unasked')).toEqual([
        'nobody looked at the artifact of acme.hello: lifecycle.yaml says that the package is removed. Delete the entry.',
      ]),
  },
  {
    title: 'a text of an entry that calls itself otherwise, by its owner',
    base: {
      'index/policy.yaml': `${POLICY}  misnamed.one: [${OWNER}]\n`,
      [MISNAMED_FILE]: misnamed('1.0.0'),
    },
    commits: [{ [MISNAMED_FILE]: misnamed('1.0.0').replace('An example.', 'Greets.') }],
    author: OWNER,
    lane: 'auto',
    rows: ['text-by-owner'],
  },
  {
    title: 'a release below the highest tag',
    commits: [BUMP],
    artifacts: { 'acme.hello': evidenceOf(next, ['1.3.0', '1.3.1', '1.4.0-rc.1', 'latest']) },
    lane: 'review',
    rows: ['version-not-highest', 'version-up'],
  },
  {
    title: 'a release below a highest tag that is yanked, and below a pre-release',
    base: {
      'index/lifecycle.yaml': `${LIFECYCLE}acme.hello: { state: active, yanked: { v1.3.1: Bad. } }\n`,
    },
    commits: [BUMP],
    artifacts: { 'acme.hello': evidenceOf(next, ['1.3.0', '1.3.1', '1.4.0-rc.1', 'latest']) },
    lane: 'auto',
    rows: ['version-up'],
  },
  {
    title: 'a release of a registry that lists no tags',
    commits: [BUMP],
    artifacts: { 'acme.hello': { ...evidenceOf(next), tags: null } },
    lane: 'review',
    rows: ['version-not-highest', 'version-up'],
  },
  {
    title: 'a release that depends on more than the one before',
    commits: [BUMP],
    artifacts: {
      'acme.hello': evidenceOf(
        exampleRecord('acme.hello', '1.3.0', { kind: 'Hello', dependsOn: ['needed.one'] }),
      ),
    },
    lane: 'review',
    rows: ['footprint-larger', 'version-up'],
  },
  {
    title: 'a release of a package that has no record',
    commits: [{ 'index/packages/plain.one.yaml': exampleEntry('plain.one', { version: '1.0.1' }) }],
    artifacts: { 'plain.one': evidenceOf(exampleRecord('plain.one', '1.0.1')) },
    lane: 'review',
    rows: ['footprint-unknown', 'version-up'],
  },
  {
    title: 'a release that nobody signed, by the owner',
    commits: [BUMP],
    artifacts: { 'acme.hello': { ...evidenceOf(next), findings: [UNSIGNED] } },
    lane: 'refused',
    rows: ['finding', 'version-up'],
    rules: ['signature-missing'],
  },
  {
    title: 'a release whose tag names what is recorded under another version',
    base: {
      'index/releases/acme.hello/1.2.9.json': JSON.stringify({ ...next, version: '1.2.9' }),
    },
    commits: [BUMP],
    artifacts: { 'acme.hello': evidenceOf(next) },
    lane: 'refused',
    rows: ['finding', 'version-up'],
    rules: ['release-digest'],
  },
  {
    title: 'a release whose artifact is recorded for another package',
    base: {
      'index/releases/needed.one/0.9.0.json': JSON.stringify({
        ...exampleRecord('needed.one', '0.9.0'),
        digest: next.digest,
      }),
    },
    commits: [BUMP],
    artifacts: { 'acme.hello': evidenceOf(next) },
    lane: 'refused',
    rows: ['finding', 'version-up'],
    rules: ['release-digest'],
  },
  {
    title: 'a release whose tag is where it was when it was judged',
    commits: [BUMP],
    artifacts: { 'acme.hello': evidenceOf(next) },
    judged: { 'acme.hello@1.3.0': next.digest },
    lane: 'auto',
    rows: ['version-up'],
  },
  {
    title: 'a release whose tag moved after it was judged',
    commits: [BUMP],
    artifacts: { 'acme.hello': evidenceOf(next) },
    judged: { 'acme.hello@1.3.0': exampleRecord('acme.hello', '1.3.0').digest },
    author: OWNER,
    lane: 'refused',
    rows: ['tag-moved', 'version-up'],
  },
  {
    title: 'back to a recorded version whose tag has moved',
    commits: [
      { 'index/packages/yanked.one.yaml': exampleEntry('yanked.one', { version: '"1.2.0"' }) },
    ],
    artifacts: { 'yanked.one': evidenceOf(exampleRecord('yanked.one', '1.2.0')) },
    lane: 'refused',
    rows: ['tag-moved', 'version-yank-fallback'],
  },
  {
    title: 'a new entry whose artifact brings the PackageSource of another',
    commits: [FRESH],
    artifacts: {
      'fresh.one': exampleRelease('fresh.one', '1.0.0', { source: 'needed.one' }).evidence,
    },
    lane: 'refused',
    rows: ['entry-new', 'finding'],
    rules: ['claim-package-source'],
  },
  {
    title: 'a new entry whose artifact brings the PackageSource of a removed package',
    commits: [FRESH],
    artifacts: {
      'fresh.one': exampleRelease('fresh.one', '1.0.0', { source: 'departed.tool' }).evidence,
    },
    lane: 'refused',
    rows: ['entry-new', 'finding'],
    rules: ['claim-package-source'],
  },
  {
    title: 'two new entries whose artifacts bring the same PackageSource',
    commits: [{ ...FRESH, 'index/packages/other.two.yaml': exampleEntry('other.two') }],
    artifacts: {
      'fresh.one': exampleRelease('fresh.one', '1.0.0', { source: 'shared.tool' }).evidence,
      'other.two': exampleRelease('other.two', '1.0.0', { source: 'shared.tool' }).evidence,
    },
    lane: 'refused',
    rows: ['entry-new', 'finding'],
    rules: ['claim-package-source'],
  },
  {
    title: 'a release that depends on what another package brings',
    ...needing('needed.one'),
    lane: 'auto',
    rows: ['version-up'],
    expect: ({ findings }) => expect(findings).toEqual([]),
  },
  {
    title: 'a release that depends on what a package brings that was called otherwise',
    ...needing('former.one'),
    lane: 'auto',
    rows: ['version-up'],
    expect: ({ findings }) => expect(findings).toEqual([]),
  },
  {
    title: 'a release that depends on what nobody brings',
    ...needing('missing.one'),
    lane: 'review',
    rows: ['dependency-unresolved', 'version-up'],
    expect: warnings('dependson-unresolved', 1),
  },
  {
    title: 'a release that depends on what only an old release of another brought',
    base: {
      ...needing('needed.old').base,
      ...exampleRelease('needed.one', '0.9.0', { source: 'needed.old' }).recorded,
    },
    commits: needing().commits,
    artifacts: needing('needed.old').artifacts,
    lane: 'review',
    rows: ['dependency-unresolved', 'version-up'],
  },
  {
    title: 'a release that depends on what a removed package brought',
    base: {
      ...needing('departed.tool').base,
      ...exampleRelease('departed.one', '1.0.0', { source: 'departed.tool' }).recorded,
    },
    commits: needing().commits,
    artifacts: needing('departed.tool').artifacts,
    lane: 'review',
    rows: ['dependency-unresolved', 'version-up'],
  },
  {
    title: 'a release that depends on more than can be searched for',
    ...needing('needed.one', 'missing.one', ...Array.from({ length: 300 }, (_, at) => `x.n${at}`)),
    lane: 'review',
    rows: ['dependency-unresolved', 'version-up'],
    expect: warnings('dependson-unresolved', 301),
  },
  {
    title: 'a new entry that brings what others wait for',
    base: exampleRelease('needing.one', '1.0.0', { dependsOn: ['awaited.tool'] }).recorded,
    commits: [FRESH],
    artifacts: {
      'fresh.one': exampleRelease('fresh.one', '1.0.0', { source: 'awaited.tool' }).evidence,
    },
    lane: 'review',
    rows: ['claim-awaited', 'entry-new'],
    expect: warnings('ps-awaited', 1),
  },
  {
    title: 'a bump that brings what others wait for',
    base: exampleRelease('needing.one', '1.0.0', { dependsOn: ['awaited.tool'] }).recorded,
    commits: [BUMP],
    artifacts: {
      'acme.hello': exampleRelease('acme.hello', '1.3.0', { source: 'awaited.tool' }).evidence,
    },
    lane: 'review',
    rows: ['claim-awaited', 'footprint-larger', 'version-up'],
  },
  {
    title: 'a new entry that brings what it alone depends on',
    commits: [FRESH],
    artifacts: {
      'fresh.one': exampleRelease('fresh.one', '1.0.0', {
        source: 'fresh.tool',
        dependsOn: ['fresh.tool'],
      }).evidence,
    },
    lane: 'review',
    rows: ['entry-new'],
  },
  {
    title: 'a bump of what others depend on, which it brought before',
    commits: [{ 'index/packages/present.one.yaml': present({ version: '"1.2.0"' }) }],
    base: exampleRelease('needing.one', '1.0.0', { dependsOn: ['former.one'] }).recorded,
    artifacts: { 'present.one': evidenceOf(exampleRecord('former.one', '1.2.0')) },
    lane: 'auto',
    rows: ['version-up'],
  },
]
