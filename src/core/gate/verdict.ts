import { z } from 'zod'
import { ComparisonSchema } from '../compare-releases.ts'
import { FindingSchema } from '../finding.ts'

/** From the mildest to the strictest; a pull request takes the strictest of its changes. */
export const LANES = ['none', 'auto', 'review', 'refused'] as const
export const LaneSchema = z.enum(LANES)
export type Lane = z.infer<typeof LaneSchema>

/** One row of the lane table that applies to a change. */
export const DecisionSchema = z.strictObject({
  row: z.string().describe('The id of the row in the lane table; its place is rules/lanes/#<row>.'),
  lane: LaneSchema,
  reason: z.string().describe('One sentence about this change, for its author.'),
})
export type Decision = z.infer<typeof DecisionSchema>

export const ChangeSchema = z.strictObject({
  file: z.string().describe('Path in the repository, with forward slashes; a stranger’s text.'),
  kind: z
    .enum(['added', 'modified', 'deleted', 'renamed', 'mode', 'foreign'])
    .describe('foreign: a path that the index has no place for.'),
  from: z.string().nullable().describe('The path before a rename.'),
  fields: z
    .array(z.string())
    .describe('What changed in it: fields of an entry, packages that the lifecycle names.'),
  lane: LaneSchema,
  reason: z.string().describe('The reason of the strictest decision.'),
  decisions: z.array(DecisionSchema).min(1).describe('All that apply, the strictest first.'),
})
export type Change = z.infer<typeof ChangeSchema>

/** What was asked of the registry about the listed version of a package. */
export const JudgedArtifactSchema = z.strictObject({
  ociRef: z.string(),
  version: z.string(),
  digest: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .nullable()
    .describe('What the tag named when it was judged; null where it names nothing.'),
  signedBy: z.string().nullable().describe('The identity whose signature was matched.'),
  highest: z
    .string()
    .nullable()
    .describe('The highest release tag of the registry that is not yanked; null where unknown.'),
  comparedWith: z.string().nullable().describe('The recorded version it was compared with.'),
  comparison: ComparisonSchema.nullable().describe('What changes in a cluster.'),
  contents: z
    .strictObject({
      packageSources: z.array(z.string()),
      applications: z.array(z.string()),
      privileged: z.array(z.string()).describe('Components, as source/variant/component.'),
      namespaces: z.array(z.string()),
      dependencies: z.array(z.string()),
    })
    .nullable()
    .describe('What it brings; null where the archive could not be read.'),
})
export type JudgedArtifact = z.infer<typeof JudgedArtifactSchema>

export const JudgedPackageSchema = z.strictObject({
  name: z.string(),
  file: z.string().describe('Its entry in the repository.'),
  before: z
    .string()
    .nullable()
    .describe('The version listed on base, be it under a former name; null for a new entry.'),
  after: z.string().nullable().describe('The version listed after a merge; null for a removal.'),
  nearNames: z.array(z.string()).describe('For a new entry: listed names that are nearest.'),
  artifact: JudgedArtifactSchema.nullable().describe('Null where no registry was asked.'),
})
export type JudgedPackage = z.infer<typeof JudgedPackageSchema>

export const SkippedSchema = z.strictObject({
  check: z.enum(['artifact', 'signature', 'highest-tag', 'footprint', 'digest']),
  file: z.string(),
  why: z.string(),
})
export type Skipped = z.infer<typeof SkippedSchema>

export const RevisionSchema = z.string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/)

/** What the gate says of a branch; `gate --json` prints it. */
export const VerdictSchema = z.strictObject({
  lane: LaneSchema,
  decisions: z
    .array(DecisionSchema)
    .describe('What is decided about the branch as a whole, the strictest first; mostly empty.'),
  changes: z.array(ChangeSchema),
  unlisted: z.int().min(0).describe('Changes beyond those listed; they count for the lane.'),
  findings: z.array(FindingSchema).describe('What the branch itself causes, and nothing older.'),
  skipped: z.array(SkippedSchema).describe('What was taken as passed without being looked at.'),
  packages: z.array(JudgedPackageSchema).describe('The packages whose entries change, by name.'),
  author: z.string().nullable().describe('The numeric account; null for a stranger.'),
  base: RevisionSchema,
  head: RevisionSchema,
  mergeBase: RevisionSchema.nullable().describe('Null where the branches share no history.'),
})
export type Verdict = z.infer<typeof VerdictSchema>

/** The strictest of some lanes; `none` where there is none. */
export function strictest(lanes: Iterable<Lane>): Lane {
  let most: Lane = 'none'
  for (const lane of lanes) if (LANES.indexOf(lane) > LANES.indexOf(most)) most = lane
  return most
}
