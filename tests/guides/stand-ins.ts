import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeFiles } from '../../src/io/output-folder.ts'
import { packArtifact, pushArtifact } from '../../src/io/registry/flux-artifact.ts'
import { openRepository } from '../../src/io/registry/oci-registry.ts'
import { attachSignature } from '../demo/demo-index.ts'
import { filesOf } from '../docs/guide-files.ts'
import { startRegistry, USER } from '../interop/docker-registry.ts'
import { createLocalSigstore } from '../signing/local-sigstore.ts'

/** The registry that guides name for what everybody can pull, and the one that wants a login. */
const PUBLIC = 'ghcr.io'
const PRIVATE = 'registry.acme.example'

const VERSION = 'v1.2.0'
const IDENTITY = `https://github.com/acme/hello/.github/workflows/release.yaml@refs/tags/${VERSION}`

/** Registries and a trust root of this machine, in place of those that guides name. */
export interface StandIns {
  /** The options by which a script asks the public registry and trusts its signatures. */
  publicOptions: string
  /** The option by which it asks the private one. */
  privateOptions: string
  dockerConfig: string
  /** What a script printed, with the names that it would print in earnest. */
  unmask(output: string): string
  stop(): Promise<void>
}

/**
 * Starts both registries, and does what the workflow of the first guide does: pushes the artifact
 * that its files make, and signs it.
 */
export async function startStandIns(): Promise<StandIns> {
  const folder = mkdtempSync(join(tmpdir(), 'packages-index-guides-'))
  const registries = [
    { name: PUBLIC, ...(await startRegistry('open')) },
    { name: PRIVATE, ...(await startRegistry('password')) },
  ]
  const stop = async () => {
    for (const registry of registries) await registry.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const sigstore = await createLocalSigstore()
    const trustedRoot = join(folder, 'trusted_root.json')
    sigstore.writeTrustedRoot(trustedRoot)
    writeFiles(folder, new Map(Object.entries(filesOf('publish', 'hello'))))
    const packed = packArtifact(join(folder, 'packages'), {
      source: 'https://github.com/acme/hello',
      revision: `${VERSION}@sha1:0000000000000000000000000000000000000000`,
      created: '2026-01-01T00:00:00Z',
    })
    for (const { host } of registries) {
      const repository = openRepository(host, 'acme/hello', {
        allowedHosts: [],
        insecureHosts: new Set([host]),
        credentials: async () => USER,
      })
      await pushArtifact(repository, packed, VERSION)
      await attachSignature(repository, packed, IDENTITY, sigstore)
      await repository.close()
    }
    const auth = Buffer.from(`${USER.username}:${USER.password}`).toString('base64')
    const [publicOption, privateOption] = registries.map(
      ({ name, host }) => `--insecure-registry ${name}=${host}`,
    )
    return {
      publicOptions: `--trusted-root ${trustedRoot} ${publicOption}`,
      privateOptions: privateOption ?? '',
      dockerConfig: JSON.stringify({ auths: { [registries[1]?.host ?? '']: { auth } } }),
      unmask: (output) =>
        registries.reduce((text, { name, host }) => text.replaceAll(host, name), output),
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
