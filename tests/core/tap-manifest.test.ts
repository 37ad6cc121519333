import { expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { compileCatalog } from '../../src/core/catalog.ts'
import { checkIndex } from '../../src/core/check-index.ts'
import type { Package } from '../../src/core/schemas/catalog.ts'
import { tapManifest } from '../../src/core/tap-manifest.ts'
import { readIndexFolder } from '../../src/io/index-folder.ts'
import { FIXTURES } from '../check-fixture.ts'

const packages = compileCatalog(checkIndex(readIndexFolder(`${FIXTURES}/valid`)).index).packages
const hello = packages.find(({ name }) => name === 'acme.hello') as Package

test('a tap is a Flux source pinned to digest and signer, and its PackageSources', () => {
  expect(tapManifest(hello)).toMatchInlineSnapshot(`
    "---
    apiVersion: "source.toolkit.fluxcd.io/v1"
    kind: "OCIRepository"
    metadata:
      name: "tap-acme-hello"
      namespace: "cozy-system"
      labels:
        apps.cozystack.io/marketplace-tap: "true"
      annotations:
        apps.cozystack.io/tap-name: "tap-acme-hello"
    spec:
      interval: "5m"
      url: "oci://ghcr.io/acme/hello"
      ref:
        tag: "v1.10.0"
        digest: "sha256:ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
      verify:
        provider: "cosign"
        matchOIDCIdentity:
          - issuer: "^https://token\\\\.actions\\\\.githubusercontent\\\\.com$"
            subject: "^https://github\\\\.com/acme/hello/\\\\.github/workflows/release\\\\.yaml@refs/heads/main$"
    ---
    apiVersion: "cozystack.io/v1alpha1"
    kind: "PackageSource"
    metadata:
      name: "acme.hello"
      labels:
        apps.cozystack.io/marketplace-tap: "true"
      annotations:
        apps.cozystack.io/tap-source: "tap-acme-hello"
    spec:
      sourceRef:
        kind: "OCIRepository"
        name: "tap-acme-hello"
        namespace: "cozy-system"
        path: "/"
      variants: []
    "
  `)
})

test('YAML 1.1 and 1.2 readers see the same manifests, whatever the strings', () => {
  const [record] = hello.releases
  if (!record) throw new Error('the fixture has no record')
  const install = { namespace: 'no', releaseName: '1.10', privileged: true }
  const component = { name: 'on', path: '0x1F', namespace: 'no', privileged: true, dependsOn: [] }
  const rest = { libraries: ['~'], valuesFiles: ['null'], install, chart: null }
  const variants = [
    { name: 'y', dependsOn: ['1e3'], libraries: [], components: [{ ...component, ...rest }] },
  ]
  const contents = { ...record.contents, packageSources: [{ name: 'yes', path: '/', variants }] }
  const yaml = tapManifest({ ...hello, releases: [{ ...record, contents }] }) ?? ''
  const read = (version: '1.1' | '1.2') =>
    parseAllDocuments(yaml, { version }).map((document) => document.toJS())
  expect(read('1.1')).toEqual(read('1.2'))
  expect(read('1.1')[1].spec.variants[0]).toEqual({
    name: 'y',
    dependsOn: ['1e3'],
    components: [{ name: 'on', path: '0x1F', libraries: ['~'], valuesFiles: ['null'], install }],
  })
})

test('nothing is offered without a record, or while frozen or yanked', () => {
  expect(tapManifest({ ...hello, releases: [] })).toBeNull()
  expect(tapManifest({ ...hello, state: 'frozen' })).toBeNull()
  expect(tapManifest({ ...hello, state: 'yanked' })).toBeNull()
})
