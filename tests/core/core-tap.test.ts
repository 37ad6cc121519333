import { expect, test } from 'vitest'
import { checkIndex } from '../../src/core/check-index.ts'
import { OTHER_NAMES } from '../../src/core/core-names.ts'
import { findInCore } from '../../src/core/core-tap.ts'
import { readIndexFolder } from '../../src/io/index-folder.ts'

const core = checkIndex(readIndexFolder('index')).index.policy.core
if (!core) throw new Error('the policy of the index does not describe the core tap')

const others = Object.entries(OTHER_NAMES)

test('other names are of what the core tap has', () => {
  expect(others.map(([kind]) => kind).filter((kind) => !core.kinds.includes(kind))).toEqual([])
})

test('every other name leads to its application and to no other', () => {
  const led = others.flatMap(([kind, names]) =>
    names.map((name) => [name, kind, findInCore(name, core)?.names] as const),
  )
  expect(led.filter(([, kind, found]) => found?.join() !== kind)).toEqual([])
  expect(led.length).toBeGreaterThan(50)
})

test.each([
  ['Postgres', ['Postgres'], true],
  ['PostgreSQL', ['Postgres'], true],
  ['VM', ['VMInstance'], true],
  ['virtual machines', ['VMInstance'], true],
  ['load_balancers', ['TCPBalancer'], true],
  ['cert-manager', ['cozystack.cert-manager'], true],
  ['cozystack.metallb', ['cozystack.metallb'], true],
  ['kubern', ['Kubernetes', 'KubernetesNodes', 'cozystack.kubernetes-application'], false],
  ['balancer', ['TCPBalancer', 'cozystack.tcp-balancer-application'], false],
  ['instance', ['VMInstance', 'cozystack.vm-instance-application'], false],
  ['postgers', ['Postgres'], false],
])('%s is in the core tap as %j', (query, names, isExact) => {
  expect(findInCore(query, core)).toEqual({ names, isExact })
})

test.each(['', ' ', 'k', 'zebra', 'paleo machines', 'constructor', '(', 'sql server'])(
  '“%s” is nothing in the core tap',
  (query) => {
    expect(findInCore(query, core)).toBeNull()
  },
)

test('where an index does not say what the core tap has, nothing is in it', () => {
  expect(findInCore('postgres', null)).toBeNull()
  expect(findInCore('postgres', undefined)).toBeNull()
})

test('kinds of another index may be called like what every object has', () => {
  const kinds = ['constructor', 'toString', 'hasOwnProperty', '__proto__', 'Postgres']
  const foreign = { ...core, kinds, packageSources: [] }
  expect(findInCore('psql', foreign)).toEqual({ names: ['Postgres'], isExact: true })
  expect(findInCore('constructor', foreign)).toEqual({ names: ['constructor'], isExact: true })
})
