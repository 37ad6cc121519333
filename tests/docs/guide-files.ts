import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type CodeInfo, readCodeInfo } from '../../src/core/guide/code-info.ts'
import type { Guide } from '../../src/core/guide/guide.ts'
import { readCode } from '../../src/core/guide/render-guide.ts'
import { readGuides } from '../../src/io/guides.ts'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export const GUIDES: readonly Guide[] = readGuides(`${ROOT}docs/guides`)

/** A text whose examples are judged, and whose commands are run. */
export type Instructions = Pick<Guide, 'slug' | 'body'>

const MAINTAINERS = `${ROOT}docs/maintainers`

/** The pages for what maintainers do seldom; they are read on GitHub, and are none of the site. */
export const MAINTAINERS_PAGES: readonly Instructions[] = readdirSync(MAINTAINERS)
  .sort()
  .map((name) => ({
    slug: `maintainers/${name.replace(/\.md$/, '')}`,
    body: readFileSync(`${MAINTAINERS}/${name}`, 'utf8'),
  }))

/** A block of code of a guide. */
export interface Block extends CodeInfo {
  /** Guide and line, for messages; the line is counted from below the title. */
  where: string
  text: string
}

export function blocksOf(guide: Instructions): Block[] {
  return readCode(guide.body).map(({ info, content, line }) => ({
    ...readCodeInfo(info),
    where: `${guide.slug}.md, line ${line} of the text`,
    text: content,
  }))
}

/** The files that a guide has its readers write into a folder, by path. */
export function filesOf(slug: string, folder: string): Record<string, string> {
  const guide = GUIDES.find((one) => one.slug === slug)
  if (!guide) throw new Error(`there is no guide ${slug}`)
  return Object.fromEntries(
    blocksOf(guide).flatMap((block) =>
      block.file !== null && block.folder === folder ? [[block.file, block.text]] : [],
    ),
  )
}
