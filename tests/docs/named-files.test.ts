import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'docs/architecture.md',
  'docs/gate.md',
  'docs/cozypkg-cluster.md',
  'docs/walk-through.md',
]

/** Paths of this repository in backticks: with a slash, without blanks and without placeholders. */
function namedPaths(markdown: string): string[] {
  return [...markdown.matchAll(/`([\w.-]+(?:\/[\w.-]+)*\/?)`/g)]
    .map((match) => match[1] ?? '')
    .filter((path) => /^(src|scripts|tests|docs|index|public|benchmarks|\.github)\//.test(path))
}

test.each(DOCUMENTS)('every file that %s names is there', (document) => {
  const paths = namedPaths(readFileSync(`${ROOT}${document}`, 'utf8'))
  expect(paths.filter((path) => !existsSync(`${ROOT}${path}`))).toEqual([])
})

test('the architecture page names the way from an entry to a page', () => {
  const paths = namedPaths(readFileSync(`${ROOT}docs/architecture.md`, 'utf8'))
  expect(paths).toEqual(
    expect.arrayContaining(['src/core/check-index.ts', 'src/core/catalog.ts', 'src/site/pages/']),
  )
  expect(paths.length).toBeGreaterThan(15)
})
