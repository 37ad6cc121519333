import { expect, test } from 'vitest'
import { SignatureSchema } from '../../src/core/schemas/release.ts'
import { type SignatureSource, verifySignature } from '../../src/io/signature/verify-signature.ts'
import {
  createLocalSigstore,
  DEFAULT_IDENTITY,
  DEFAULT_ISSUER,
  type SignOptions,
} from '../signing/local-sigstore.ts'
import { memorySource } from '../signing/memory-source.ts'
import type { SignedArtifact } from '../signing/pack.ts'

const DIGEST = `sha256:${'ab'.repeat(32)}`
const OTHER_DIGEST = `sha256:${'cd'.repeat(32)}`
const LAYOUTS = ['bundle', 'legacy'] as const

const sigstore = await createLocalSigstore()
const stranger = await createLocalSigstore()

function sign(options: Partial<SignOptions> = {}): Promise<SignedArtifact> {
  return sigstore.sign({ layout: 'bundle', digest: DIGEST, ...options })
}

function verify(repository: SignatureSource, more: object = {}) {
  return verifySignature({
    repository,
    digest: DIGEST,
    identity: DEFAULT_IDENTITY,
    issuer: DEFAULT_ISSUER,
    trustedRoot: sigstore.trustedRoot,
    ...more,
  })
}

const EVIDENCE = {
  identity: DEFAULT_IDENTITY,
  issuer: DEFAULT_ISSUER,
  repository: { uri: 'https://github.com/acme/hello', id: '1001', ownerId: '501' },
  trigger: 'push',
  logIndex: expect.stringMatching(/^\d+$/),
  signedAt: '2026-01-01T00:01:00Z',
}

test.each(LAYOUTS)('a good signature in the layout %s is evidence', async (layout) => {
  const { signature, findings } = await verify(memorySource(await sign({ layout })))
  expect(findings).toEqual([])
  expect(SignatureSchema.parse(signature)).toEqual({ layout, ...EVIDENCE })
})

test('a log that promises nothing suffices with a timestamp', async () => {
  const { signature } = await verify(memorySource(await sign({ log: 'rekor-2' })))
  expect(signature).toEqual({ layout: 'bundle', ...EVIDENCE })
})

test.each(['other-payload-type', 'other-statement'] as const)(
  'a bundle with %s is refused',
  async (fault) => {
    const { signature, findings } = await verify(memorySource(await sign({ fault })))
    expect(signature).toBeNull()
    expect(findings.map(({ rule }) => rule)).toEqual(['signature-payload'])
  },
)

/** A signature whose bundle says something else of the index in the log. */
async function withLogIndex(
  options: Partial<SignOptions>,
  change: (index: string) => string,
): Promise<SignatureSource> {
  const signed = await sign(options)
  const source = memorySource(signed)
  return {
    ...source,
    getBlob: async (descriptor) => {
      const bundle = JSON.parse(Buffer.from(await source.getBlob(descriptor)).toString())
      const [entry] = bundle.verificationMaterial.tlogEntries
      entry.logIndex = change(entry.logIndex)
      return Buffer.from(JSON.stringify(bundle))
    },
  }
}

test('of the log index only what the log vouches for is evidence', async () => {
  const free = await verify(await withLogIndex({ log: 'rekor-2' }, () => '12345'))
  expect(free.signature?.logIndex).toBe('0')
  const promised = await verify(await withLogIndex({}, () => '12345'))
  expect(promised.findings.map(({ rule }) => rule)).toEqual(['signature-log'])
  const written = await verify(await withLogIndex({}, (index) => `000${index}`))
  expect(written.signature?.logIndex).toMatch(/^(0|[1-9]\d*)$/)
})

test('years do not matter: the certificate was valid when it signed', async () => {
  const old = await createLocalSigstore(new Date('2021-06-01T00:00:00Z'))
  const source = memorySource(await old.sign({ layout: 'bundle', digest: DIGEST }))
  const { signature } = await verify(source, { trustedRoot: old.trustedRoot })
  expect(signature?.signedAt).toBe('2021-06-01T00:01:00Z')
})

