import { z } from 'zod'
import { guidePath } from './guide-path.ts'
import { type GuideHeading, readHeadings, readWords, withoutTitle } from './render-guide.ts'

export const GuideMatterSchema = z.strictObject({
  title: z.string().min(1).max(60),
  description: z.string().min(1).max(200).describe('One sentence, for lists and search engines.'),
  order: z.int().min(1).describe('Its place among the guides.'),
})
export type GuideMatter = z.infer<typeof GuideMatterSchema>

/** A page of `docs/guides/`, ready to be rendered. */
export interface Guide extends GuideMatter {
  /** The name of its file. */
  slug: string
  /** Markdown without the heading that repeats the title. */
  body: string
  headings: GuideHeading[]
}

/** What a search finds a guide by. */
export interface GuideItem {
  slug: string
  path: string
  title: string
  description: string
  headings: string[]
}

/**
 * Makes a guide of a file's front matter and text.
 *
 * @throws where the text does not begin with the title as its heading, which GitHub shows
 */
export function toGuide(slug: string, matter: GuideMatter, text: string): Guide {
  const body = withoutTitle(text, matter.title)
  if (body === null)
    throw new Error(`expected the first line "# ${matter.title}" after the front matter`)
  return { slug, ...matter, body, headings: readHeadings(body) }
}

/** The slim list of guides for a search. */
export function guideItems(guides: readonly Guide[]): GuideItem[] {
  return guides.map(({ slug, title, description, headings }) => ({
    slug,
    path: guidePath(slug),
    title,
    description,
    headings: headings.map(({ text }) => text),
  }))
}

/** The words of a guide for full-text search. */
export function guideText({ title, description, body }: Guide): string {
  return [title, description, readWords(body)].join('\n')
}
