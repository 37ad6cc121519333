import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readArchive } from '../../src/io/archive/archive.ts'
import { digestOf } from '../../src/io/registry/answers.ts'
import { packArtifact, pushArtifact } from '../../src/io/registry/flux-artifact.ts'
import { describeManifest } from '../../src/io/registry/flux-manifest.ts'
import { openRepository } from '../../src/io/registry/oci-registry.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { lyingRegistry } from './lying-registry.ts'

const METADATA = {
  source: 'https://git.example/acme/hello?a=1&b=<2>',
  revision: 'v1.0.0:0123abcd',
  created: '1970-01-01T00:00:00Z',
}

const FILES = {
  'a.yaml': 'a: 1\n',
  'a/b.yaml': 'b: 1\n',
  '.gitignore': 'x\n',
  '.git/config': 'x\n',
  'a/.git/config': 'x\n',
  'a/photo.jpg': 'x\n',
  'a/folder.zip/c.yaml': 'x\n',
  'a/z.tar.gz': 'x\n',
  'a/photo.jpg.yaml': 'd: 1\n',
  [`${'long/'.repeat(30)}e.yaml`]: 'e: 1\n',
  [`${'x'.repeat(150)}.yaml`]: 'f: 1\n',
  'ünï.yaml': 'g: 1\n',
}

test('a folder is packed without what Flux ignores, and without links', async () => {
  const folder = temporaryFolder(FILES)
  symlinkSync('a', join(folder, 'link'))
  const packed = packArtifact(folder, METADATA)
  const { artifact, findings } = await readArchive(packed.layer.bytes)
  expect(findings).toEqual([])
  expect([...(artifact?.files.keys() ?? [])]).toEqual([
    'a/b.yaml',
    'a/photo.jpg.yaml',
    'a.yaml',
    `${'long/'.repeat(30)}e.yaml`,
    `${'x'.repeat(150)}.yaml`,
    'ünï.yaml',
  ])
  expect(packed.leftOut).toEqual([
    { path: '.git', reason: 'ignored' },
    { path: '.gitignore', reason: 'ignored' },
    { path: 'a/.git', reason: 'ignored' },
    { path: 'a/folder.zip', reason: 'ignored' },
    { path: 'a/photo.jpg', reason: 'ignored' },
    { path: 'a/z.tar.gz', reason: 'ignored' },
    { path: 'link', reason: 'link' },
  ])
  expect(gunzipSync(packed.layer.bytes).equals(packed.tar)).toBe(true)
})

test('config and manifest are written as Flux writes them', () => {
  const { config, manifest, layer, tar, digest } = packArtifact(temporaryFolder(FILES), METADATA)
  expect(config.bytes).toHaveLength(233)
  expect(Buffer.from(config.bytes).toString()).toBe(
    `{"architecture":"","created":"1970-01-01T00:00:00Z","history":[{"created":"0001-01-01T00:00:00Z"}],"os":"","rootfs":{"type":"layers","diff_ids":["${digestOf(tar)}"]},"config":{}}`,
  )
  expect(Buffer.from(manifest.bytes).toString()).toBe(
    `{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",` +
      `"config":{"mediaType":"application/vnd.cncf.flux.config.v1+json","size":233,"digest":"${config.digest}"},` +
      `"layers":[{"mediaType":"application/vnd.cncf.flux.content.v1.tar+gzip","size":${layer.bytes.length},"digest":"${layer.digest}"}],` +
      `"annotations":{"org.opencontainers.image.created":"1970-01-01T00:00:00Z",` +
      `"org.opencontainers.image.revision":"v1.0.0:0123abcd",` +
      String.raw`"org.opencontainers.image.source":"https://git.example/acme/hello?a=1\u0026b=\u003c2\u003e"}}`,
  )
  expect(digest).toBe(digestOf(manifest.bytes))
  expect(describeManifest(manifest.bytes)).toEqual({
    manifest: {
      config: { mediaType: config.mediaType, size: 233, digest: config.digest },
      layer: { mediaType: layer.mediaType, size: layer.bytes.length, digest: layer.digest },
      ...METADATA,
    },
  })
})

test('a file is no folder', () => {
  const file = join(temporaryFolder(FILES), 'a.yaml')
  expect(() => packArtifact(file, METADATA)).toThrow(/a\.yaml is not a folder$/)
})

test('the same folder gives the same bytes', () => {
  const [one, two] = [0, 1].map(() => packArtifact(temporaryFolder(FILES), METADATA).digest)
  expect(one).toBe(two)
})

const config = {
  mediaType: 'application/vnd.cncf.flux.config.v1+json',
  size: 1,
  digest: digestOf(new Uint8Array()),
}
const layer = { ...config, mediaType: 'application/vnd.cncf.flux.content.v1.tar+gzip' }
const good = { schemaVersion: 2, config, layers: [layer] }
const OCI = 'application/vnd.oci.image.manifest.v1+json'
const DOCKER = 'application/vnd.docker.distribution.manifest.v2+json'

