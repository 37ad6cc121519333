import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { planAdd } from '../../../src/core/cluster/plan-add.ts'
import { planDel } from '../../../src/core/cluster/plan-del.ts'
import { planUntap } from '../../../src/core/cluster/plan-untap.ts'
import { cluster, installed, registered, repository, source } from './example-cluster.ts'

const add = (
  packages: string[],
  state: ReturnType<typeof cluster>,
  variant: string | null = null,
) => planAdd({ packages, variant, variants: new Map() }, state)

/** Some packages, of which each depends on some that stand before it. */
const layered = fc
  .array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 12 })
  .map((needs) =>
    needs.map((numbers, at) => {
      const dependsOn = at === 0 ? [] : [...new Set(numbers.map((number) => `p.p${number % at}`))]
      return source(`p.p${at}`, [{ dependsOn }])
    }),
  )

describe('add', () => {
  test('what a package depends on comes before it, and each once', () => {
    fc.assert(
      fc.property(layered, (packageSources) => {
        const names = packageSources.map(({ metadata }) => metadata.name)
        const { steps, problems } = add([...names].reverse(), cluster({ packageSources }))
        const order = steps.map(({ name }) => name)
        expect(problems).toEqual([])
        expect([...order].sort()).toEqual([...names].sort())
        for (const { metadata, spec } of packageSources) {
          for (const need of spec.variants[0]?.dependsOn ?? []) {
            expect(order.indexOf(need)).toBeLessThan(order.indexOf(metadata.name))
          }
        }
      }),
    )
  })

  test('only the variant that is chosen brings dependencies', () => {
    const state = cluster({
      packageSources: [
        source('a.app', [{ name: 'small' }, { name: 'large', dependsOn: ['a.store'] }]),
        source('a.store', [{ name: 'only', privileged: ['disk'] }]),
      ],
    })
    expect(add(['a.app'], state, 'small').steps.map(({ name }) => name)).toEqual(['a.app'])
    expect(add(['a.app'], state, 'large').steps).toMatchObject([
      { name: 'a.store', variant: 'only', neededBy: 'a.app', privileged: ['disk'] },
      { name: 'a.app', variant: 'large', neededBy: null },
    ])
  })

  test('a cluster without any, and a dependency that is installed without a source', () => {
    expect(add(['a.app'], cluster()).problems.join()).toContain('Is this a Cozystack cluster?')
    const state = cluster({
      packageSources: [source('a.app', [{ dependsOn: ['a.gone'] }])],
      packages: [installed('a.gone')],
    })
    expect(add(['a.app'], state).problems).toEqual([])
    expect(
      add(['a.app'], cluster({ packageSources: [source('a.app', [])] })).problems,
    ).toHaveLength(1)
  })
})

describe('del', () => {
  test('what depends on others is deleted before them', () => {
    fc.assert(
      fc.property(layered, (packageSources) => {
        const packages = packageSources.map(({ metadata }) => installed(metadata.name))
        const names = packages.map(({ metadata }) => metadata.name)
        const { deletions, dependents } = planDel(names, cluster({ packageSources, packages }))
        const order = deletions.map(({ name }) => name)
        expect(dependents).toEqual([])
        for (const { metadata, spec } of packageSources) {
          for (const need of spec.variants[0]?.dependsOn ?? []) {
            expect(order.indexOf(metadata.name)).toBeLessThan(order.indexOf(need))
          }
        }
      }),
    )
  })

  test('circles of dependents come to an end', () => {
    const packageSources = [
      source('a.a', [{ dependsOn: ['b.b'] }]),
      source('b.b', [{ dependsOn: ['a.a'] }]),
    ]
    const state = cluster({ packageSources, packages: [installed('a.a'), installed('b.b')] })
    expect(planDel(['a.a'], state).dependents).toEqual([{ name: 'b.b', on: 'a.a' }])
    expect(planDel(['a.a', 'b.b'], state).deletions).toHaveLength(2)
  })
})

describe('untap', () => {
  const state = cluster({
    packageSources: [source('acme.hello', [{}], 'tap-acme-hello')],
    packages: [registered('acme.hello', 'tap-acme-hello')],
    ociRepositories: [repository('tap-acme-hello', 'oci://ghcr.io/acme/hello')],
  })

  test('deletes the registration exactly as it was seen, and the source last', () => {
    const plan = planUntap('acme.hello', state)
    if (typeof plan === 'string') throw new Error(plan)
    expect(plan.blockers).toEqual([])
    expect(plan.deletions.map(({ kind, name }) => `${kind.kind} ${name}`)).toEqual([
      'Package acme.hello',
      'PackageSource acme.hello',
      'OCIRepository tap-acme-hello',
    ])
    expect(plan.deletions[0]).toMatchObject({ uid: '1', resourceVersion: '2' })
  })

  test('leaves a source that no tap made, and one that is shared', () => {
    const own = repository('tap-acme-hello', 'oci://x/y/z', {
      metadata: { name: 'tap-acme-hello' },
    })
    const shared = [...state.packageSources, source('acme.more', [{}], 'tap-acme-hello')]
    for (const other of [{ ociRepositories: [own] }, { packageSources: shared }]) {
      const plan = planUntap('acme.hello', { ...state, ...other })
      if (typeof plan === 'string') throw new Error(plan)
      expect(plan.deletions.map(({ kind }) => kind.kind)).toEqual(['Package', 'PackageSource'])
    }
  })
})
