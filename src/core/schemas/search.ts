import { z } from 'zod'
import { CatalogSchema, StateSchema, TombstoneSchema } from './catalog.ts'

/** What was looked at and found, was looked at and not found, or was not looked at. */
export const CHECKED = ['yes', 'no', 'unknown'] as const

const edition = () =>
  z.string().describe('Tells lists of different names apart; all files of one search share it.')
const positions = (of: string) => z.array(z.int().min(0)).describe(`Positions in ${of}.`)
const days = () =>
  z.array(z.int().nullable()).describe('Days since 1970-01-01; null where it is not known.')

/** `search.json`: the packages in columns, for a list that stays small with thousands of them. */
export const SearchSchema = z.object({
  schemaVersion: z.literal(2),
  edition: edition(),
  textsPerFile: z
    .int()
    .min(1)
    .describe('Packages whose descriptions share a file of search/texts/.'),
  tags: z.array(z.string()),
  categories: z.array(z.string()),
  registries: z.array(z.string()),
  packages: z
    .object({
      name: z.array(z.string()).describe('Sorted.'),
      title: z.array(z.string().nullable()),
      version: z.array(z.string()),
      tags: z.array(positions('tags')),
      category: z.array(z.int().min(0).nullable()).describe('A position in categories, or null.'),
      kinds: z.array(z.array(z.string())).describe('Application kinds.'),
      state: z.array(StateSchema),
      registry: positions('registries'),
      signed: z
        .array(z.enum(CHECKED))
        .describe('Whether the signature of the listed version was checked and matched.'),
      privileged: z
        .array(z.enum(CHECKED))
        .describe('Whether the checked release asks for relaxed pod security.'),
      firstListed: days(),
      lastChanged: days(),
    })
    .describe('One column a field; the same position in each column is the same package.'),
  tombstones: z.array(TombstoneSchema).describe('Names that are gone and stay taken.'),
  core: CatalogSchema.shape.core,
})
export type SearchIndex = z.infer<typeof SearchSchema>

/** `search/texts/<n>.json`: the descriptions of consecutive packages. */
export const SearchTextsSchema = z.object({
  schemaVersion: z.literal(1),
  edition: edition(),
  descriptions: z.array(z.string()),
})
export type SearchTexts = z.infer<typeof SearchTextsSchema>

/** `search/pages.json`: pages of the site that are about no single package. */
export const SearchPagesSchema = z.object({
  schemaVersion: z.literal(1),
  pages: z.array(
    z.object({
      kind: z.enum(['guide', 'rule', 'page']),
      path: z.string().describe('Below the address of the site.'),
      title: z.string(),
      about: z.string().describe('Further words to find it by.'),
    }),
  ),
})
export type SearchPage = z.infer<typeof SearchPagesSchema>['pages'][number]
