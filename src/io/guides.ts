import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import matter from 'gray-matter'
import { parse } from 'yaml'
import { type Guide, GuideMatterSchema, toGuide } from '../core/guide/guide.ts'

/** gray-matter would run a front matter that calls itself JavaScript. */
function refuse(): never {
  throw new Error('expected YAML between lines of exactly "---"')
}
const ENGINES = { yaml: (text: string) => parse(text), json: refuse, javascript: refuse }

/**
 * Reads every guide of a folder, in their order.
 *
 * @throws with the file's name where its front matter or title is not as it should be
 */
export function readGuides(folder: string): Guide[] {
  const guides = readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => readGuide(join(folder, name)))
    .sort((a, b) => a.order - b.order)
  for (const [at, guide] of guides.entries()) {
    const before = guides[at - 1]
    if (before?.order === guide.order) {
      throw new Error(
        `${join(folder, guide.slug)}.md: expected an order of its own, found ${guide.order}, which ${before.slug}.md has`,
      )
    }
  }
  return guides
}

function readGuide(file: string): Guide {
  try {
    const { data, content } = matter(readFileSync(file, 'utf8'), { engines: ENGINES })
    const read = GuideMatterSchema.safeParse(data)
    if (!read.success) {
      const [issue] = read.error.issues
      throw new Error(
        `front matter: ${[issue?.path.join('.'), issue?.message].filter(Boolean).join(': ')}`,
      )
    }
    return toGuide(basename(file, '.md'), read.data, content)
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : error}`)
  }
}
