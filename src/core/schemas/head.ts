import { z } from 'zod'

/**
 * `head.json`: which catalog is the current one, and until when a reader may believe it. The
 * catalog itself is a pure function of a commit and knows no time; this is what is dated, and signed.
 */
export const HeadSchema = z.object({
  sequence: z.int().min(0).describe('That of the catalog: a reader never goes back.'),
  revision: z
    .string()
    .regex(/^[0-9a-f]{40}$/)
    .describe('The commit that the catalog was made from.'),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('Of catalog.json, in hexadecimal.'),
  size: z.int().min(1).describe('Bytes of catalog.json.'),
  publishedAt: z.iso.datetime(),
  expires: z.iso.datetime().describe('From when on the catalog is to be taken for out of date.'),
})
export type Head = z.infer<typeof HeadSchema>