test.each<[string, unknown, string]>([
  ['text', '<html>', 'the manifest is not JSON'],
  [
    'an OCI index',
    { schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests: [] },
    'it is a multi-platform index, which names several artifacts and not one',
  ],
  [
    'an index without a type',
    { schemaVersion: 2, manifests: [] },
    'it is a multi-platform index, which names several artifacts and not one',
  ],
  [
    'a Docker list',
    { mediaType: 'application/vnd.docker.distribution.manifest.list.v2+json' },
    'it is a multi-platform index, which names several artifacts and not one',
  ],
  [
    'a Docker image',
    {
      ...good,
      mediaType: DOCKER,
      config: { ...config, mediaType: 'application/vnd.docker.container.image.v1+json' },
    },
    'it is a Docker image, and not a Flux artifact',
  ],
  [
    'a container image',
    { ...good, config: { ...config, mediaType: 'application/vnd.oci.image.config.v1+json' } },
    'it is a container image, and not a Flux artifact',
  ],
  [
    'a Helm chart',
    { ...good, config: { ...config, mediaType: 'application/vnd.cncf.helm.config.v1+json' } },
    'it is a Helm chart, and not a Flux artifact',
  ],
  [
    'a signature',
    { ...good, config: { ...config, mediaType: 'application/vnd.oci.empty.v1+json' } },
    'it is an attachment to another artifact, such as a signature, and not a Flux artifact',
  ],
  [
    'an unknown config',
    { ...good, config: { ...config, mediaType: 'x/y' } },
    'its config has the media type "x/y", and not application/vnd.cncf.flux.config.v1+json',
  ],
  [
    'an unknown layer',
    { ...good, layers: [{ ...layer, mediaType: 'x/y' }] },
    'its layer has the media type "x/y", and not application/vnd.cncf.flux.content.v1.tar+gzip',
  ],
  [
    'a Docker manifest',
    { ...good, mediaType: DOCKER },
    `the manifest has the media type "${DOCKER}"`,
  ],
  [
    'two layers',
    { ...good, layers: [layer, layer] },
    'it has 2 layers, of which Flux reads the first only',
  ],
  [
    'no layers',
    { ...good, layers: [] },
    'the manifest is not an OCI manifest: layers is not right',
  ],
  [
    'version 1',
    { ...good, schemaVersion: 1 },
    'the manifest is not an OCI manifest: schemaVersion is not right',
  ],
  [
    'a bad digest',
    { ...good, layers: [{ ...layer, digest: 'sha256:../x' }] },
    'the manifest is not an OCI manifest: layers.0.digest is not right',
  ],
  [
    'a negative size',
    { ...good, config: { ...config, size: -1 } },
    'the manifest is not an OCI manifest: config.size is not right',
  ],
  [
    'layers in capitals too',
    { ...good, Layers: [] },
    'the manifest holds the key "Layers", which readers in Go take for another',
  ],
  [
    'layers with a long s',
    { ...good, 'layer\u017f': [] },
    'the manifest holds the key "layer\u017f", which readers in Go take for another',
  ],
  [
    'a digest in capitals too',
    { ...good, layers: [{ ...layer, Digest: 'x' }] },
    'the manifest holds the key "Digest", which readers in Go take for another',
  ],
])('%s is no Flux artifact', (_, manifest, problem) => {
  const text = typeof manifest === 'string' ? manifest : JSON.stringify(manifest)
  expect(describeManifest(Buffer.from(text))).toEqual({ problem, fix: expect.any(String) })
})

test('a manifest may do without annotations, and hold any', () => {
  const read = (manifest: unknown) => describeManifest(Buffer.from(JSON.stringify(manifest)))
  expect(read(good)).toMatchObject({ manifest: { source: null, revision: null, created: null } })
  expect(read({ ...good, mediaType: OCI, annotations: { Config: 'x' } })).toHaveProperty('manifest')
})

test('what is pushed is what is pulled, and what is there is not sent again', async () => {
  const stored = new Map<string, Buffer>()
  const { host, seen } = await lyingRegistry((request, response, host) => {
    const { pathname, searchParams } = new URL(request.url ?? '', `http://${host}`)
    const key = searchParams.get('digest') ?? pathname.split('/').at(-1) ?? ''
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      const { method } = request
      if (method === 'PUT') stored.set(key, Buffer.concat(chunks))
      if (method === 'POST') response.setHeader('location', '/upload')
      const isThere = method === 'POST' || stored.has(key)
      response.writeHead(isThere ? 201 : 404)
      response.end(method === 'GET' ? stored.get(key) : undefined)
    })
  })
  const options = { allowedHosts: [], insecureHosts: new Set([host]) }
  const repository = openRepository(host, 'acme/hello', options)
  const packed = packArtifact(temporaryFolder(FILES), METADATA)
  const progress: [number, number][] = []
  const note = (sent: number, total: number) => progress.push([sent, total])
  expect(await pushArtifact(repository, packed, 'v1.0.0', note)).toEqual({ digest: packed.digest })
  const size = packed.layer.bytes.length
  expect(progress).toEqual([[size, size]])
  const { digest } = await repository.resolveTag('v1.0.0')
  expect(digest).toBe(packed.digest)
  expect(seen.filter(({ method }) => method === 'POST')).toHaveLength(2)
  await pushArtifact(repository, packed, 'v1.0.1')
  expect(seen.filter(({ method }) => method === 'POST')).toHaveLength(2)
})
