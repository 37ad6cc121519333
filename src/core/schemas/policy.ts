import { z } from 'zod'

const HOST = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/

const host = () => z.string().max(253).regex(HOST)
const names = () =>
  z
    .array(z.string().min(1).max(253))
    .refine((list) => new Set(list).size === list.length, 'lists a name twice')
    .meta({ uniqueItems: true })

const RegistrySchema = z.strictObject({
  host: host().describe('The registry, as it stands in ociRef.'),
  blobHosts: z
    .array(host())
    .default([])
    .describe('Other hosts that the registry may redirect a download to.'),
})

/** Defaults apply field by field, so that an index without a policy has a usable one. */
export const PolicySchema = z.strictObject({
  registries: z
    .array(RegistrySchema)
    .default([
      { host: 'ghcr.io', blobHosts: ['pkg-containers.githubusercontent.com'] },
      { host: 'quay.io', blobHosts: [] },
      { host: 'registry.gitlab.com', blobHosts: [] },
    ])
    .describe('The registries that entries may point at.'),
  issuers: z
    .array(
      z
        .string()
        .max(200)
        .regex(/^https:\/\//),
    )
    .default(['https://token.actions.githubusercontent.com'])
    .describe('The OIDC issuers whose identities may sign releases.'),
  reserved: z
    .strictObject({
      prefixes: names().default([]).describe('No entry may begin with one of these.'),
      names: names().default([]).describe('No entry may have one of these names.'),
    })
    .default({ prefixes: [], names: ['cozystack', 'community'] })
    .describe('Names that no entry may take, beside the prefixes that upstream always refuses.'),
  core: z
    .strictObject({
      version: z.string().max(50).describe('The Cozystack release that these were read from.'),
      packageSources: names().describe('The PackageSources of the core tap.'),
      kinds: names().describe('The application kinds of the core tap.'),
    })
    .optional()
    .describe('What every cluster already has from the core tap.'),
  owners: z
    .record(z.string(), z.array(z.string().regex(/^[1-9]\d*$/)))
    .default({})
    .describe('By package, the numeric GitHub accounts whose edits of texts need no review.'),
  claims: z
    .record(z.string(), z.string().regex(/^[a-z0-9.-]+\/[a-z0-9._-]+$/))
    .default({})
    .describe('By first label of a name, the registry and organisation it belongs to.'),
})

/** `policy.yaml`, with the defaults filled in. */
export type Policy = z.output<typeof PolicySchema>

/** Upstream's validation refuses PackageSources with these prefixes, whatever a policy says. */
export const ALWAYS_RESERVED_PREFIXES = ['cozystack.', 'community.']
