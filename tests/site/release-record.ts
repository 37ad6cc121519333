import type { Entry } from '../../src/core/schemas/entry.ts'
import type { Contents, Release } from '../../src/core/schemas/release.ts'

/** One long word, which can be broken at no space. */
export const word = (length: number) => 'w'.repeat(length)

/** The workflow that signs the releases of a package in these tests. */
export function signerOf(name: string): Entry['signing'] {
  return {
    identity: `https://github.com/${name}/${name}/.github/workflows/release.yml@refs/heads/main`,
    issuer: 'https://token.actions.githubusercontent.com',
  }
}

/** A record of a version that `signer` signed and that brings a PackageSource of its name. */
export function releaseRecord(version: string, digit: string, signer: string): Release {
  return {
    version,
    ociRef: `oci://ghcr.io/${signer}/${signer}`,
    digest: `sha256:${digit.repeat(64)}`,
    size: 1234,
    created: '2026-01-01T00:00:00Z',
    verifiedAt: '2026-01-02T00:00:00Z',
    signature: {
      layout: 'bundle',
      ...signerOf(signer),
      repository: null,
      trigger: null,
      logIndex: null,
      signedAt: null,
    },
    contents: {
      ...noContents,
      packageSources: [{ name: `${signer}.one`, path: '/', variants: [] }],
    },
  }
}

const noContents: Contents = {
  packageSources: [],
  applications: [],
  kinds: [],
  hasTemplatedKinds: false,
  readme: null,
  fileCount: 1,
  unpackedSize: 4321,
}

const component = (
  name: string,
): Contents['packageSources'][0]['variants'][0]['components'][0] => ({
  name,
  path: `charts/${name}`,
  namespace: word(63),
  privileged: true,
  valuesFiles: [],
  install: {},
  dependsOn: [word(63)],
  libraries: [word(63)],
  chart: { name, version: `1.0.0-${word(60)}` },
})

/** Contents that are many and whose names are long. */
export const longContents: Contents = {
  ...noContents,
  packageSources: Array.from({ length: 8 }, (_, at) => ({
    name: `${word(200)}.${at}`,
    path: '/',
    variants: [
      {
        name: word(63),
        dependsOn: [`${word(200)}.0`],
        libraries: [{ name: word(63), path: word(100) }],
        components: [component(word(63)), component('other')],
      },
    ],
  })),
  applications: [
    {
      name: word(63),
      kind: `W${word(62)}`,
      plural: word(63),
      category: word(40),
      description: word(400),
      tags: [word(32)],
      icon: null,
      parameters: [
        {
          path: `${word(60)}.${word(60)}`,
          type: 'string',
          default: `"${word(200)}"`,
          description: word(300),
          required: true,
        },
      ],
    },
  ],
  kinds: Array.from({ length: 30 }, (_, at) => `W${word(40)}${at}`),
}