test('an issuer other than GitHub need not name a source', async () => {
  const identity = 'release@acme.example'
  const issuer = 'https://accounts.example'
  const source = { uri: null, id: null, ownerId: null, trigger: null }
  const { signature } = await verify(memorySource(await sign({ identity, issuer, source })), {
    identity,
    issuer,
  })
  expect(signature).toMatchObject({ identity, issuer, repository: null, trigger: null })
})

test.each(['push', 'release', 'workflow_dispatch', 'schedule'])(
  'the trigger %s is accepted',
  async (trigger) => {
    const { signature } = await verify(memorySource(await sign({ source: { trigger } })))
    expect(signature?.trigger).toBe(trigger)
  },
)

test.each(['refs/tags/v1.2.0', null])('a build of %s is accepted', async (ref) => {
  const { signature } = await verify(memorySource(await sign({ source: { ref } })))
  expect(signature?.identity).toBe(DEFAULT_IDENTITY)
})

const PREFIX = DEFAULT_IDENTITY.slice(0, -1)
const WRONG: [string, Partial<SignOptions>, string][] = [
  ['another identity', { identity: `${DEFAULT_IDENTITY}-2` }, 'signature-identity'],
  ['a prefix of the identity', { identity: PREFIX }, 'signature-identity'],
  ['another issuer', { issuer: 'https://issuer.example' }, 'signature-issuer'],
  ['another digest', { claims: OTHER_DIGEST }, 'signature-digest'],
  ['a tampered payload', { fault: 'tampered-payload' }, 'signature-payload'],
  ['an attestation', { fault: 'other-predicate' }, 'signature-payload'],
  ['a key', { fault: 'key' }, 'signature-certificate'],
  ['an expired certificate without a log', { fault: 'no-log' }, 'signature-certificate'],
  ['an expired certificate, logged', { fault: 'expired' }, 'signature-certificate'],
  ['an extension twice', { fault: 'extension-twice' }, 'signature-certificate'],
  ['two subjects', { fault: 'two-subjects' }, 'signature-certificate'],
  ['a certificate for other uses', { fault: 'no-code-signing' }, 'signature-certificate'],
  ['an unlogged certificate', { fault: 'no-certificate-log' }, 'signature-certificate'],
  ['a timestamp alone', { fault: 'timestamp-alone' }, 'signature-log'],
  ['a forged promise', { fault: 'forged-promise' }, 'signature-log'],
  ['a log of another certificate', { fault: 'other-certificate-logged' }, 'signature-log'],
  ['a log of the bare key', { fault: 'key-logged' }, 'signature-log'],
  ['another source', { source: { uri: 'https://github.com/mallory/hello' } }, 'signature-source'],
  ['another branch', { source: { ref: 'refs/heads/feature' } }, 'signature-source'],
  ['a pull request’s ref', { source: { ref: 'refs/pull/7/merge' } }, 'signature-source'],
  ['no source', { source: { uri: null } }, 'signature-source'],
  ['no owner id', { source: { ownerId: null } }, 'signature-source'],
  ['a pull request', { source: { trigger: 'pull_request' } }, 'signature-trigger'],
  ['a privileged one', { source: { trigger: 'pull_request_target' } }, 'signature-trigger'],
  ['no trigger', { source: { trigger: null } }, 'signature-trigger'],
]

for (const layout of LAYOUTS) {
  test.each(WRONG)(`%s in the layout ${layout} is refused`, async (_, options, rule) => {
    const { signature, findings } = await verify(memorySource(await sign({ layout, ...options })))
    expect(signature).toBeNull()
    expect(findings.map((finding) => finding.rule)).toEqual([rule])
  })

  test(`another trust root in the layout ${layout} is refused`, async () => {
    const source = memorySource(await stranger.sign({ layout, digest: DIGEST }))
    const { signature, findings } = await verify(source)
    expect(signature).toBeNull()
    expect(findings.map((finding) => finding.rule)).toEqual(['signature-certificate'])
  })
}

