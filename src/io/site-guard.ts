import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { compareText } from '../core/compare-text.ts'
import { linkProblems, unrenderedProblems } from '../core/output-guard.ts'

/**
 * Everything wrong with the pages of a built site: values not rendered, links that lead nowhere.
 *
 * @param base the path it is served under, beginning and ending in `/`
 * @param authored texts that strangers wrote
 */
export function siteProblems(
  folder: string,
  base: string,
  authored: ReadonlySet<string> = new Set(),
): string[] {
  const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => path.endsWith('.html'))
    .sort(compareText)
  const ids = new Map<string, ReadonlySet<string> | null>()
  const idsOf = (path: string): ReadonlySet<string> | null => {
    if (!ids.has(path)) ids.set(path, readIds(join(folder, path)))
    return ids.get(path) ?? null
  }
  return pages.flatMap((path) => {
    const html = readFileSync(join(folder, path), 'utf8')
    return [...unrenderedProblems(path, html, authored), ...linkProblems(path, html, base, idsOf)]
  })
}

function readIds(file: string): ReadonlySet<string> | null {
  if (!existsSync(file)) return null
  if (!file.endsWith('.html')) return new Set()
  return new Set(
    [...readFileSync(file, 'utf8').matchAll(/\sid="([^"]+)"/g)].map((match) => match[1] ?? ''),
  )
}
