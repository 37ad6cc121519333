import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { splitFrontMatter } from '../../src/core/front-matter.ts'
import { resolveFile } from '../../src/core/guide/guide-link.ts'
import { readHeadings, readLinks } from '../../src/core/guide/render-guide.ts'
import { ROOT } from './guide-files.ts'

const DOCUMENTS = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CODE_OF_CONDUCT.md', 'docs/architecture.md'],
  'docs/walk-through.md',
  ...['guides', 'maintainers'].flatMap((folder) =>
    readdirSync(`${ROOT}docs/${folder}`).map((name) => `docs/${folder}/${name}`),
  ),
]

const read = (path: string) => splitFrontMatter(readFileSync(`${ROOT}${path}`, 'utf8')).body

/** Why a link leads nowhere on GitHub, or null. Other sites are not asked. */
function problemOf(href: string, document: string): string | null {
  if (/^[a-z][a-z0-9+.-]*:/.test(href)) return null
  const folder = dirname(document)
  const { path, fragment } = href.startsWith('#')
    ? { path: document, fragment: href }
    : resolveFile(href, folder === '.' ? '' : folder)
  if (!existsSync(`${ROOT}${path}`)) return `${path} is not there`
  if (fragment === '') return null
  const ids = readHeadings(read(path)).map(({ id }) => `#${id}`)
  return ids.includes(fragment) ? null : `${path} has no heading ${fragment}`
}

test.each(DOCUMENTS)('every link of %s leads to a file, and to a heading of it', (document) => {
  const links = readLinks(read(document))
  expect(links.length).toBeGreaterThan(0)
  for (const { href, line } of links) {
    expect.soft(problemOf(href, document), `${document}, line ${line}: ${href}`).toBe(null)
  }
})

test('a link that leads nowhere is noticed', () => {
  expect(problemOf('nothing.md', 'docs/guides/tap.md')).toBe('docs/guides/nothing.md is not there')
  expect(problemOf('tap.md#nothing', 'docs/guides/tap.md')).toContain('has no heading #nothing')
  expect(problemOf('../../SECURITY.md', 'docs/guides/tap.md')).toBe(null)
})
