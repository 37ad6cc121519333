import { describe, expect, test } from 'vitest'
import { restoreIndex } from '../../src/core/check-against.ts'
import { checkIndex } from '../../src/core/check-index.ts'
import { checkSubmission } from '../../src/core/check-submission.ts'
import { describeContext } from '../../src/core/context.ts'
import { readSubmitted } from '../../src/core/read-submitted.ts'
import type { Entry } from '../../src/core/schemas/entry.ts'
import type { Overview } from '../../src/core/schemas/overview.ts'
import { newFileLink, writeSubmission } from '../../src/core/write-submission.ts'
import { readIndexFolder } from '../../src/io/index-folder.ts'
import { checkFixture, FIXTURES } from '../check-fixture.ts'
import { SINGLE_ENTRIES } from '../single-entries.ts'

const publish = (path: string) =>
  restoreIndex(
    describeContext(checkIndex(path ? readIndexFolder(`${FIXTURES}/${path}`) : []).index),
  )

const NOTHING = publish('')
const VALID = publish('valid')

const ENTRY: Entry = {
  name: 'zebra.tools',
  ociRef: 'oci://ghcr.io/zebra/tools',
  version: 'v1.0.0',
  description: 'Tools for zebras.',
  homepage: 'https://zebra.example/',
  maintainer: 'zebra',
  tags: ['stripes', 'tools'],
  signing: {
    identity: 'https://github.com/zebra/tools/.github/workflows/release.yaml@refs/heads/main',
    issuer: 'https://token.actions.githubusercontent.com',
  },
}
const OVERVIEW: Overview = { title: 'Zebra', license: 'MIT', category: 'Animals' }

const check = (entry: Partial<Entry>, overview: Partial<Overview> = {}, body = 'Text.') =>
  checkSubmission(
    { entry: { ...ENTRY, ...entry }, overview: { ...OVERVIEW, ...overview }, body },
    VALID,
  ).map(({ field, rule }) => `${field}: ${rule}`)

const signing = (change: Partial<Entry['signing']>) => ({
  signing: { ...ENTRY.signing, ...change },
})

test('a good submission has no findings', () => {
  expect(check({})).toEqual([])
})

test.each([
  [{ name: '' }, ['name: name']],
  [{ name: 'Zebra' }, ['name: name']],
  [{ name: 'zebra/tools' }, ['name: name']],
  [{ name: 'cozystack.zebra' }, ['name: name-reserved']],
  [{ name: 'zebra.json' }, ['name: name-page']],
  [{ name: 'retlred' }, ['name: name-confusable']],
  [{ name: 'retire' }, ['name: name-similar']],
  [{ name: 'old-name' }, ['name: lifecycle-package']],
  [{ name: 'acme.zebra' }, ['name: claim-label']],
  [{ ociRef: 'ghcr.io/zebra/tools' }, ['ociRef: oci-ref']],
  [{ ociRef: 'oci://docker.io/zebra/tools' }, ['ociRef: registry']],
  [
    { ociRef: 'oci://quay.io/acme/hello' },
    ['ociRef: tap-source-name', 'signing.identity: signing-owner'],
  ],
  [
    { ociRef: 'oci://ghcr.io/acme/hello' },
    ['ociRef: oci-ref-duplicate', 'signing.identity: signing-owner'],
  ],
  [{ version: 'latest' }, ['version: version']],
  [{ description: '' }, ['description: text-length']],
  [{ description: 'one\ntwo' }, ['description: text-one-line']],
  [{ description: 'a <b>bold</b> claim' }, ['description: text-html']],
  [{ description: 'a \u202eclaim' }, ['description: text-characters']],
  [{ description: 'e\u0301tude' }, ['description: text-normalization']],
  [{ homepage: 'http://zebra.example' }, ['homepage: url']],
  [{ maintainer: 'z'.repeat(101) }, ['maintainer: text-length']],
  [{ tags: ['Stripes', 'tools', 'tools'] }, ['tags: tags', 'tags: tags']],
  [{ tags: 'abcdefghijklm'.split('') }, ['tags: text-length']],
  [signing({ identity: 'https://github.com/zebra/*' }), ['signing.identity: signing-identity']],
  [signing({ issuer: 'https://gitlab.com' }), ['signing.issuer: signing-issuer']],
  [{ description: 'z'.repeat(20_000) }, ['description: file-size']],
  [{ tags: ['z'.repeat(20_000)] }, ['tags: file-size']],
] as [Partial<Entry>, string[]][])('what is wrong with %j stands at its field', (change, found) => {
  expect(check(change)).toEqual(found)
})

