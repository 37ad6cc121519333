import { expect, test } from 'vitest'
import { RegistryError } from '../../src/io/registry/error.ts'
import type { SignatureSource } from '../../src/io/signature/source.ts'
import { verifySignature } from '../../src/io/signature/verify-signature.ts'
import {
  createLocalSigstore,
  DEFAULT_IDENTITY,
  DEFAULT_ISSUER,
  type SignOptions,
} from '../signing/local-sigstore.ts'
import { memorySource } from '../signing/memory-source.ts'
import { MANIFEST_TYPE, type SignedArtifact } from '../signing/pack.ts'

const DIGEST = `sha256:${'ab'.repeat(32)}`
const OTHER_DIGEST = `sha256:${'cd'.repeat(32)}`
const LAYOUTS = ['bundle', 'legacy'] as const

const sigstore = await createLocalSigstore()

function sign(options: Partial<SignOptions> = {}): Promise<SignedArtifact> {
  return sigstore.sign({ layout: 'bundle', digest: DIGEST, ...options })
}

function verify(repository: SignatureSource) {
  return verifySignature({
    repository,
    digest: DIGEST,
    identity: DEFAULT_IDENTITY,
    issuer: DEFAULT_ISSUER,
    trustedRoot: sigstore.trustedRoot,
  })
}

test.each(LAYOUTS)('junk beside a good signature in the layout %s is ignored', async (layout) => {
  const junk = await sign({ layout, fault: 'key' })
  const good = await sign({ layout })
  const source = layout === 'bundle' ? memorySource(junk, good) : memorySource(merge(junk, good))
  const { signature, findings } = await verify(source)
  expect([signature?.layout, findings]).toEqual([layout, []])
})

/** One manifest under the tag, as cosign appends signatures. */
function merge(first: SignedArtifact, ...others: SignedArtifact[]): SignedArtifact {
  const manifest = JSON.parse(first.manifest.bytes.toString())
  for (const other of others) {
    manifest.layers.push(...JSON.parse(other.manifest.bytes.toString()).layers)
  }
  return {
    ...first,
    blobs: new Map([first, ...others].flatMap(({ blobs }) => [...blobs])),
    manifest: { ...first.manifest, bytes: Buffer.from(JSON.stringify(manifest)) },
  }
}

test('a bad signature in one layout does not hide a good one in the other', async () => {
  const bundle = await sign({ fault: 'no-log' })
  const { signature } = await verify(memorySource(bundle, await sign({ layout: 'legacy' })))
  expect(signature?.layout).toBe('legacy')
})

test('no more than 64 referrers are read', async () => {
  const good = await sign()
  const { digest, bytes } = good.manifest
  const source = memorySource(good)
  const referrers = Array.from({ length: 64 }, () => ({
    digest: OTHER_DIGEST,
    size: 10,
    mediaType: MANIFEST_TYPE,
  }))
  let reads = 0
  const { signature, findings } = await verify({
    ...source,
    listReferrers: async () => [
      ...referrers,
      { digest, size: bytes.length, mediaType: MANIFEST_TYPE },
    ],
    getManifest: async () => {
      reads++
      return Buffer.from('{}')
    },
  })
  expect([signature, reads]).toEqual([null, 64])
  expect(findings[0]?.message).toBe(
    'expected at most 64 referrers, found 65, and read only the first',
  )
})

test('what is too large is not fetched', async () => {
  const good = await sign()
  const manifest = JSON.parse(good.manifest.bytes.toString())
  manifest.layers[0].size = 10 ** 9
  const { findings } = await verify({
    ...memorySource(good),
    getManifest: async () => Buffer.from(JSON.stringify(manifest)),
    getBlob: () => Promise.reject(new Error('fetched')),
  })
  expect(findings[0]?.message).toBe(
    'expected a signature of at most 524288 bytes, found 1000000000',
  )
})

test('a digest that is none never becomes part of a request', async () => {
  const good = await sign()
  const manifest = JSON.parse(good.manifest.bytes.toString())
  manifest.layers[0].digest = '../../../secret'
  const { findings } = await verify({
    ...memorySource(good),
    getManifest: async () => Buffer.from(JSON.stringify(manifest)),
    getBlob: () => Promise.reject(new Error('fetched')),
  })
  expect(findings.map(({ rule }) => rule)).toEqual(['signature-missing'])
})

test('a registry that does not answer is no missing signature', async () => {
  const failure = new RegistryError('unavailable', 'try later', { retryAfterMs: null })
  const failing = { ...memorySource(), listReferrers: () => Promise.reject(failure) }
  await expect(verify(failing)).rejects.toBe(failure)
  const legacy = memorySource(await sign({ layout: 'legacy' }))
  const { signature } = await verify({ ...legacy, listReferrers: failing.listReferrers })
  expect(signature?.layout).toBe('legacy')
})

test('a signature that is announced and not there is a finding', async () => {
  const failure = new RegistryError('not-found', 'the registry has no such blob')
  const { findings } = await verify({
    ...memorySource(await sign()),
    getBlob: () => Promise.reject(failure),
  })
  expect(findings.map(({ rule, message }) => [rule, message])).toEqual([
    [
      'signature-missing',
      'expected a signature that is announced, and it cannot be read: the registry has no such blob',
    ],
  ])
})
