import { expect, test } from 'vitest'
import { ownersOf, restoring } from '../../../src/core/cluster/managed-fields.ts'

const before = {
  apiVersion: 'source.toolkit.fluxcd.io/v1',
  kind: 'OCIRepository',
  metadata: {
    name: 'tap-a',
    namespace: 'cozy-system',
    uid: '1',
    resourceVersion: '7',
    labels: { ours: 'true', theirs: 'yes' },
    managedFields: [
      {
        manager: 'cozypkg',
        fieldsV1: {
          'f:metadata': { 'f:labels': { 'f:ours': {} } },
          'f:spec': { 'f:url': {}, 'f:secretRef': { 'f:name': {} }, 'f:ref': { 'f:tag': {} } },
        },
      },
      { manager: 'cozypkg', subresource: 'status', fieldsV1: { 'f:status': {} } },
      { manager: 'kubectl-edit', fieldsV1: { 'f:spec': { 'f:suspend': {}, 'f:verify': {} } } },
    ],
  },
  spec: {
    url: 'oci://a',
    ref: { tag: 'v1' },
    secretRef: { name: 's' },
    suspend: true,
    variants: [{ name: 'a' }],
    verify: {},
  },
  status: { observed: 1 },
}

test('a field has the owners that its object names', () => {
  expect(ownersOf(before, ['spec', 'verify'])).toEqual(['kubectl-edit'])
  expect(ownersOf(before, ['spec', 'ref', 'tag'])).toEqual(['cozypkg'])
  expect(ownersOf(before, ['spec', 'ref', 'digest'])).toEqual([])
  expect(ownersOf({ metadata: {} }, ['spec'])).toEqual([])
})

test('what was owned and what is overwritten comes back, and nothing of others', () => {
  const applied = {
    apiVersion: before.apiVersion,
    kind: before.kind,
    metadata: { name: 'tap-a', namespace: 'cozy-system', labels: { ours: 'true', more: 'x' } },
    spec: {
      url: 'oci://b',
      ref: { tag: 'v2', digest: 'd' },
      variants: [{ name: 'b' }, { name: 'c' }],
    },
  }
  expect(restoring(before, applied, 'cozypkg')).toEqual({
    apiVersion: before.apiVersion,
    kind: before.kind,
    metadata: { name: 'tap-a', namespace: 'cozy-system', labels: { ours: 'true' } },
    spec: {
      url: 'oci://a',
      ref: { tag: 'v1' },
      secretRef: { name: 's' },
      variants: [{ name: 'a' }],
    },
  })
})

test('who owned nothing gives back all that it took', () => {
  const applied = {
    apiVersion: before.apiVersion,
    kind: before.kind,
    metadata: { name: 'tap-a', namespace: 'cozy-system' },
    spec: { verify: { provider: 'cosign' } },
  }
  const { spec } = restoring(
    { ...before, spec: { ...before.spec, verify: undefined } },
    applied,
    'cozypkg-verify',
  )
  expect(JSON.stringify(spec)).toBe('{}')
})
