import { z } from 'zod'

/** `head.json`: until when a catalog is the newest, apart from it so that it never changes by itself. */
export const HeadSchema = z.object({
  sequence: z.int().nullable(),
  revision: z.string().nullable(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('Of catalog.json.'),
  size: z.int().min(0).describe('Of catalog.json, in bytes.'),
  publishedAt: z.iso.datetime(),
  expires: z.iso.datetime().describe('A newer one is published before.'),
})
export type Head = z.infer<typeof HeadSchema>
