import { z } from 'zod'
import { parseJson } from '../../core/parse-json.ts'
import { quote } from '../../core/printable.ts'
import { DigestSchema } from './answers.ts'

export const MANIFEST_TYPE = 'application/vnd.oci.image.manifest.v1+json'
export const CONFIG_TYPE = 'application/vnd.cncf.flux.config.v1+json'
export const LAYER_TYPE = 'application/vnd.cncf.flux.content.v1.tar+gzip'

const DescriptorSchema = z.object({
  mediaType: z.string().min(1).max(255),
  digest: DigestSchema,
  size: z.int().min(0),
})

const ManifestSchema = z.object({
  schemaVersion: z.literal(2),
  mediaType: z.string().optional(),
  config: DescriptorSchema,
  layers: z.array(DescriptorSchema).min(1),
  annotations: z.record(z.string(), z.string()).nullish(),
})

export interface FluxManifest {
  config: z.output<typeof DescriptorSchema>
  layer: z.output<typeof DescriptorSchema>
  /** As its author pushed it: whatever it says is the author's word. */
  created: string | null
  source: string | null
  revision: string | null
}

/** Why something in a registry is no artifact that Flux reads, and what to do about it. */
export interface NoFluxArtifact {
  problem: string
  fix: string
}

const PUSH = 'Push the packages folder with flux push artifact or cozypkg push.'

/** What is often found in the place of an artifact, by the media type of its config. */
const KNOWN_CONFIGS: Record<string, string> = {
  'application/vnd.oci.image.config.v1+json': 'a container image',
  'application/vnd.docker.container.image.v1+json': 'a Docker image',
  'application/vnd.cncf.helm.config.v1+json': 'a Helm chart',
  'application/vnd.oci.empty.v1+json': 'an attachment to another artifact, such as a signature',
}

const INDEXES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
]

/** Reads the manifest of a Flux artifact; says what else it is where it is none. */
export function describeManifest(bytes: Uint8Array): { manifest: FluxManifest } | NoFluxArtifact {
  const json = parseJson(bytes)
  if (typeof json !== 'object' || json === null)
    return { problem: 'the manifest is not JSON', fix: PUSH }
  if (isIndex(json))
    return {
      problem: 'it is a multi-platform index, which names several artifacts and not one',
      fix: PUSH,
    }
  const twin = ambiguousKey(json)
  if (twin)
    return {
      problem: `the manifest holds the key ${quote(twin)}, which readers in Go take for another`,
      fix: PUSH,
    }
  const result = ManifestSchema.safeParse(json)
  if (!result.success) {
    const where = result.error.issues[0]?.path.join('.') || 'as a whole'
    return { problem: `the manifest is not an OCI manifest: ${where} is not right`, fix: PUSH }
  }
  const problem = mediaTypeProblem(result.data)
  return problem ? { problem, fix: PUSH } : { manifest: summarize(result.data) }
}

function isIndex(json: object): boolean {
  const isNamedSo = 'mediaType' in json && INDEXES.includes(String(json.mediaType))
  return isNamedSo || ('manifests' in json && !('layers' in json))
}

function mediaTypeProblem(manifest: z.output<typeof ManifestSchema>): string | null {
  const { config, layers, mediaType = MANIFEST_TYPE } = manifest
  const known = KNOWN_CONFIGS[config.mediaType]
  if (known) return `it is ${known}, and not a Flux artifact`
  if (mediaType !== MANIFEST_TYPE) return `the manifest has the media type ${quote(mediaType)}`
  if (config.mediaType !== CONFIG_TYPE)
    return `its config has the media type ${quote(config.mediaType)}, and not ${CONFIG_TYPE}`
  if (layers.length > 1) return `it has ${layers.length} layers, of which Flux reads the first only`
  const odd = layers.find((layer) => layer.mediaType !== LAYER_TYPE)
  return odd ? `its layer has the media type ${quote(odd.mediaType)}, and not ${LAYER_TYPE}` : null
}

/** Keys that Go's decoder takes for the ones in lower camel case, so that the last one counts. */
const KEYS = new Map(
  ['schemaVersion', 'mediaType', 'config', 'layers', 'annotations', 'digest', 'size'].map((key) => [
    foldKey(key),
    key,
  ]),
)

function ambiguousKey(json: object): string | null {
  for (const [key, value] of Object.entries(json)) {
    const meant = KEYS.get(foldKey(key))
    if (meant !== undefined && meant !== key) return key
    const isOwn = meant !== undefined && meant !== 'annotations'
    const below = isOwn && typeof value === 'object' && value ? [value].flat() : []
    for (const one of below) {
      const found = typeof one === 'object' && one ? ambiguousKey(one) : null
      if (found !== null) return found
    }
  }
  return null
}

/** Go folds the long s and the Kelvin sign as well. */
function foldKey(key: string): string {
  return key.normalize('NFKC').toLowerCase()
}

function summarize({ config, layers, annotations }: z.output<typeof ManifestSchema>): FluxManifest {
  const [layer = config] = layers
  const read = (name: string) => annotations?.[`org.opencontainers.image.${name}`] ?? null
  return {
    config,
    layer,
    created: read('created'),
    source: read('source'),
    revision: read('revision'),
  }
}
