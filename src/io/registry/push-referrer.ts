import { z } from 'zod'
import { parseJson } from '../../core/parse-json.ts'
import { digestOf } from './answers.ts'
import { RegistryError } from './error.ts'
import { MANIFEST_TYPE } from './flux-manifest.ts'
import type { Descriptor, Repository } from './oci-registry.ts'

const EMPTY_TYPE = 'application/vnd.oci.empty.v1+json'
const INDEX_TYPE = 'application/vnd.oci.image.index.v1+json'

const IndexSchema = z.object({ manifests: z.array(z.looseObject({ digest: z.string() })) })

/**
 * Attaches a document to an artifact: a manifest that refers to it, with the document as its layer.
 * A registry without the referrers API is given the tag that stands in for it.
 *
 * @param type the media type of the document
 */
export async function pushReferrer(
  repository: Repository,
  subject: Descriptor,
  type: string,
  document: Uint8Array,
  annotations: Readonly<Record<string, string>>,
): Promise<{ digest: string }> {
  const config = Buffer.from('{}')
  const describe = (mediaType: string, bytes: Uint8Array) => ({
    mediaType,
    digest: digestOf(bytes),
    size: bytes.length,
  })
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: MANIFEST_TYPE,
      artifactType: type,
      config: describe(EMPTY_TYPE, config),
      layers: [describe(type, document)],
      subject,
      annotations,
    }),
  )
  for (const blob of [config, document]) {
    if (!(await repository.blobExists(digestOf(blob)))) await repository.pushBlob(blob)
  }
  const { digest, hasReferrers } = await repository.pushManifest(
    digestOf(manifest),
    manifest,
    MANIFEST_TYPE,
  )
  if (!hasReferrers) {
    const own = { ...describe(MANIFEST_TYPE, manifest), artifactType: type, annotations }
    await addToFallback(repository, subject.digest, own)
  }
  return { digest }
}

/** What others attached stays: the index is read, and written again with one more. */
async function addToFallback(
  repository: Repository,
  subject: string,
  own: Descriptor & Record<string, unknown>,
): Promise<void> {
  const tag = subject.replace(':', '-')
  const others = (await readFallback(repository, tag)).filter(({ digest }) => digest !== own.digest)
  const index = { schemaVersion: 2, mediaType: INDEX_TYPE, manifests: [...others, own] }
  await repository.pushManifest(tag, Buffer.from(JSON.stringify(index)), INDEX_TYPE)
}

async function readFallback(repository: Repository, tag: string): Promise<{ digest: string }[]> {
  try {
    const { digest } = await repository.resolveTag(tag)
    const { bytes } = await repository.getManifest(digest)
    return IndexSchema.safeParse(parseJson(bytes)).data?.manifests ?? []
  } catch (error) {
    if (error instanceof RegistryError && error.code === 'not-found') return []
    throw error
  }
}