test.each([
  [{ license: 'GPL' }, 'Text.', ['overview.license: license']],
  [{ cozystack: 'new ones' }, 'Text.', ['overview.cozystack: cozystack-range']],
  [{ support: 'mailto:z@zebra.example' }, 'Text.', ['overview.support: url']],
  [{ title: 'z'.repeat(81) }, 'Text.', ['overview.title: text-length']],
  [{}, 'a <b>', ['overview.body: markdown-html']],
  [{}, '---\n![z](https://zebra.example/z.png)', ['overview.body: markdown-image']],
  [{}, '[z](javascript:alert(1))', ['overview.body: markdown-link']],
  [{}, 'z'.repeat(70_000), ['overview.body: file-size']],
])('what is wrong with the overview %j and %.40s stands at its field', (change, body, found) => {
  expect(check({}, change, body)).toEqual(found)
})

test('an entry that is listed may be changed', () => {
  const identity = 'https://github.com/acme/hello/.github/workflows/a.yaml@refs/heads/main'
  const listed = { name: 'acme.hello', ociRef: 'oci://ghcr.io/acme/hello' }
  expect(VALID.index.entries.get('acme.hello')?.raw).toEqual(listed)
  expect(check({ ...listed, ...signing({ identity }) })).toEqual([])
})

describe('the file of an entry', () => {
  test.each(SINGLE_ENTRIES)('$fixture is judged as in an index folder', (single) => {
    const { findings } = readSubmitted(single.bytes, single.fileName, NOTHING)
    expect(findings).toEqual(checkFixture(single.fixture))
    expect(findings.length).toBeGreaterThan(0)
  })

  test('gives its fields as far as they can be read', () => {
    const read = (text: string) => readSubmitted(new TextEncoder().encode(text), null, NOTHING)
    expect(read('name: a\ntags: [b, [c], d]\nsigning: { issuer: e }\nmore: f\n').fields).toEqual({
      name: 'a',
      ociRef: '',
      version: '',
      description: '',
      homepage: '',
      maintainer: '',
      tags: ['b', 'd'],
      identity: '',
      issuer: 'e',
    })
    for (const text of ['', '- a', 'a: [', '\0', 'a']) expect(read(text).fields).toBeNull()
  })
})

test('the address of GitHub’s editor holds the file, unless it is too long', () => {
  const [file] = writeSubmission({
    entry: { ...ENTRY, description: '100% & <é>+#?' },
    overview: {},
    body: '',
  })
  if (!file) throw new Error('nothing was written')
  const repository = 'https://github.com/cozystack/packages-index'
  const { href, isFilledIn } = newFileLink(repository, file)
  const { pathname, searchParams } = new URL(href)
  expect(pathname).toBe('/cozystack/packages-index/new/main/index/packages')
  expect(Object.fromEntries(searchParams)).toEqual({
    filename: 'zebra.tools.yaml',
    value: file.text,
  })
  expect(isFilledIn).toBe(true)
  expect(newFileLink(repository, { ...file, text: 'é'.repeat(2000) })).toEqual({
    href: `${repository}/new/main/index/packages?filename=zebra.tools.yaml`,
    isFilledIn: false,
  })
})
