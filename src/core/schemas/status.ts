import { z } from 'zod'

/** How the last re-check of a package ended. */
export const StatusSchema = z.strictObject({
  name: z.string(),
  version: z.string().describe('The version that was checked.'),
  state: z
    .enum(['fresh', 'stale', 'failing', 'moved'])
    .describe(
      'fresh: all as recorded; stale: could not be asked; failing: the check refused it; moved: the tag names another artifact.',
    ),
  reason: z.string().nullable().describe('Why it is not fresh.'),
  homepage: z
    .string()
    .nullable()
    .describe('Why the homepage does not answer; null where it does, or there is none.'),
  checkedAt: z.iso.datetime(),
  lastGood: z.iso.datetime().nullable().describe('When it was last fresh; null if never.'),
})

/** One JSON file a package, written by the refresh, outside the index folder. */
export type Status = z.infer<typeof StatusSchema>
