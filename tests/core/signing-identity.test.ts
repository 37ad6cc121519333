import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  cosignCommand,
  expectedIdentity,
  fluxVerify,
  knownSource,
  parseWorkflowIdentity,
} from '../../src/core/signing-identity.ts'

const WORKFLOW = 'https://github.com/acme/hello/.github/workflows/release.yaml'
const DIGEST = `sha256:${'a'.repeat(64)}`

test.each([
  ['@refs/heads/main', 'v1.2.0', '@refs/heads/main'],
  ['@refs/tags/{version}', 'v1.2.0', '@refs/tags/v1.2.0'],
  ['@refs/tags/{version}', '1.2.0', '@refs/tags/1.2.0'],
  ['@refs/tags/v{version}', 'v1.2.0', '@refs/tags/v1.2.0'],
  ['@refs/tags/v{version}', '1.2.0-rc.1', '@refs/tags/v1.2.0-rc.1'],
])('%s of %s is %s', (ref, version, expected) => {
  expect(expectedIdentity(WORKFLOW + ref, version)).toBe(WORKFLOW + expected)
})

test.each([
  ['elsewhere', '@refs/heads/{version}', '1.2.0'],
  ['twice', '@refs/tags/{version}{version}', '1.2.0'],
  ['before the end', '@refs/tags/{version}-x', '1.2.0'],
  ['after other letters', '@refs/tags/release-{version}', '1.2.0'],
  ['of what is no semver', '@refs/tags/{version}', 'latest'],
  ['of a replacement pattern', '@refs/tags/{version}', '$&'],
])('a placeholder %s stays, and so matches no certificate', (_, ref, version) => {
  expect(expectedIdentity(WORKFLOW + ref, version)).toBe(WORKFLOW + ref)
})

test('the identity of a workflow names repository, file and reference', () => {
  expect(parseWorkflowIdentity(`${WORKFLOW}@refs/tags/v1.2.0`)).toEqual({
    repository: 'acme/hello',
    workflow: '.github/workflows/release.yaml',
    ref: 'refs/tags/v1.2.0',
  })
})

test.each([
  'release@acme.example',
  'https://gitlab.com/acme/hello//.gitlab-ci.yml@refs/heads/main',
  'https://github.com.evil.example/acme/hello/.github/workflows/release.yaml@refs/heads/main',
  'https://github.com/acme/hello/extra/.github/workflows/release.yaml@refs/heads/main',
  `${WORKFLOW}@`,
  `${WORKFLOW}@refs/heads/main\nmore`,
])('%j is no workflow', (identity) => {
  expect(parseWorkflowIdentity(identity)).toBeNull()
})

test('the cosign command names the exact identity, issuer and digest', () => {
  const signature = { identity: `${WORKFLOW}@refs/heads/main`, issuer: 'https://issuer.example' }
  expect(cosignCommand('oci://ghcr.io/acme/hello', DIGEST, signature)).toBe(
    `cosign verify --certificate-identity ${WORKFLOW}@refs/heads/main --certificate-oidc-issuer https://issuer.example ghcr.io/acme/hello@${DIGEST}`,
  )
})

test.skipIf(process.platform === 'win32')('a shell reads the command as it was meant', () => {
  const odd = fc.string({
    unit: fc.constantFrom(...'ab \'"$`\\*?~!#&|;<>(){}[]=-\n'),
    minLength: 1,
  })
  fc.assert(
    fc.property(odd, odd, (identity, issuer) => {
      const command = cosignCommand('oci://ghcr.io/acme/hello', DIGEST, { identity, issuer })
      const { stdout } = spawnSync('sh', ['-c', `printf '%s\\0' ${command}`], { encoding: 'utf8' })
      const words = ['cosign', 'verify', '--certificate-identity', identity]
      words.push('--certificate-oidc-issuer', issuer, `ghcr.io/acme/hello@${DIGEST}`)
      expect(stdout).toBe(`${words.join('\0')}\0`)
    }),
    { numRuns: 50, seed: 1 },
  )
})

test('Flux is given anchored, escaped expressions', () => {
  expect(fluxVerify(`${WORKFLOW}@refs/tags/v1.2.0`, 'https://issuer.example')).toEqual({
    issuer: '^https://issuer\\.example$',
    subject:
      '^https://github\\.com/acme/hello/\\.github/workflows/release\\.yaml@refs/tags/v1\\.2\\.0$',
  })
})

test('an expression for Flux matches its identity and nothing else', () => {
  const text = fc.string({ unit: fc.constantFrom(...'aA0/:@-_.+*?()|[]{}^$\\') })
  fc.assert(
    fc.property(text, text, fc.nat(), (identity, insert, position) => {
      const at = position % (identity.length + 1)
      const expression = new RegExp(fluxVerify(identity, identity).subject, 'u')
      expect(expression.test(identity)).toBe(true)
      for (const other of [
        identity.slice(0, at) + insert + identity.slice(at),
        identity.slice(0, at) + identity.slice(at + 1),
        identity.slice(0, at) + insert + identity.slice(at + 1),
        `${identity}\n`,
      ]) {
        expect(expression.test(other)).toBe(other === identity)
      }
    }),
    { numRuns: 1000, seed: 1 },
  )
})

test('the ids to expect are those of the first release of the same repository', () => {
  const built = (repository: string, id: string) => ({
    signature: {
      ...({ layout: 'bundle', identity: '', issuer: '', trigger: null, logIndex: null } as const),
      signedAt: null,
      repository: { uri: `https://github.com/${repository}`, id, ownerId: '7' },
    },
  })
  const releases = [built('acme/moved', '3'), built('acme/hello', '2'), built('acme/hello', '1')]
  const identity = `${WORKFLOW}@refs/heads/main`
  expect(knownSource(identity, releases)).toEqual({ repositoryId: '1', ownerId: '7' })
  expect(knownSource(identity.replace('hello', 'moved'), releases)?.repositoryId).toBe('3')
  expect(knownSource(identity.replace('hello', 'new'), releases)).toBeNull()
  expect(knownSource('https://gitlab.com/acme/hello', releases)?.repositoryId).toBe('1')
})
