import { z } from 'zod'
import { EntrySchema } from './entry.ts'
import { OverviewSchema } from './overview.ts'
import { PolicySchema } from './policy.ts'
import { ReleaseSchema } from './release.ts'

/** Every state a package can be shown in; the first that applies, in this order, is the package's. */
export const STATES = [
  'removed',
  'renamed',
  'frozen',
  'yanked',
  'failing',
  'moved',
  'stale',
  'deprecated',
  'pending',
  'active',
] as const
export const StateSchema = z.enum(STATES)
export type State = z.infer<typeof StateSchema>

const moment = () => z.iso.datetime().nullable()

const ReleaseSummarySchema = z.object({
  version: z.string().describe('The newest recorded version that is current.'),
  digest: z.string(),
  size: z.int(),
  created: moment(),
  verifiedAt: z.iso.datetime(),
  packageSources: z.array(z.string()),
  applications: z.array(z.object({ name: z.string(), kind: z.string() })),
  icon: z
    .string()
    .nullable()
    .describe('SHA-256 of a file in icons/: the first that an application brings.'),
  components: z.int(),
  privileged: z.boolean().describe('Whether any component asks for relaxed pod security.'),
})

/** One package in `catalog.json`: the entry's eight fields as written, and what is derived. */
const PackageSummarySchema = z.object({
  ...EntrySchema.shape,
  state: StateSchema,
  reason: z.string().nullable().describe('Why it is in that state, where somebody said so.'),
  successor: z.string().nullable().describe('The package to use instead of a deprecated one.'),
  advisory: z.string().nullable().describe('Where a freeze is explained.'),
  yanked: z.array(z.object({ version: z.string(), reason: z.string() })),
  registry: z.string().describe('The host of ociRef.'),
  owner: z.string().describe('Registry and organisation of ociRef.'),
  tapSource: z.string().describe('The name of the Flux OCIRepository that a tap creates.'),
  firstListed: moment().describe('Null where the history is not known.'),
  lastChanged: moment().describe('Null where the history is not known.'),
  release: ReleaseSummarySchema.nullable().describe('Null where no release was checked yet.'),
  overview: z.object(OverviewSchema.shape).nullable(),
})
export type PackageSummary = z.infer<typeof PackageSummarySchema>

/** `packages/<name>.json`: the summary, the overview's text and every release record. */
export const PackageSchema = PackageSummarySchema.extend({
  schemaVersion: z.literal(1),
  overview: z
    .object({ ...OverviewSchema.shape, body: z.string().describe('Markdown without HTML.') })
    .nullable(),
  releases: z.array(ReleaseSchema).describe('Newest version first.'),
})
export type Package = z.infer<typeof PackageSchema>

export const TombstoneSchema = z.object({
  name: z.string(),
  state: z.enum(['removed', 'renamed']),
  to: z.string().nullable().describe('The name it has now.'),
  reason: z.string().nullable(),
})
export type Tombstone = z.infer<typeof TombstoneSchema>

/** A package as the catalog lists it, which vouches for the file with the rest. */
const ListedSchema = PackageSummarySchema.extend({
  recordSha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional()
    .describe('SHA-256 of packages/<name>.json, in hexadecimal.'),
})

export const CatalogSchema = z.object({
  schemaVersion: z.literal(1),
  revision: z.string().nullable().describe('The commit it was made from.'),
  sequence: z.int().nullable().describe('Grows with every commit.'),
  generatedAt: moment().describe('The date of that commit.'),
  packages: z.array(ListedSchema).describe('Sorted by name.'),
  tombstones: z.array(TombstoneSchema).describe('Names that are gone and stay taken.'),
  core: PolicySchema.shape.core.describe('What every cluster already has from the core tap.'),
})
export type Catalog = z.infer<typeof CatalogSchema>
