import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readArchive } from '../../src/io/archive/archive.ts'
import { digestOf } from '../../src/io/registry/answers.ts'
import { packArtifact, pushArtifact } from '../../src/io/registry/flux-artifact.ts'
import { describeManifest } from '../../src/io/registry/flux-manifest.ts'
import { openRepository, type Repository } from '../../src/io/registry/oci-registry.ts'
import { mutatedTar } from '../io/hand-made-tar.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { type DockerRegistry, registryObstacle, startRegistry } from './docker-registry.ts'
import { buildGoProgram } from './go-program.ts'

const METADATA = {
  source: 'https://git.example/acme/hello?a=1&b=<2>',
  revision: 'v1.0.0:0123abcd',
  created: '2026-01-02T03:04:05Z',
}

const noRegistry = registryObstacle()
const program = noRegistry ? null : buildGoProgram('flux-client')
const obstacle = noRegistry ?? program?.obstacle ?? null
if (obstacle) process.stderr.write(`tests/interop/flux-client.test.ts is skipped: ${obstacle}\n`)

/** Runs the client without the credentials of this machine. */
function flux<Line>(...args: string[]): Line[] {
  return program?.run<Line>(args, { DOCKER_CONFIG: temporaryFolder() }) ?? []
}

/** A folder with everything that is packed in a way of its own. */
function awkwardFolder(): string {
  const folder = temporaryFolder({
    'Chart.yaml': 'name: x\n',
    'a/b.yaml': 'b: 1\n',
    'a-b.yaml': 'c: 1\n',
    'a.yaml': '',
    'B.yaml': 'x'.repeat(5000),
    'empty.bin': '',
    '.git/config': 'x\n',
    'sub/.git': 'gitdir: elsewhere\n',
    'sub/.gitignore': 'x\n',
    '.gitattributes.d/kept.yaml': 'x\n',
    'photo.JPG': 'kept\n',
    'photo.jpg': 'ignored\n',
    'archive.zip/kept.yaml': 'ignored\n',
    'ünï/ö.yaml': 'x\n',
    '\ufb01.yaml': 'x\n',
    '\u{1f600}.yaml': 'x\n',
    [`${'p'.repeat(90)}/${'q'.repeat(90)}.yaml`]: 'x\n',
    [`${'long/'.repeat(30)}e.yaml`]: 'x\n',
    [`${'a-longer-name/'.repeat(25)}e.yaml`]: 'x\n',
    [`${'n'.repeat(100)}`]: 'x\n',
    [`${'n'.repeat(101)}`]: 'x\n',
    [`${'m'.repeat(99)}/${'o'.repeat(150)}`]: 'x\n',
    [`${'ä'.repeat(60)}/${'ö'.repeat(60)}`]: 'x\n',
  })
  symlinkSync('a', join(folder, 'link'))
  mkdirSync(join(folder, 'nothing'))
  chmodSync(join(folder, 'a.yaml'), 0o755)
  chmodSync(join(folder, 'B.yaml'), 0o600)
  return folder
}

describe.skipIf(obstacle !== null)('the Flux client', () => {
  let registry: DockerRegistry
  const open = (path: string): Repository =>
    openRepository(registry.host, path, {
      allowedHosts: [],
      insecureHosts: new Set([registry.host]),
    })

  beforeAll(async () => {
    registry = await startRegistry('open')
  })
  afterAll(() => registry?.stop())

  test('pulls what we push', async () => {
    const packed = packArtifact(awkwardFolder(), METADATA)
    const { digest } = await pushArtifact(open('acme/ours'), packed, 'v1.0.0')
    const folder = temporaryFolder()
    const [metadata] = flux('pull', `${registry.host}/acme/ours:v1.0.0`, folder)
    expect(metadata).toMatchObject({
      source_url: METADATA.source,
      source_revision: METADATA.revision,
      created: METADATA.created,
      digest: `${registry.host}/acme/ours@${digest}`,
    })
    const { artifact } = await readArchive(packed.layer.bytes)
    const pulled = readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    expect(pulled.sort()).toEqual([...(artifact?.files.keys() ?? [])].sort())
    for (const [path, bytes] of artifact?.files ?? [])
      expect(readFileSync(join(folder, path)).equals(bytes)).toBe(true)
  })

  test('pushes what we would, byte for byte but for gzip', async () => {
    const folder = awkwardFolder()
    const { source, revision, created } = METADATA
    flux('push', `${registry.host}/acme/theirs:v1.0.0`, folder, source, revision, created)
    const repository = open('acme/theirs')
    const { digest } = await repository.resolveTag('v1.0.0')
    const { bytes } = await repository.getManifest(digest)
    const theirs = describeManifest(bytes)
    if (!('manifest' in theirs)) throw new Error(theirs.problem)
    const { layer, config } = theirs.manifest
    const ours = packArtifact(folder, METADATA)
    const theirTar = gunzipSync(await repository.getBlob(layer, 1 << 20))
    expect(firstDifference(theirTar, ours.tar)).toBeNull()
    const theirConfig = await repository.getBlob(config, 1 << 20)
    expect(Buffer.from(ours.config.bytes).toString()).toBe(Buffer.from(theirConfig).toString())
    const withoutGzip = (manifest: Uint8Array, of: { digest: string; size: number }) =>
      Buffer.from(manifest)
        .toString()
        .replace(of.digest, 'DIGEST')
        .replace(`:${of.size},`, ':SIZE,')
    const ourLayer = { digest: ours.layer.digest, size: ours.layer.bytes.length }
    expect(withoutGzip(ours.manifest.bytes, ourLayer)).toBe(withoutGzip(bytes, layer))
  })

  test('reads what we accept as we read it', async () => {
    const archives = fc
      .sample(mutatedTar, { seed: 1906, numRuns: 4000 })
      .map((tar) => gzipSync(tar))
    const folder = temporaryFolder(
      Object.fromEntries(archives.map((bytes, at) => [`${at}.tgz`, bytes])),
    )
    const lines = flux<{ file: string; files: Record<string, string> | null; error: string }>(
      'read',
      folder,
    )
    const read = new Map(lines.map(({ file, files, error }) => [file, files ?? error]))
    let accepted = 0
    for (const [at, bytes] of archives.entries()) {
      const { artifact } = await readArchive(bytes)
      if (!artifact) continue
      accepted++
      const files = [...artifact.files].map(([path, content]) => [
        path,
        digestOf(content).replace('sha256:', ''),
      ])
      expect(read.get(`${at}.tgz`), `archive ${at}`).toEqual(Object.fromEntries(files))
    }
    expect(accepted).toBeGreaterThan(400)
  })
})

/** Where two archives differ first, with what stands there: a whole one is no help in a message. */
function firstDifference(a: Uint8Array, b: Uint8Array): string | null {
  const length = Math.max(a.length, b.length)
  for (let at = 0; at < length; at++) {
    if (a[at] === b[at]) continue
    const show = (bytes: Uint8Array) => Buffer.from(bytes.subarray(at, at + 40)).toString('latin1')
    return `at ${at} (${at % 512} of its block): ${JSON.stringify([show(a), show(b)])}`
  }
  return null
}
