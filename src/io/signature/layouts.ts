import { BUNDLE_V03_MEDIA_TYPE } from '@sigstore/bundle'
import { z } from 'zod'
import { parseJson } from '../../core/parse-json.ts'
import { type Candidate, parseBundle, parseLegacy } from './bundles.ts'
import { Refusal, SIGN_AGAIN } from './refusal.ts'
import { fetching, type SignatureSource } from './source.ts'

/** Fetches and parses one candidate; null where what is there is no signature at all. */
export type OpenCandidate = () => Promise<Candidate | null>

/** Bounds of what a stranger makes us read; real signatures are a tenth of it. */
const MOST_CANDIDATES = 64
const MOST_BYTES = {
  index: 4 * 1024 * 1024,
  manifest: 128 * 1024,
  bundle: 512 * 1024,
  payload: 64 * 1024,
}

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json'
const SIMPLE_SIGNING = 'application/vnd.dev.cosign.simplesigning.v1+json'

const DescriptorSchema = z.object({
  mediaType: z.string(),
  // A digest becomes part of a path, so it is one before it is asked for.
  digest: z.string().regex(/^sha256:[0-9a-f]{64}$/),
  size: z.int().min(0),
  annotations: z.record(z.string(), z.string()).optional(),
})
type Descriptor = z.infer<typeof DescriptorSchema>

/**
 * The layout of cosign 3: a manifest that refers to the artifact, with a bundle as its layer. What
 * a registry reports as artifact type is not looked at: some report the media type of the config.
 */
export async function bundleCandidates(
  source: SignatureSource,
  digest: string,
): Promise<OpenCandidate[]> {
  const referrers = (await source.listReferrers(digest)).filter(
    ({ mediaType }) => mediaType === MANIFEST,
  )
  return bounded(referrers, 'referrers', (referrer) => async () => {
    const parsed = DescriptorSchema.omit({ annotations: true }).safeParse(referrer)
    if (!parsed.success || referrer.size > MOST_BYTES.manifest) return null
    const manifest = await fetching(source.getManifest(referrer.digest))
    const layers = readLayers(manifest, MOST_BYTES.manifest)
    const layer = layers.find(({ mediaType }) => mediaType === BUNDLE_V03_MEDIA_TYPE)
    if (!layer) return null
    return parseBundle(await fetchLayer(source, layer, MOST_BYTES.bundle))
  })
}

/** The layout before cosign 3: a tag made from the digest, with one signed payload a layer. */
export async function legacyCandidates(
  source: SignatureSource,
  digest: string,
): Promise<OpenCandidate[]> {
  const tag = await source.resolveTag(legacyTag(digest))
  if (!tag) return []
  const layers = readLayers(await source.getManifest(tag.digest), MOST_BYTES.index)
  const signed = layers.filter(({ mediaType }) => mediaType === SIMPLE_SIGNING)
  return bounded(
    signed,
    'signatures',
    (layer) => async () =>
      parseLegacy(await fetchLayer(source, layer, MOST_BYTES.payload), layer.annotations ?? {}),
  )
}

/** Where cosign, before version 3, puts the signatures of a digest. */
export function legacyTag(digest: string): string {
  return `${digest.replace(':', '-')}.sig`
}

function bounded<T>(list: T[], what: string, open: (one: T) => OpenCandidate): OpenCandidate[] {
  const opened = list.slice(0, MOST_CANDIDATES).map(open)
  if (list.length > MOST_CANDIDATES) {
    opened.push(async () => {
      throw new Refusal(
        'signature-missing',
        `expected at most ${MOST_CANDIDATES} ${what}, found ${list.length}, and read only the first`,
        'Remove what is not needed from the registry.',
      )
    })
  }
  return opened
}

/** The layers of a manifest that can be fetched; none of what is no manifest. */
function readLayers(manifest: Uint8Array, most: number): Descriptor[] {
  try {
    if (manifest.length > most) return []
    const { layers } = z.object({ layers: z.array(z.unknown()) }).parse(parseJson(manifest))
    return layers.flatMap((layer) => DescriptorSchema.safeParse(layer).data ?? [])
  } catch {
    return []
  }
}

async function fetchLayer(
  source: SignatureSource,
  layer: Descriptor,
  most: number,
): Promise<Buffer> {
  const tooLarge = new Refusal(
    'signature-payload',
    `expected a signature of at most ${most} bytes, found ${layer.size}`,
    SIGN_AGAIN,
  )
  if (layer.size > most) throw tooLarge
  const bytes = await fetching(source.getBlob({ digest: layer.digest, size: layer.size }))
  if (bytes.length > most) throw tooLarge
  return Buffer.from(bytes)
}