test('no signature at all is missing', async () => {
  const { signature, findings } = await verify(memorySource(), { file: 'packages/acme.yaml' })
  expect(signature).toBeNull()
  expect(findings).toEqual([
    {
      rule: 'signature-missing',
      severity: 'error',
      file: 'packages/acme.yaml',
      line: null,
      column: null,
      message: `expected a cosign signature of ${DIGEST}, found neither a bundle that refers to it nor the tag sha256-${'ab'.repeat(32)}.sig`,
      fix: 'Sign the digest in the release workflow: cosign sign --yes REPOSITORY@DIGEST, with the permission id-token: write.',
    },
  ])
})

test.each([
  ['repository', { repositoryId: '1002', ownerId: '501' }],
  ['owner', { repositoryId: '1001', ownerId: '502' }],
])('another %s under the recorded name is refused', async (_, known) => {
  const { findings } = await verify(memorySource(await sign()), { known })
  expect(findings.map(({ rule }) => rule)).toEqual(['signature-source'])
  const recorded = { repositoryId: '1001', ownerId: '501' }
  expect((await verify(memorySource(await sign()), { known: recorded })).signature).not.toBeNull()
})

test('an identity whose placeholder was not replaced matches nothing', async () => {
  const identity = `${DEFAULT_IDENTITY.split('@')[0]}@refs/tags/{version}`
  const { findings } = await verify(memorySource(await sign({ identity })), { identity })
  expect(findings.map(({ rule }) => rule)).toEqual(['signature-identity'])
})

test('each bad signature gets its own reason, in words', async () => {
  const bad = await Promise.all([
    sign({ identity: `${DEFAULT_IDENTITY}\u001b[31m` }),
    sign({ claims: OTHER_DIGEST }),
    ...WRONG.filter(([, { fault }]) => fault).map(([, options]) => sign(options)),
    sign({ source: { uri: 'https://github.com/mallory/hello' } }),
    sign({ source: { trigger: 'pull_request' } }),
    sign({ fault: 'key' }),
  ])
  const { findings } = await verify(memorySource(...bad))
  expect(findings.map(({ rule, message }) => `${rule}: ${message}`)).toMatchInlineSnapshot(`
    [
      "signature-identity: expected the signer "https://github.com/acme/hello/.github/workflows/release.yaml@refs/heads/main", found "https://github.com/acme/hello/.github/workflows/release.yaml@refs/heads/main\\u{1b}[31m"",
      "signature-digest: expected a signature of sha256:abababababababababababababababababababababababababababababababab, found one of "sha256:cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd"",
      "signature-payload: the signature does not match the signed payload: one of them was changed",
      "signature-payload: expected the predicate type "https://sigstore.dev/cosign/sign/v1", found "https://slsa.dev/provenance/v1"",
      "signature-certificate: expected a certificate, found a signature by a key: a key names nobody",
      "signature-certificate: nothing proves that the certificate was valid when it signed: it was valid from 2026-01-01T00:01:00Z to 2026-01-01T00:11:00Z, and there is neither a log entry with a time nor a timestamp",
      "signature-certificate: the certificate was valid from 2026-01-01T00:01:00Z to 2026-01-01T00:11:00Z, and the signature was made at 2026-01-01T01:01:00Z",
      "signature-certificate: expected a certificate of Fulcio, found one that is damaged or says one thing twice",
      "signature-certificate: expected one subject alternative name in the certificate, found 2",
      "signature-certificate: expected a certificate for signing code, and the certificate does not allow that",
      "signature-certificate: expected a certificate that a certificate transparency log of the trust root vouches for",
      "signature-log: expected an entry in the transparency log, found only a timestamp",
      "signature-log: the proof of the transparency log or timestamp is not valid: inclusion promise could not be verified",
      "signature-log: expected a log entry of the certificate that signed, found one of another certificate or of a key",
      "signature-source: expected the source repository "https://github.com/acme/hello", found "https://github.com/mallory/hello"",
      "signature-trigger: expected a workflow started by push, release, workflow_dispatch, schedule; found "pull_request"",
    ]
  `)
})
