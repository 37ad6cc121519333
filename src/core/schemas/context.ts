import { z } from 'zod'
import { LifecycleSchema } from './lifecycle.ts'
import { PolicySchema } from './policy.ts'

/** `context.json`: what a single new entry is judged against, for those without the index folder. */
export const ContextSchema = z.object({
  schemaVersion: z.literal(1),
  policy: PolicySchema.omit({ owners: true }).describe('What maintainers trust and reserve.'),
  lifecycle: LifecycleSchema.describe('By name, what is not simply active; tombstones among it.'),
  entries: z
    .array(z.object({ name: z.string(), ociRef: z.string().nullable() }))
    .describe('Every entry of the index by its file, and the repository it lists.'),
})
export type Context = z.output<typeof ContextSchema>
