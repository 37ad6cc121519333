import { MOST_COMPRESSED_BYTES, readArchive } from '../archive/archive.ts'
import { describeManifest } from './flux-manifest.ts'
import type { Repository } from './oci-registry.ts'

/**
 * Pulls the files of a Flux artifact into memory.
 *
 * @throws where it is none, or its archive is not safe to read
 */
export async function pullFiles(
  repository: Repository,
  digest: string,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const where = `${repository.host}/${repository.path}@${digest}`
  const described = describeManifest((await repository.getManifest(digest)).bytes)
  if (!('manifest' in described)) {
    throw new Error(`${where} is no Flux artifact: ${described.problem}\n${described.fix}`)
  }
  const compressed = await repository.getBlob(described.manifest.layer, MOST_COMPRESSED_BYTES)
  const { artifact, findings } = await readArchive(compressed)
  if (artifact) return artifact.files
  const [first] = findings
  throw new Error(`${where} is not safe to read: ${first?.message}\n${first?.fix}`)
}
