import { readdirSync, statSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { compareText } from '../../src/core/compare-text.ts'

/**
 * One page of every type of a built site: each page that stands alone in its folder, and of those
 * that stand in one folder the largest. Not the 404 page, which no search engine shall list.
 */
export function pageTypes(folder: string): string[] {
  const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => path.endsWith('index.html') && !path.startsWith('pagefind/'))
    .sort(compareText)
  const size = (path: string) => statSync(join(folder, path)).size
  const largest = new Map<string, string>()
  for (const path of pages) {
    const page = dirname(path)
    const group = page.includes('/') ? dirname(page) : page
    const key = page.includes('/') ? `${group}/*` : group
    const known = largest.get(key)
    if (!known || size(path) > size(known)) largest.set(key, path)
  }
  return [...largest.values()].map((path) => path.replace(/index\.html$/, ''))
}
