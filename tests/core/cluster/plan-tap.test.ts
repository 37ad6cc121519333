import { expect, test } from 'vitest'
import { planTap, type TapWish, tapManifests } from '../../../src/core/cluster/plan-tap.ts'
import { cluster, repository, source } from './example-cluster.ts'

const URL = 'oci://ghcr.io/acme/hello'
const declared = (name: string) => ({ name, path: '/', variants: [] })
const VERIFY = { provider: 'cosign', matchOIDCIdentity: [{ issuer: 'a', subject: 'b' }] }

function wish(more: Partial<TapWish> = {}): TapWish {
  return {
    source: { name: 'tap-acme-hello', url: URL, tag: 'v1.0.0', digest: null, secret: null },
    packageSources: [declared('acme.hello'), declared('acme.more')],
    verify: VERIFY,
    ...more,
  }
}

const verifiedBy = (manager: string, verify: unknown = VERIFY) =>
  repository('tap-acme-hello', URL, {
    metadata: {
      name: 'tap-acme-hello',
      managedFields: [{ manager, fieldsV1: { 'f:spec': { 'f:verify': {} } } }],
    },
    spec: { url: URL, verify },
  })

test('the signature is demanded before anything is read from the source', () => {
  const { steps, problems, isAgain } = planTap(wish(), cluster())
  const order = steps.map(
    ({ manifest, manager }) => `${manager} ${manifest.kind} ${manifest.metadata.name}`,
  )
  expect(order).toEqual([
    'cozypkg OCIRepository tap-acme-hello',
    'cozypkg-verify OCIRepository tap-acme-hello',
    'cozypkg PackageSource acme.hello',
    'cozypkg PackageSource acme.more',
  ])
  expect(steps[1]?.manifest.spec).toEqual({ verify: VERIFY })
  expect([problems, isAgain]).toEqual([[], false])
  const [joined, ...others] = tapManifests({ steps })
  expect(joined?.spec).toMatchObject({ url: URL, verify: VERIFY })
  expect(others).toHaveLength(2)
})

test('a demand of ours is taken back, and one of others is not touched', () => {
  const managers = (plan: ReturnType<typeof planTap>) => plan.steps.map(({ manager }) => manager)
  const again = (manager: string, verify: TapWish['verify']) =>
    planTap(wish({ verify }), cluster({ ociRepositories: [verifiedBy(manager)] }))
  expect(managers(again('cozypkg-verify', 'none'))).toContain('cozypkg-verify')
  expect(managers(again('kubectl-edit', 'none'))).not.toContain('cozypkg-verify')
  expect(managers(again('cozypkg-verify', 'keep'))).not.toContain('cozypkg-verify')
  expect(again('kubectl-edit', VERIFY).problems).toEqual([])
  expect(again('cozypkg-verify', 'none').demand).toBe('none')
  expect(again('kubectl-edit', 'none').demand).toBe('kept')
  expect(again('cozypkg-verify', 'keep').demand).toBe('kept')
  expect(planTap(wish({ verify: 'keep' }), cluster()).demand).toBe('none')
  expect(planTap(wish(), cluster()).demand).toBe('recorded')
  const other = { provider: 'cosign', matchOIDCIdentity: [{ issuer: 'a', subject: 'c' }] }
  const { problems } = planTap(
    wish(),
    cluster({ ociRepositories: [verifiedBy('kubectl-edit', other)] }),
  )
  expect(problems.join()).toContain('was set by "kubectl-edit"')
  const own = planTap(wish(), cluster({ ociRepositories: [verifiedBy('cozypkg-verify', other)] }))
  expect(own.problems).toEqual([])
})

test('all that is in the way is told at once', () => {
  const state = cluster({
    packageSources: [source('acme.hello'), source('acme.more', [], 'tap-other')],
    ociRepositories: [
      repository('tap-acme-hello', 'oci://quay.io/acme/hello'),
      repository('tap-other', 'oci://ghcr.io/other/hello'),
    ],
  })
  const packageSources = [
    declared('acme.hello'),
    declared('acme.more'),
    declared('A_b'),
    declared('A_b'),
  ]
  expect(planTap(wish({ packageSources }), state).problems.join('\n\n')).toMatchInlineSnapshot(`
    "The artifact declares a PackageSource "A_b", which Kubernetes takes for no name: expected lower-case letters, digits, dashes and dots, at most 253 characters.
    Only its author can mend that.

    The artifact declares the PackageSource "A_b" more than once.
    Only its author can mend that.

    Another repository is tapped as tap-acme-hello: "oci://quay.io/acme/hello", not "oci://ghcr.io/acme/hello".
    The name comes from the last two parts of the address, which both share. Remove it first: kubectl delete ocirepository -n cozy-system tap-acme-hello

    The cluster has a PackageSource acme.hello that no tap made: Cozystack's own, or somebody's who applied it by hand.
    A tap never replaces such a one. Tell the author that the name is taken.

    The PackageSource acme.more belongs to another tap, tap-other ("oci://ghcr.io/other/hello").
    One cluster can have only one of the two. To change over: cozypkg untap acme.more"
  `)
})

test('what the tap itself made is no obstacle, and what it no longer has is named', () => {
  const state = cluster({
    packageSources: [
      source('acme.hello', [], 'tap-acme-hello'),
      source('acme.old', [], 'tap-acme-hello'),
    ],
    ociRepositories: [
      repository('tap-acme-hello', URL, {
        metadata: {
          name: 'tap-acme-hello',
          annotations: { 'apps.cozystack.io/materialized-revision': 'v1' },
        },
      }),
    ],
  })
  const { problems, isAgain, leftOver, resetsRevision } = planTap(wish(), state)
  expect({ problems, isAgain, leftOver, resetsRevision }).toEqual({
    problems: [],
    isAgain: true,
    leftOver: ['acme.old'],
    resetsRevision: true,
  })
})
