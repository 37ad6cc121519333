import { expect, test } from 'vitest'
import {
  authoredTexts,
  linkProblems,
  shrinkProblems,
  unrenderedProblems,
} from '../../src/core/output-guard.ts'
import type { Catalog } from '../../src/core/schemas/catalog.ts'

function catalog(names: string[], tombstones: string[] = []): Catalog {
  return {
    schemaVersion: 1,
    revision: null,
    sequence: null,
    generatedAt: null,
    packages: names.map((name) => ({ name }) as Catalog['packages'][number]),
    tombstones: tombstones.map((name) => ({ name, state: 'removed', to: null, reason: null })),
  }
}

test('an empty catalog is refused', () => {
  expect(shrinkProblems(catalog([]), null)).toEqual(['the catalog is empty'])
})

test('a lost name is refused, unless a tombstone tells of it', () => {
  expect(shrinkProblems(catalog(['a']), catalog(['a', 'b'], ['c']))).toEqual([
    'the catalog has lost b, c, without a tombstone in lifecycle.yaml',
  ])
  expect(shrinkProblems(catalog(['a'], ['b', 'c']), catalog(['a', 'b'], ['c']))).toEqual([])
})

test('values that were not rendered are named', () => {
  for (const html of [
    '<a href="undefined">x</a>',
    '<a href="/packages/undefined/">x</a>',
    '<p>undefined</p>',
    '<p> NaN </p>',
    '<td>[object Object]</td>',
  ]) {
    expect.soft(unrenderedProblems('a.html', html), html).toHaveLength(1)
  }
  expect(unrenderedProblems('a.html', '<p>undefined behaviour, null and void</p>')).toEqual([])
})

test('strangers may write any word', () => {
  expect(unrenderedProblems('a.html', '<p class="lead authored" dir="auto">undefined</p>')).toEqual(
    [],
  )
  expect(
    unrenderedProblems(
      'a.html',
      '<div class="prose authored"><p>null</p><td>NaN</td></div><p>x</p>',
    ),
  ).toEqual([])
})

test('a package called null is a package', () => {
  const authored = authoredTexts([{ name: 'null', tags: ['undefined'] }])
  const html = '<a href="/packages/null/">null</a><li>undefined</li>'
  expect(unrenderedProblems('a.html', html, authored)).toEqual([])
  expect(unrenderedProblems('a.html', `${html}<p>NaN</p>`, authored)).toHaveLength(1)
})

const PAGES = new Map([
  ['index.html', new Set(['main'])],
  ['packages/a/index.html', new Set(['trust'])],
  ['catalog.json', new Set<string>()],
])
const idsOf = (path: string) => PAGES.get(path) ?? null

function links(html: string) {
  return linkProblems('packages/a/index.html', html, '/base/', idsOf)
}

test('links are followed under the base path, relative and with fragments', () => {
  expect(
    links('<a href="/base/">a</a><a href="/base/catalog.json">b</a><a href="#trust">c</a>'),
  ).toEqual([])
  expect(links('<a href="../../#main">a</a><a href="https://example.org/x">b</a>')).toEqual([])
})

test('links that lead nowhere are named', () => {
  expect(links('<a href="/base/b/">a</a><img src="/x.png"><a href="#nobody">c</a>')).toEqual([
    'packages/a/index.html: href="/base/b/" leads to no file',
    'packages/a/index.html: src="/x.png" leads out of the site',
    'packages/a/index.html: href="#nobody" leads to no element',
  ])
})
