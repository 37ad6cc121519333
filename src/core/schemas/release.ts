import { z } from 'zod'
import { VERSION_PATTERN } from './entry.ts'

const ComponentSchema = z.strictObject({
  name: z.string(),
  path: z.string(),
  namespace: z.string().nullable(),
  privileged: z.boolean(),
})

const VariantSchema = z.strictObject({
  name: z.string(),
  dependsOn: z.array(z.string()),
  libraries: z.array(z.string()),
  components: z.array(ComponentSchema),
})

const ApplicationSchema = z.strictObject({
  name: z.string(),
  kind: z.string(),
  plural: z.string(),
  category: z.string().nullable(),
  description: z.string().nullable(),
  tags: z.array(z.string()),
  icon: z.string().nullable().describe('SHA-256 of a file in icons/, or null.'),
})

export const ReleaseSchema = z.strictObject({
  version: z.string().regex(VERSION_PATTERN).describe('The OCI tag that was resolved.'),
  digest: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .describe('The manifest it resolved to.'),
  size: z.int().min(0).describe('Bytes of all layers, compressed.'),
  created: z.iso.datetime().nullable().describe('When the artifact says it was made.'),
  verifiedAt: z.iso.datetime().describe('When the signature was checked.'),
  signature: z.strictObject({ identity: z.string(), issuer: z.string() }),
  contents: z.strictObject({
    packageSources: z.array(z.strictObject({ name: z.string(), variants: z.array(VariantSchema) })),
    applications: z.array(ApplicationSchema),
    kinds: z.array(z.string()).describe('Kubernetes kinds that its charts bring.'),
    readme: z.string().nullable(),
  }),
})

/** `releases/<name>/<version>.json`: what was verified once, and never changes. */
export type Release = z.infer<typeof ReleaseSchema>
