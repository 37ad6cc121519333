import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MOST_COMPRESSED_BYTES, readArchive } from './archive/archive.ts'
import { writeFiles } from './output-folder.ts'
import { RegistryError } from './registry/error.ts'
import {
  type ArtifactMetadata,
  type PackedArtifact,
  packArtifact,
} from './registry/flux-artifact.ts'
import { describeManifest } from './registry/flux-manifest.ts'
import type { Repository } from './registry/oci-registry.ts'

/** Packs files into an artifact; the same files give the same digest on every machine. */
export function packFiles(
  files: ReadonlyMap<string, string>,
  metadata: ArtifactMetadata,
): PackedArtifact {
  const folder = mkdtempSync(join(tmpdir(), 'packages-index-entries-'))
  try {
    writeFiles(folder, files)
    // The archive keeps the mode bits, which a machine's umask would decide.
    chmodSync(folder, 0o755)
    for (const path of files.keys()) chmodSync(join(folder, path), 0o644)
    return packArtifact(folder, metadata)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Reads an artifact back as a client does, and compares it with what was pushed.
 *
 * @returns null where every file is there as it was, else what is wrong
 */
export async function readBackProblem(
  repository: Repository,
  tag: string,
  digest: string,
  files: ReadonlyMap<string, string>,
): Promise<string | null> {
  try {
    const resolved = await repository.resolveTag(tag)
    if (resolved.digest !== digest) return `${tag} names ${resolved.digest}, expected ${digest}`
    const described = describeManifest((await repository.getManifest(digest)).bytes)
    if (!('manifest' in described)) return described.problem
    const layer = await repository.getBlob(described.manifest.layer, MOST_COMPRESSED_BYTES)
    const { artifact, findings } = await readArchive(layer)
    if (!artifact) return findings[0]?.message ?? 'the archive cannot be read'
    const differing = [...files].find(
      ([path, text]) => Buffer.from(artifact.files.get(path) ?? []).toString() !== text,
    )
    if (differing) return `${differing[0]} is not what was pushed`
    return artifact.files.size === files.size ? null : 'it holds files that were not pushed'
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error
    return `${error.message}\nIf the package is private, make it public in its settings on the registry.`
  }
}
