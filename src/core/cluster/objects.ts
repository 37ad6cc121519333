import { z } from 'zod'

/** A kind of object that the client reads or writes. */
export interface Kind {
  kind: string
  /** Group and version. */
  apiVersion: string
  plural: string
  /** Where its objects stand; null for kinds that belong to the whole cluster. */
  namespace: string | null
  /** Who brings the definition, for the words of an error. */
  broughtBy: string
}

/** Where a tap keeps its Flux source. */
export const NAMESPACE = 'cozy-system'

const cozystack = { apiVersion: 'cozystack.io/v1alpha1', namespace: null, broughtBy: 'Cozystack' }

export const PACKAGE_SOURCE: Kind = {
  kind: 'PackageSource',
  plural: 'packagesources',
  ...cozystack,
}
export const PACKAGE: Kind = { kind: 'Package', plural: 'packages', ...cozystack }
export const OCI_REPOSITORY: Kind = {
  kind: 'OCIRepository',
  plural: 'ocirepositories',
  apiVersion: 'source.toolkit.fluxcd.io/v1',
  namespace: NAMESPACE,
  broughtBy: 'Flux',
}

/** What marks objects of a tap, by the names that every client of Cozystack uses. */
export const TAP_LABEL = 'apps.cozystack.io/marketplace-tap'
export const TAP_NAME = 'apps.cozystack.io/tap-name'
export const TAP_SOURCE = 'apps.cozystack.io/tap-source'
/** What the operator read last; without it, it reads the artifact anew. */
export const MATERIALIZED_REVISION = 'apps.cozystack.io/materialized-revision'

const texts = z.record(z.string(), z.string()).default({})

const MetadataSchema = z.looseObject({
  name: z.string(),
  namespace: z.string().optional(),
  uid: z.string().optional(),
  resourceVersion: z.string().optional(),
  labels: texts,
  annotations: texts,
  ownerReferences: z.array(z.looseObject({ kind: z.string(), name: z.string() })).default([]),
  managedFields: z
    .array(z.looseObject({ manager: z.string().optional(), fieldsV1: z.unknown().optional() }))
    .default([]),
})

const StatusSchema = z
  .looseObject({
    conditions: z
      .array(
        z.looseObject({
          type: z.string(),
          status: z.string(),
          reason: z.string().default(''),
          message: z.string().default(''),
          observedGeneration: z.number().optional(),
        }),
      )
      .default([]),
  })
  .default({ conditions: [] })

const common = { apiVersion: z.string(), kind: z.string(), metadata: MetadataSchema }

const VariantSchema = z.looseObject({
  name: z.string(),
  dependsOn: z.array(z.string()).default([]),
  components: z
    .array(
      z.looseObject({
        name: z.string(),
        install: z.looseObject({ privileged: z.boolean().optional() }).optional(),
      }),
    )
    .default([]),
})

export const PackageSourceSchema = z.looseObject({
  ...common,
  spec: z
    .looseObject({
      sourceRef: z
        .looseObject({ kind: z.string(), name: z.string(), namespace: z.string().default('') })
        .optional(),
      variants: z.array(VariantSchema).default([]),
    })
    .default({ variants: [] }),
  status: StatusSchema,
})
export type PackageSource = z.output<typeof PackageSourceSchema>
export type Variant = z.output<typeof VariantSchema>

export const PackageSchema = z.looseObject({
  ...common,
  spec: z
    .looseObject({
      variant: z.string().default(''),
      ignoreDependencies: z.array(z.string()).default([]),
    })
    .default({ variant: '', ignoreDependencies: [] }),
  status: StatusSchema,
})
/** A Package of the cluster: what is installed, or registered. */
export type InstalledPackage = z.output<typeof PackageSchema>

export const OciRepositorySchema = z.looseObject({
  ...common,
  spec: z.looseObject({
    url: z.string(),
    ref: z.looseObject({ tag: z.string().optional(), digest: z.string().optional() }).default({}),
    verify: z.unknown().optional(),
  }),
  status: StatusSchema,
})
export type OciRepository = z.output<typeof OciRepositorySchema>

/** All that the client looks at before it changes anything. */
export interface ClusterState {
  packageSources: PackageSource[]
  packages: InstalledPackage[]
  ociRepositories: OciRepository[]
}

/** An object as it is applied. */
export interface Manifest {
  apiVersion: string
  kind: string
  metadata: { name: string; namespace?: string } & Record<string, unknown>
  spec?: Record<string, unknown>
}

/** Whether an object belongs to a tap: label and annotation, because a label alone may be left over. */
export function isOfTap(
  { metadata }: { metadata: z.output<typeof MetadataSchema> },
  tapSource: string,
): boolean {
  return (
    tapSource !== '' &&
    metadata.labels[TAP_LABEL] === 'true' &&
    metadata.annotations[TAP_SOURCE] === tapSource
  )
}

/** Whether the platform registered a Package by itself for a tap, and nobody chose its variant. */
export function isRegistration(one: InstalledPackage, tapSource: string): boolean {
  return isOfTap(one, tapSource) && one.spec.variant === ''
}

/** The variant of a Package: `default` where it names none. */
export function variantOf({ spec }: InstalledPackage): string {
  return spec.variant || 'default'
}

/** The components of a variant that ask for relaxed pod security. */
export function privilegedComponents(variant: Variant | undefined): string[] {
  return (variant?.components ?? [])
    .filter(({ install }) => install?.privileged === true)
    .map(({ name }) => name)
}
