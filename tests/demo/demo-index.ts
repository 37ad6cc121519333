import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { packArtifact, pushArtifact } from '../../src/io/registry/flux-artifact.ts'
import { openRepository, type Repository } from '../../src/io/registry/oci-registry.ts'
import { createLocalSigstore, type LocalSigstore } from '../signing/local-sigstore.ts'
import { fallbackIndex } from '../signing/pack.ts'
import { EXAMPLES, type ExampleRelease, type ExampleRepository } from './example-repositories.ts'

/** The registry that the demonstration's entries name; a local one stands in for it. */
export const DEMO_REGISTRY = 'registry.example'

const CREATED = '2026-01-01T00:00:00Z'
const ISSUER = 'https://token.actions.githubusercontent.com'

export interface Demo {
  /** An index folder that lists the examples at their first releases. */
  indexDir: string
  trustedRoot: string
  /** Who signs the examples. */
  sigstore: LocalSigstore
  /** Lists an example at its next release; false where it has none. */
  bump(name: string): boolean
  /** Puts another artifact under a tag of an example, as nobody should. */
  moveTag(name: string, version: string): Promise<void>
  remove(): void
}

/**
 * Pushes our example repositories to a registry, signed against a trust root made on the spot, and
 * writes an index that lists them.
 *
 * @param host the local registry, with its port
 */
export async function createDemo(host: string): Promise<Demo> {
  const folder = mkdtempSync(join(tmpdir(), 'packages-index-demo-'))
  const sigstore = await createLocalSigstore()
  for (const example of EXAMPLES) {
    for (const release of example.releases) await publish(example, release, host, sigstore)
  }
  const trustedRoot = join(folder, 'trusted_root.json')
  sigstore.writeTrustedRoot(trustedRoot)
  const indexDir = join(folder, 'index')
  writeAll(indexDir, { 'policy.yaml': `registries:\n  - host: ${DEMO_REGISTRY}\n` })
  const listed = new Map(EXAMPLES.map(({ name }) => [name, 0]))
  for (const example of EXAMPLES) list(indexDir, example, 0)
  return {
    indexDir,
    trustedRoot,
    sigstore,
    bump(name) {
      const example = EXAMPLES.find((one) => one.name === name)
      const next = (listed.get(name) ?? 0) + 1
      if (!example?.releases[next]) return false
      listed.set(name, next)
      list(indexDir, example, next)
      return true
    },
    async moveTag(name, version) {
      const example = EXAMPLES.find((one) => one.name === name)
      const release = example?.releases.find((one) => one.version === version)
      if (!example || !release) throw new Error(`no example ${name} ${version}`)
      const files = { ...release.files, 'README.md': '# Something else\n' }
      await publish(example, { version, files }, host, sigstore)
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/**
 * Pushes a release of an example to a registry and signs it.
 *
 * @param identity who signs it; by default the example's own workflow
 */
export async function publish(
  example: Pick<ExampleRepository, 'name'>,
  { version, files }: ExampleRelease,
  host: string,
  sigstore: LocalSigstore,
  identity = identityOf(example),
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'packages-index-example-'))
  try {
    writeAll(folder, files)
    const source = `https://github.com/${example.name.replace('.', '/')}`
    const packed = packArtifact(folder, { source, revision: version, created: CREATED })
    const insecureHosts = new Set([host])
    const repository = openRepository(host, pathOf(example), { allowedHosts: [], insecureHosts })
    await pushArtifact(repository, packed, version)
    await attachSignature(repository, packed, identity, sigstore)
    await repository.close()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Signs a pushed artifact as an identity, in the layout of cosign 3. */
export async function attachSignature(
  repository: Repository,
  { digest, manifest }: { digest: string; manifest: { bytes: Uint8Array } },
  identity: string,
  sigstore: LocalSigstore,
): Promise<void> {
  const size = manifest.bytes.length
  const signed = await sigstore.sign({ layout: 'bundle', digest, size, identity, issuer: ISSUER })
  for (const blob of signed.blobs.values()) await repository.pushBlob(blob)
  const { bytes, mediaType } = signed.manifest
  await repository.pushManifest(signed.manifest.digest, bytes, mediaType)
  // Debian's registry has no referrers API, so that the fallback tag names the signature.
  const index = fallbackIndex(digest, [signed])
  await repository.pushManifest(index.tag, index.bytes, index.mediaType)
}

function list(indexDir: string, example: ExampleRepository, release: number): void {
  const { name, description, tags, overview, releases } = example
  const files: Record<string, string> = {
    [`packages/${name}.yaml`]: `name: ${name}
ociRef: oci://${DEMO_REGISTRY}/${pathOf(example)}
version: ${releases[release]?.version}
description: ${description}
maintainer: Acme
tags: [${tags.join(', ')}]
signing:
  identity: ${identityOf(example)}
  issuer: ${ISSUER}
`,
  }
  if (overview) files[`packages/${name}.md`] = overview
  writeAll(indexDir, files)
}

function pathOf({ name }: Pick<ExampleRepository, 'name'>): string {
  return name.replace('.', '/')
}

export function identityOf(example: Pick<ExampleRepository, 'name'>): string {
  return `https://github.com/${pathOf(example)}/.github/workflows/release.yaml@refs/heads/main`
}

function writeAll(folder: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
}
