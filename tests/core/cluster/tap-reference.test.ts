import { expect, test } from 'vitest'
import { parseTapReference } from '../../../src/core/cluster/tap-reference.ts'
import { tapSourceName } from '../../../src/core/oci-ref.ts'

test.each([
  ['oci://ghcr.io/acme/hello', 'oci://ghcr.io/acme/hello', 'latest', 'tap-acme-hello'],
  ['oci://ghcr.io/acme/hello:v1.0.0', 'oci://ghcr.io/acme/hello', 'v1.0.0', 'tap-acme-hello'],
  ['oci://127.0.0.1:5000/hello:1', 'oci://127.0.0.1:5000/hello', '1', 'tap-hello'],
  ['oci://ghcr.io/a/b/My_Repo.x/', 'oci://ghcr.io/a/b/My_Repo.x', 'latest', 'tap-b-my-repo-x'],
])('%s is a repository, a tag and a name on the cluster', (text, url, tag, name) => {
  const reference = parseTapReference(text)
  if ('problem' in reference) throw new Error(reference.problem)
  expect([reference.url, reference.tag, tapSourceName(reference)]).toEqual([url, tag, name])
})

test.each([
  'oci://',
  'oci://ghcr.io',
  'oci://ghcr.io/',
  'oci://ghcr.io:443',
  'oci://ghcr.io/acme/hello:',
  'oci://user@ghcr.io/acme/hello',
  `oci://ghcr.io/acme/hello@sha256:${'a'.repeat(64)}`,
  'https://ghcr.io/acme/hello',
  'docker://ghcr.io/acme/hello',
])('%s is none', (text) => {
  expect(parseTapReference(text)).toHaveProperty('problem')
})
