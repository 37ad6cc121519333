import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type SignatureSource, verifySignature } from '../../src/io/signature/verify-signature.ts'
import { createLocalSigstore, DEFAULT_IDENTITY, DEFAULT_ISSUER } from '../signing/local-sigstore.ts'
import { memorySource } from '../signing/memory-source.ts'

const DIGEST = `sha256:${'ab'.repeat(32)}`

type Change = (bytes: Buffer) => Buffer

const flippedBit: fc.Arbitrary<Change> = fc
  .tuple(fc.nat(), fc.integer({ min: 0, max: 7 }))
  .map(([position, bit]) => (bytes) => {
    const changed = Buffer.from(bytes)
    const at = position % changed.length
    changed[at] = (changed[at] ?? 0) ^ (1 << bit)
    return changed
  })

const splice: fc.Arbitrary<Change> = fc
  .tuple(fc.nat(), fc.nat(40), fc.uint8Array({ maxLength: 20 }))
  .map(([position, length, insert]) => (bytes) => {
    const at = position % bytes.length
    return Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + length)])
  })

type Json = Record<string, unknown>

/** Replaces, removes or changes one value somewhere in a JSON document, and in JSON inside it. */
const jsonValue: fc.Arbitrary<Change> = fc
  .tuple(fc.nat(), fc.nat(), fc.option(fc.jsonValue(), { nil: undefined }), fc.boolean())
  .map(([which, position, value, isText]) => (bytes) => {
    const document = JSON.parse(bytes.toString())
    const places = placesIn(document)
    const place = places[which % places.length]
    if (!place) return bytes
    const [parent, key] = place
    const old = parent[key]
    if (isText && typeof old === 'string' && old.length > 0) {
      const at = position % old.length
      parent[key] = `${old.slice(0, at)}${old[at] === 'A' ? 'B' : 'A'}${old.slice(at + 1)}`
    } else if (value === undefined) delete parent[key]
    else parent[key] = value
    return Buffer.from(JSON.stringify(document))
  })

function placesIn(value: unknown): [Json, string][] {
  if (typeof value !== 'object' || value === null) return []
  const parent = value as Json
  return Object.keys(parent).flatMap((key) => [[parent, key], ...placesIn(parent[key])])
}

/** A registry that serves what it likes under any digest: only the signature protects. */
function serving(source: SignatureSource, manifest: Change, blob: Change): SignatureSource {
  return {
    ...source,
    getManifest: async (digest) => manifest(Buffer.from(await source.getManifest(digest))),
    getBlob: async () => blob(await onlyBlob(source)),
  }
}

async function onlyBlob(source: SignatureSource): Promise<Buffer> {
  const [referrer] = await source.listReferrers(DIGEST)
  const tag = await source.resolveTag(`${DIGEST.replace(':', '-')}.sig`)
  const manifest = await source.getManifest(referrer?.digest ?? tag?.digest ?? '')
  const { layers } = JSON.parse(Buffer.from(manifest).toString())
  return Buffer.from(await source.getBlob(layers[0]))
}

test('a changed signature verifies to the same evidence or not at all, and never throws', async () => {
  const sigstore = await createLocalSigstore()
  const verify = (repository: SignatureSource) =>
    verifySignature({
      repository,
      digest: DIGEST,
      identity: DEFAULT_IDENTITY,
      issuer: DEFAULT_ISSUER,
      trustedRoot: sigstore.trustedRoot,
    })
  const originals = await Promise.all(
    [
      { layout: 'bundle' as const },
      { layout: 'bundle' as const, log: 'rekor-2' as const },
      { layout: 'legacy' as const },
    ].map(async (options) => {
      const source = memorySource(await sigstore.sign({ ...options, digest: DIGEST }))
      return { source, evidence: (await verify(source)).signature }
    }),
  )
  const same: Change = (bytes) => bytes
  const verdicts = { good: 0, bad: 0 }
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...originals),
      fc.oneof(flippedBit, splice, { arbitrary: jsonValue, weight: 3 }),
      fc.boolean(),
      async ({ source, evidence }, change, isManifest) => {
        const changed = serving(source, isManifest ? change : same, isManifest ? same : change)
        const { signature, findings } = await verify(changed)
        verdicts[signature ? 'good' : 'bad']++
        if (signature) expect(signature).toEqual(evidence)
        else expect(findings.length).toBeGreaterThan(0)
      },
    ),
    { numRuns: 1000, seed: 1 },
  )
  expect(originals.every(({ evidence }) => evidence)).toBe(true)
  // Both happen often: the property is not about documents that no parser reads.
  expect(verdicts.good).toBeGreaterThan(100)
  expect(verdicts.bad).toBeGreaterThan(300)
}, 120_000)
