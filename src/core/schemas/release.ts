import { z } from 'zod'
import { VERSION_PATTERN } from './entry.ts'

const ComponentSchema = z.strictObject({
  name: z.string(),
  path: z.string().describe('Its chart, below the root of the artifact.'),
  namespace: z.string().nullable().describe('Where it is installed; null where it says nothing.'),
  privileged: z.boolean().describe('Whether its namespace gets relaxed pod security.'),
  dependsOn: z.array(z.string()).describe('Other components of the variant.'),
  libraries: z.array(z.string()),
  valuesFiles: z.array(z.string()),
  install: z
    .record(z.string(), z.json())
    .nullable()
    .describe('As declared, for the manifests of a tap; null where it is not installed by itself.'),
  chart: z
    .strictObject({ name: z.string(), version: z.string() })
    .nullable()
    .describe('From its Chart.yaml; null where that cannot be read.'),
})

const VariantSchema = z.strictObject({
  name: z.string(),
  dependsOn: z.array(z.string()).describe('PackageSources that must be there first.'),
  libraries: z.array(z.strictObject({ name: z.string(), path: z.string() })),
  components: z.array(ComponentSchema),
})

const PackageSourceSchema = z.strictObject({
  name: z.string(),
  path: z.string().describe('The root of its paths in the artifact, as its sourceRef says.'),
  variants: z.array(VariantSchema),
})

const ParameterSchema = z.strictObject({
  path: z.string().describe('Its place in the values, such as resources.cpu or users[].name.'),
  type: z.string().nullable(),
  default: z.string().nullable().describe('As JSON; null where there is none.'),
  description: z.string().nullable(),
  required: z.boolean(),
})

const ApplicationSchema = z.strictObject({
  name: z.string(),
  kind: z.string(),
  plural: z.string(),
  category: z.string().nullable(),
  description: z.string().nullable(),
  tags: z.array(z.string()),
  icon: z.string().nullable().describe('SHA-256 of a file in icons/, or null.'),
  parameters: z.array(ParameterSchema),
})

export const ContentsSchema = z.strictObject({
  packageSources: z.array(PackageSourceSchema),
  applications: z.array(ApplicationSchema),
  kinds: z.array(z.string()).describe('Kubernetes kinds in its templates and CRDs, sorted.'),
  hasTemplatedKinds: z
    .boolean()
    .describe('Whether a template computes a kind, which is not listed.'),
  readme: z.string().nullable(),
  fileCount: z.int().min(0),
  unpackedSize: z.int().min(0).describe('Bytes of all files.'),
})

/** What an artifact would bring into a cluster. */
export type Contents = z.infer<typeof ContentsSchema>

export const SignatureSchema = z.strictObject({
  layout: z.enum(['bundle', 'legacy']).describe('How cosign attached it.'),
  identity: z.string().describe('The certificate’s subject alternative name.'),
  issuer: z.string(),
  repository: z
    .strictObject({ uri: z.string(), id: z.string(), ownerId: z.string() })
    .nullable()
    .describe('Source repository with its numeric id and its owner’s, from Fulcio’s extensions.'),
  trigger: z.string().nullable().describe('The event that started the workflow.'),
  logIndex: z.string().nullable().describe('Its place in the transparency log.'),
  signedAt: z.iso.datetime().nullable().describe('The time that the log or a timestamp proves.'),
})

/** Evidence of who built an artifact. */
export type Signature = z.infer<typeof SignatureSchema>

export const ReleaseSchema = z.strictObject({
  version: z.string().regex(VERSION_PATTERN).describe('The OCI tag that was resolved.'),
  ociRef: z.string().describe('The repository that it was verified in, as the entry named it.'),
  digest: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .describe('The manifest it resolved to.'),
  size: z.int().min(0).describe('Bytes of all layers, compressed.'),
  created: z.iso.datetime().nullable().describe('When the artifact says it was made.'),
  verifiedAt: z.iso.datetime().describe('When the signature was checked.'),
  signature: SignatureSchema,
  contents: ContentsSchema,
})

/** `releases/<name>/<version>.json`: what was verified once, and never changes. */
export type Release = z.infer<typeof ReleaseSchema>
