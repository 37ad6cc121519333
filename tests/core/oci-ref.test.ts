import { expect, test } from 'vitest'
import { ownerOf, parseOciRef, readOciRef, tapSourceName } from '../../src/core/oci-ref.ts'

test('a reference is host, organisation and repository', () => {
  expect(parseOciRef('oci://ghcr.io/tym83/paleocomputing/machines')).toEqual({
    ref: {
      host: 'ghcr.io',
      path: ['tym83', 'paleocomputing', 'machines'],
      org: 'paleocomputing',
      repo: 'machines',
    },
  })
})

test.each([
  ['oci://ghcr.io/tym83/paleocomputing/machines', 'tap-paleocomputing-machines', 'ghcr.io/tym83'],
  ['oci://ghcr.io/foo/bar', 'tap-foo-bar', 'ghcr.io/foo'],
  ['oci://ghcr.io/foo/bar_baz.qux', 'tap-foo-bar-baz-qux', 'ghcr.io/foo'],
  ['oci://ghcr.io/foo/a--b', 'tap-foo-a--b', 'ghcr.io/foo'],
])('%s is tapped as %s', (text, source, owner) => {
  const ref = readOciRef(text)
  expect(ref && tapSourceName(ref)).toBe(source)
  expect(ref && ownerOf(ref)).toBe(owner)
})
