import { exampleEntry } from '../../example-entry.ts'
import { exampleRecord, hello, LIFECYCLE, OWNER, POLICY } from '../example-index.ts'
import type { Scenario } from '../scenario.ts'

const lifecycle = (more: string) => ({ 'index/lifecycle.yaml': `${LIFECYCLE}${more}\n` })
const FREEZE = 'acme.hello: { state: frozen, reason: Its key was stolen. }'
const BUMP = { 'index/packages/acme.hello.yaml': hello({ version: '"1.3.0"' }) }
const RECORD = 'index/releases/acme.hello/1.2.0.json'

export const TRUST: Scenario[] = [
  { title: 'a freeze', commits: [lifecycle(FREEZE)], lane: 'review', rows: ['lifecycle'] },
  {
    title: 'a freeze with the entry it names',
    commits: [{ ...lifecycle(FREEZE), ...BUMP }],
    lane: 'review',
    rows: ['lifecycle', 'version-up'],
  },
  {
    title: 'a freeze with another entry',
    commits: [
      {
        ...lifecycle(FREEZE),
        'index/packages/plain.one.yaml': exampleEntry('plain.one', { version: '"1.0.1"' }),
      },
    ],
    lane: 'refused',
    rows: ['lifecycle', 'lifecycle-with-others', 'version-up'],
  },
  {
    title: 'a thaw with a bump, by the owner',
    commits: [
      {
        'index/lifecycle.yaml': LIFECYCLE.replace(/^frozen.*\n/m, ''),
        'index/packages/frozen.one.yaml': exampleEntry('frozen.one', { version: '"1.0.1"' }),
      },
    ],
    author: OWNER,
    lane: 'review',
    rows: ['lifecycle', 'package-frozen', 'version-up'],
  },
  {
    title: 'a freeze of a package that is not there',
    commits: [lifecycle('acme.helo: { state: frozen, reason: Its key was stolen. }')],
    lane: 'refused',
    rows: ['finding', 'lifecycle'],
    rules: ['lifecycle-package'],
  },
  {
    title: 'a yank',
    commits: [lifecycle('acme.hello: { state: active, yanked: { 1.2.0: Bad. } }')],
    lane: 'review',
    rows: ['lifecycle'],
  },
  {
    title: 'a yank of a recorded version in another spelling, which would protect nobody',
    commits: [lifecycle('acme.hello: { state: active, yanked: { v1.1.0: Bad. } }')],
    lane: 'refused',
    rows: ['finding', 'lifecycle'],
    rules: ['lifecycle-version'],
  },
  {
    title: 'a deprecation with a successor',
    commits: [lifecycle('plain.one: { state: deprecated, reason: Old., successor: acme.hello }')],
    lane: 'review',
    rows: ['lifecycle'],
  },
  {
    title: 'a deprecation whose successor is gone',
    commits: [lifecycle('plain.one: { state: deprecated, reason: Old., successor: departed.one }')],
    lane: 'refused',
    rows: ['finding', 'lifecycle'],
    rules: ['lifecycle-target'],
  },
  {
    title: 'a tombstone is taken away',
    commits: [{ 'index/lifecycle.yaml': LIFECYCLE.replace(/^departed.*\n/m, '') }],
    lane: 'refused',
    rows: ['lifecycle', 'tombstone-lost'],
  },
  {
    title: 'a tombstone claims less',
    commits: [{ 'index/lifecycle.yaml': LIFECYCLE.replace(', kinds: [Tool]', '') }],
    lane: 'refused',
    rows: ['lifecycle', 'tombstone-lost'],
  },
  {
    title: 'a tombstone claims more than is free',
    commits: [
      {
        'index/lifecycle.yaml': LIFECYCLE.replace('[departed.tool]', '[departed.tool, acme.hello]'),
      },
    ],
    lane: 'refused',
    rows: ['finding', 'lifecycle'],
    rules: ['claim-package-source'],
  },
  {
    title: 'the lifecycle is deleted',
    commits: [{ 'index/lifecycle.yaml': null }],
    lane: 'refused',
    rows: ['finding', 'lifecycle', 'tombstone-lost'],
    rules: ['release-path'],
  },
  {
    title: 'the lifecycle does not parse any more',
    commits: [{ 'index/lifecycle.yaml': `${LIFECYCLE}"` }],
    lane: 'refused',
    rows: ['finding', 'lifecycle'],
    rules: ['yaml-syntax'],
  },
  {
    title: 'only a comment in the lifecycle',
    commits: [{ 'index/lifecycle.yaml': `${LIFECYCLE}# Done.\n` }],
    lane: 'review',
    rows: ['lifecycle'],
  },
  {
    title: 'a new owner in the policy',
    commits: [{ 'index/policy.yaml': `${POLICY}  plain.one: [42]\n` }],
    author: OWNER,
    lane: 'review',
    rows: ['policy'],
  },
  {
    title: 'an author who makes himself an owner and changes a text',
    commits: [
      {
        'index/policy.yaml': `${POLICY}  plain.one: [42]\n`,
        'index/packages/plain.one.yaml': exampleEntry('plain.one', { description: 'Mine.' }),
      },
    ],
    author: '42',
    lane: 'refused',
    rows: ['policy', 'policy-with-others', 'text-by-other'],
  },
  {
    title: 'policy and lifecycle together',
    commits: [{ 'index/policy.yaml': `${POLICY}  plain.one: [42]\n`, ...lifecycle(FREEZE) }],
    lane: 'refused',
    rows: ['lifecycle', 'lifecycle-with-others', 'policy', 'policy-with-others'],
  },
  {
    title: 'a registry that entries use is no longer allowed',
    commits: [{ 'index/policy.yaml': POLICY.replace('  - host: ghcr.io\n', '') }],
    lane: 'refused',
    rows: ['finding', 'policy'],
    rules: ['registry'],
  },
  {
    title: 'a record is edited',
    commits: [{ [RECORD]: JSON.stringify(exampleRecord('acme.hello', '1.2.0'), null, 2) }],
    author: OWNER,
    lane: 'refused',
    rows: ['recorder-only'],
  },
  {
    title: 'a record is deleted',
    commits: [{ [RECORD]: null }],
    lane: 'refused',
    rows: ['recorder-only'],
  },
  {
    title: 'a record is brought along with a bump',
    commits: [
      {
        ...BUMP,
        'index/releases/acme.hello/1.3.0.json': JSON.stringify(
          exampleRecord('acme.hello', '1.3.0', { kind: 'Hello' }),
        ),
      },
    ],
    lane: 'refused',
    rows: ['recorder-only', 'version-up'],
  },
  {
    title: 'an icon is added',
    commits: [{ [`index/icons/${'1'.repeat(64)}.png`]: 'PNG' }],
    lane: 'refused',
    rows: ['recorder-only'],
  },
  {
    title: 'anything, while the policy on base does not parse',
    base: { 'index/policy.yaml': 'registries: "\n' },
    commits: [BUMP],
    lane: 'refused',
    rows: ['trust-unreadable', 'version-up'],
  },
  {
    title: 'the policy on base is mended',
    base: { 'index/policy.yaml': 'registries: "\n' },
    commits: [{ 'index/policy.yaml': POLICY }],
    lane: 'review',
    rows: ['policy'],
  },
]
