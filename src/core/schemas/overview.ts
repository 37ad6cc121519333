import { z } from 'zod'

const link = (what: string) =>
  z
    .string()
    .max(300)
    .regex(/^https:\/\//)
    .optional()
    .describe(`An https address of the ${what}.`)

export const OverviewSchema = z.strictObject({
  title: z.string().min(1).max(80).optional().describe('The name of the package as people say it.'),
  category: z
    .string()
    .min(1)
    .max(40)
    .optional()
    .describe('A heading to browse by, such as Databases or AI; free text.'),
  license: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('An SPDX licence expression, such as Apache-2.0.'),
  repository: link('source code'),
  documentation: link('documentation'),
  changelog: link('changelog'),
  support: link('place to ask for help'),
  cozystack: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('The Cozystack versions it was tested with, as a semver range such as ">=1.6.0 <2".'),
})

/** The front matter of `packages/<name>.md`; every field is optional. */
export type Overview = z.infer<typeof OverviewSchema>
