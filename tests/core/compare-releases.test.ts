import { expect, test } from 'vitest'
import { compareContents } from '../../src/core/compare-releases.ts'
import { describeComparison } from '../../src/core/describe-comparison.ts'
import type { Contents } from '../../src/core/schemas/release.ts'

type Variant = Contents['packageSources'][number]['variants'][number]
type Component = Variant['components'][number]
type Application = Contents['applications'][number]

function component(name: string, facts: Partial<Component> = {}): Component {
  return {
    name,
    path: `apps/${name}`,
    namespace: 'cozy-hello',
    privileged: false,
    valuesFiles: [],
    install: {},
    dependsOn: [],
    libraries: [],
    chart: null,
    ...facts,
  }
}

function variant(name: string, facts: Partial<Variant> = {}): Variant {
  return { name, dependsOn: [], libraries: [], components: [component('hello')], ...facts }
}

function application(kind: string, parameters: Application['parameters'] = []): Application {
  const texts = { category: null, description: null, icon: null, tags: [] }
  return { name: kind.toLowerCase(), kind, plural: `${kind.toLowerCase()}s`, ...texts, parameters }
}

function parameter(path: string, facts: Partial<Application['parameters'][number]> = {}) {
  return { path, type: 'string', default: null, description: null, required: false, ...facts }
}

const BEFORE: Contents = {
  packageSources: [{ name: 'acme.hello', path: '/', variants: [variant('default')] }],
  applications: [application('Hello', [parameter('host')])],
  kinds: ['Deployment'],
  hasTemplatedKinds: false,
  readme: '# Hello\n',
  fileCount: 3,
  unpackedSize: 300,
}

/** What a change of the example means: the sentences for people, and why the footprint grew. */
function changed(facts: Partial<Contents>, before: Contents = BEFORE) {
  const comparison = compareContents(before, { ...before, ...facts })
  expect(comparison.footprintGrew).toBe(comparison.growth.length > 0)
  return { says: describeComparison(comparison), growth: comparison.growth }
}

function withVariants(...variants: Variant[]): Partial<Contents> {
  return { packageSources: [{ name: 'acme.hello', path: '/', variants }] }
}

test('nothing changed', () => {
  expect(changed({})).toEqual({ says: [], growth: [] })
})

test('a new PackageSource', () => {
  const packageSources = [...BEFORE.packageSources, { name: 'acme.more', path: '/', variants: [] }]
  expect(changed({ packageSources })).toEqual({
    says: ['New PackageSource: acme.more.'],
    growth: ['new PackageSource acme.more'],
  })
})

test('a new variant with components in known namespaces is no larger footprint', () => {
  expect(changed(withVariants(variant('default'), variant('small')))).toEqual({
    says: ['New variant: acme.hello/small.', 'New component: acme.hello/small/hello.'],
    growth: [],
  })
})

test('a privileged component is growth, whether it is new or became so', () => {
  const privileged = component('hello', { privileged: true })
  expect(changed(withVariants(variant('default', { components: [privileged] })))).toEqual({
    says: ['acme.hello/default/hello is now privileged.'],
    growth: ['new privileged component acme.hello/default/hello'],
  })
  const added = [component('hello'), component('agent', { privileged: true })]
  expect(changed(withVariants(variant('default', { components: added }))).growth).toEqual([
    'new privileged component acme.hello/default/agent',
  ])
})

test('a privilege that is given up is no growth', () => {
  const privileged = component('hello', { privileged: true })
  const before = { ...BEFORE, ...withVariants(variant('default', { components: [privileged] })) }
  expect(changed(withVariants(variant('default')), before)).toEqual({
    says: ['acme.hello/default/hello is no longer privileged.'],
    growth: [],
  })
})

test('a new namespace, and none at all', () => {
  const elsewhere = [component('hello', { namespace: 'kube-system' })]
  expect(changed(withVariants(variant('default', { components: elsewhere })))).toEqual({
    says: ['New namespace: kube-system.', 'Removed namespace: cozy-hello.'],
    growth: ['new namespace kube-system'],
  })
  const nowhere = [component('hello', { namespace: null })]
  expect(changed(withVariants(variant('default', { components: nowhere }))).growth).toEqual([])
})

test('a new dependency is growth even where another variant has it', () => {
  const dependsOn = ['acme.database']
  const before = { ...BEFORE, ...withVariants(variant('default'), variant('big', { dependsOn })) }
  const after = withVariants(variant('default', { dependsOn }), variant('big', { dependsOn }))
  expect(changed(after, before)).toEqual({
    says: ['New dependency: acme.hello/default/acme.database.'],
    growth: ['new dependency acme.hello/default/acme.database'],
  })
})

test('a new application, and one that is gone', () => {
  expect(changed({ applications: [application('Bye')] })).toEqual({
    says: ['New application: Bye.', 'Removed application: Hello.'],
    growth: ['new application Bye'],
  })
})

test('a new kind, and kinds that a template computes', () => {
  expect(changed({ kinds: ['ClusterRole', 'Deployment'], hasTemplatedKinds: true })).toEqual({
    says: ['New kind: ClusterRole.', 'A template computes a kind now.'],
    growth: ['new kind ClusterRole', 'a template computes a kind now'],
  })
  expect(changed({ kinds: [] }).growth).toEqual([])
})

test('parameters that come, go and change', () => {
  const before = { ...BEFORE }
  before.applications = [
    application('Hello', [parameter('host'), parameter('old'), parameter('n')]),
  ]
  const applications = [
    application('Hello', [
      parameter('host', { default: '"a"', required: true, description: 'Other words.' }),
      parameter('n', { type: 'integer' }),
      parameter('users[].name'),
    ]),
  ]
  const comparison = compareContents(before, { ...before, applications })
  expect(comparison.parameters).toMatchInlineSnapshot(`
    [
      {
        "added": [
          "users[].name",
        ],
        "changed": [
          {
            "after": {
              "default": ""a"",
              "required": true,
              "type": "string",
            },
            "before": {
              "default": null,
              "required": false,
              "type": "string",
            },
            "path": "host",
          },
          {
            "after": {
              "default": null,
              "required": false,
              "type": "integer",
            },
            "before": {
              "default": null,
              "required": false,
              "type": "string",
            },
            "path": "n",
          },
        ],
        "kind": "Hello",
        "removed": [
          "old",
        ],
      },
    ]
  `)
  expect(changed({ applications }, before)).toMatchInlineSnapshot(`
    {
      "growth": [],
      "says": [
        "Hello has the new parameter users[].name.",
        "Hello lost the parameter old.",
        "Hello: host now defaults to "a", was nothing, is now required.",
        "Hello: n is now of type integer, was string.",
      ],
    }
  `)
})

test('the README', () => {
  expect(changed({ readme: null })).toEqual({ says: ['The README changed.'], growth: [] })
})
