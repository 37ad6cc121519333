import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { digestOf } from '../../src/io/registry/answers.ts'
import { RegistryError } from '../../src/io/registry/error.ts'
import { packArtifact, pushArtifact } from '../../src/io/registry/flux-artifact.ts'
import { describeManifest } from '../../src/io/registry/flux-manifest.ts'
import { openRepository, type Repository } from '../../src/io/registry/oci-registry.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import {
  type Access,
  type DockerRegistry,
  registryObstacle,
  startRegistry,
  USER,
} from './docker-registry.ts'

const obstacle = registryObstacle()
if (obstacle) process.stderr.write(`tests/interop/registry.test.ts is skipped: ${obstacle}\n`)

const METADATA = {
  source: 'https://git.example/acme/hello',
  revision: 'v1.0.0:0123abcd',
  created: '2026-01-02T03:04:05Z',
}
const OCI = 'application/vnd.oci.image.manifest.v1+json'
const OCI_INDEX = 'application/vnd.oci.image.index.v1+json'

function open(registry: DockerRegistry, path: string, mayLogIn = true): Repository {
  return openRepository(registry.host, path, {
    allowedHosts: [],
    insecureHosts: new Set([registry.host, registry.tokenHost ?? registry.host]),
    credentials: mayLogIn ? async () => USER : null,
  })
}

function pack(content: string) {
  return packArtifact(temporaryFolder({ 'a.yaml': content, 'b/c.yaml': 'c: 1\n' }), METADATA)
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.catch((reason: unknown) => reason)
  return error instanceof RegistryError ? error.code : `no error: ${JSON.stringify(error)}`
}

/** Runs skopeo beside this process, which hands out the tokens that it asks for. */
async function skopeo(...args: string[]): Promise<string> {
  const run = promisify(execFile)('skopeo', ['--insecure-policy', ...args], { timeout: 60_000 })
  return (await run).stdout
}

describe.skipIf(obstacle !== null).each<Access>(['open', 'password', 'token'])(
  'docker-registry, %s',
  (access) => {
    let registry: DockerRegistry
    const login = access === 'open' ? [] : ['--creds', `${USER.username}:${USER.password}`]

    beforeAll(async () => {
      registry = await startRegistry(access)
    })
    afterAll(() => registry?.stop())

    test('what we push, we and skopeo read alike', async () => {
      const repository = open(registry, 'acme/pushed')
      const packed = pack('a: 1\n')
      await pushArtifact(repository, packed, 'v1.0.0')
      expect(await repository.resolveTag('v1.0.0')).toEqual({
        digest: packed.digest,
        mediaType: OCI,
        size: packed.manifest.bytes.length,
      })
      const manifest = await repository.getManifest(packed.digest)
      expect(Buffer.from(manifest.bytes)).toEqual(Buffer.from(packed.manifest.bytes))
      const read = describeManifest(manifest.bytes)
      if (!('manifest' in read)) throw new Error(read.problem)
      const blob = await repository.getBlob(read.manifest.layer, 1024 * 1024)
      expect(digestOf(blob)).toBe(packed.layer.digest)
      expect(await repository.listReferrers(packed.digest)).toEqual([])

      const source = `docker://${registry.host}/acme/pushed:v1.0.0`
      const raw = await skopeo('inspect', '--tls-verify=false', ...login, '--raw', source)
      expect(raw).toBe(Buffer.from(packed.manifest.bytes).toString())
      const copy = temporaryFolder()
      const from = login.map((arg) => arg.replace('--creds', '--src-creds'))
      await skopeo('copy', '--quiet', '--src-tls-verify=false', ...from, source, `dir:${copy}`)
      const layer = readFileSync(join(copy, packed.layer.digest.replace('sha256:', '')))
      expect(digestOf(layer)).toBe(packed.layer.digest)
    })

    test('what skopeo pushes, we read', async () => {
      const packed = pack('a: 2\n')
      await pushArtifact(open(registry, 'acme/source'), packed, 'v1.0.0')
      await skopeo(
        ...['copy', '--quiet', '--src-tls-verify=false', '--dest-tls-verify=false'],
        ...login.map((arg) => arg.replace('--creds', '--src-creds')),
        ...login.map((arg) => arg.replace('--creds', '--dest-creds')),
        `docker://${registry.host}/acme/source:v1.0.0`,
        `docker://${registry.host}/acme/copied:v2.0.0`,
      )
      const repository = open(registry, 'acme/copied')
      expect((await repository.resolveTag('v2.0.0')).digest).toBe(packed.digest)
      const { layer } = packed
      const blob = await repository.getBlob({ ...layer, size: layer.bytes.length }, 1024 * 1024)
      expect(digestOf(blob)).toBe(layer.digest)
    })

    test('a large blob is pushed and pulled', async () => {
      const repository = open(registry, 'acme/large')
      const bytes = randomBytes(9_000_000)
      const progress: number[] = []
      const pushed = await repository.pushBlob(bytes, (sent) => progress.push(sent))
      expect(progress.at(-1)).toBe(bytes.length)
      expect(await repository.blobExists(pushed.digest)).toBe(true)
      expect(bytes.equals(await repository.getBlob(pushed, bytes.length))).toBe(true)
    })

    test('what is not there is not found', async () => {
      const repository = open(registry, 'acme/pushed')
      const nothing = digestOf(Buffer.from('nothing'))
      expect(await codeOf(repository.resolveTag('v9.9.9'))).toBe('not-found')
      expect(await codeOf(repository.getManifest(nothing))).toBe('not-found')
      expect(await codeOf(repository.getBlob({ digest: nothing, size: 7 }, 10))).toBe('not-found')
      expect(await repository.blobExists(nothing)).toBe(false)
      expect(await codeOf(open(registry, 'acme/nobody').listTags())).toBe('not-found')
    })

    test('tags are listed, and referrers by the tag that stands in for the API', async () => {
      const repository = open(registry, 'acme/tags')
      const packed = pack('a: 3\n')
      await pushArtifact(repository, packed, 'v1.0.0')
      await repository.pushManifest('v1.0.1', packed.manifest.bytes, packed.manifest.mediaType)
      expect(await repository.listTags()).toEqual(['v1.0.0', 'v1.0.1'])
      const { digest } = packed
      const descriptor = { mediaType: OCI, digest, size: packed.manifest.bytes.length }
      const index = { schemaVersion: 2, mediaType: OCI_INDEX, manifests: [descriptor] }
      const fallback = digest.replace(':', '-')
      const bytes = Buffer.from(JSON.stringify(index))
      await repository.pushManifest(fallback, bytes, OCI_INDEX)
      expect(await repository.listReferrers(digest)).toEqual([
        { ...descriptor, artifactType: null, annotations: {} },
      ])
      const resolved = await repository.resolveTag(fallback)
      expect(resolved.mediaType).toBe(OCI_INDEX)
      expect(describeManifest(bytes)).toHaveProperty('problem')
    })

    test.skipIf(access === 'open')('who may not write is told so', async () => {
      const anonymous = open(registry, 'acme/forbidden', false)
      const code = await codeOf(pushArtifact(anonymous, pack('a: 4\n'), 'v1.0.0'))
      expect(code).toBe('unauthorized')
    })
  },
)
