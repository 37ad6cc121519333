import { z } from 'zod'
import { NAME_PATTERN, VERSION_PATTERN } from './entry.ts'

const name = () => z.string().max(63).regex(NAME_PATTERN)
const reason = () => z.string().min(1).max(400)

const yanked = z
  .record(z.string().regex(VERSION_PATTERN), reason())
  .optional()
  .describe('By version, why nobody should install it.')

const claims = z
  .strictObject({
    packageSources: z.array(z.string().min(1).max(253)).optional(),
    kinds: z.array(z.string().min(1).max(63)).optional(),
  })
  .optional()
  .describe('The PackageSource names and application kinds that stay taken.')

const LifecycleStateSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('active'), yanked }),
  z.strictObject({
    state: z.literal('deprecated'),
    reason: reason(),
    successor: name().optional().describe('The package to use instead.'),
    yanked,
  }),
  z.strictObject({
    state: z.literal('frozen'),
    reason: reason(),
    advisory: z
      .string()
      .max(300)
      .regex(/^https:\/\//)
      .optional()
      .describe('An https address that says what happened.'),
    yanked,
  }),
  z.strictObject({
    state: z.literal('renamed'),
    to: name().describe('The name it has now.'),
    reason: reason().optional(),
    claims,
  }),
  z.strictObject({ state: z.literal('removed'), reason: reason(), claims }),
])

export const LifecycleSchema = z.record(name(), LifecycleStateSchema)

/** `lifecycle.yaml`: by package name, what is not simply active. */
export type Lifecycle = z.infer<typeof LifecycleSchema>
export type LifecycleState = z.infer<typeof LifecycleStateSchema>
