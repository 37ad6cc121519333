import type { ArtifactEvidence } from '../../src/core/gate/artifact-evidence.ts'
import type { Contents, Release } from '../../src/core/schemas/release.ts'
import { exampleEntry } from '../example-entry.ts'
import type { Files } from './fast-import.ts'

export const OWNER = '583231'
export const STRANGER = '42'

/** The workflow that signs a package's releases, as `exampleEntry` names it. */
export function identityOf(name: string): string {
  return `https://github.com/example/${name}/.github/workflows/release.yaml@refs/heads/main`
}

let digests = 0

/** A record that an entry of `exampleEntry` leads to, with a PackageSource of its name. */
export function exampleRecord(
  name: string,
  version: string,
  { dependsOn = [], kind }: { dependsOn?: string[]; kind?: string } = {},
): Release {
  const contents: Contents = {
    packageSources: [
      {
        name,
        path: '/',
        variants: [{ name: 'default', dependsOn, libraries: [], components: [] }],
      },
    ],
    applications: kind
      ? [
          {
            ...{ name, kind, plural: `${kind.toLowerCase()}s`, category: null, description: null },
            ...{ tags: [], icon: null, parameters: [] },
          },
        ]
      : [],
    kinds: [],
    hasTemplatedKinds: false,
    readme: null,
    fileCount: 1,
    unpackedSize: 1,
  }
  digests++
  return {
    version,
    ociRef: `oci://ghcr.io/example/${name}`,
    digest: `sha256:${digests.toString(16).padStart(64, '0')}`,
    size: 1,
    created: null,
    verifiedAt: '2026-01-02T00:00:00Z',
    signature: {
      layout: 'bundle',
      identity: identityOf(name),
      issuer: 'https://token.actions.githubusercontent.com',
      repository: { uri: `https://github.com/example/${name}`, id: '1001', ownerId: '501' },
      trigger: 'push',
      logIndex: '1',
      signedAt: null,
    },
    contents,
  }
}

/** What a registry gives for a sound release: its record, with the tags that are there. */
export function evidenceOf(record: Release, tags: string[] = [record.version]): ArtifactEvidence {
  return { digest: record.digest, record, findings: [], tags }
}

export function records(name: string, versions: string[], more = {}): Files {
  return Object.fromEntries(
    versions.map((version) => [
      `index/releases/${name}/${version}.json`,
      `${JSON.stringify(exampleRecord(name, version, more), null, 2)}\n`,
    ]),
  )
}

/** The entry that most scenarios change. */
export const HELLO = {
  version: '"1.2.0"',
  homepage: 'https://github.com/example/hello',
  maintainer: 'Jane Doe',
  tags: '[greeting, demo]',
}

export function hello(fields: Record<string, string> = {}): string {
  return exampleEntry('acme.hello', { ...HELLO, ...fields })
}

/** The entry of a package that was called former.one, and whose releases are recorded as such. */
export function present(fields: Record<string, string> = {}): string {
  return exampleEntry('former.one', { version: '"1.1.0"', ...fields }).replace(
    'name: former.one',
    'name: present.one',
  )
}

export const LIFECYCLE = `# States of packages.
yanked.one: { state: active, yanked: { 1.3.0: Deletes what it greets. } }
frozen.one: { state: frozen, reason: Its key was stolen. }
departed.one: { state: removed, reason: Asked for., claims: { packageSources: [departed.tool], kinds: [Tool] } }
old.name: { state: renamed, to: acme.hello }
former.one: { state: renamed, to: present.one }
`

export const POLICY = `registries:
  - host: ghcr.io
  - host: registry.example
owners:
  acme.hello: [${OWNER}]
`

/** An index with something of everything, some of it broken. */
export const BASE: Files = {
  'README.md': '# An index\n',
  'package.json': '{}\n',
  'scripts/gate.ts': 'process.exitCode = 1\n',
  'index/policy.yaml': POLICY,
  'index/lifecycle.yaml': LIFECYCLE,
  'index/packages/acme.hello.yaml': hello(),
  'index/packages/acme.hello.md': '---\ntitle: Hello\n---\n\nSays hello.\n',
  ...records('acme.hello', ['1.0.0', '1.1.0', '1.2.0'], { kind: 'Hello' }),
  'index/packages/plain.one.yaml': exampleEntry('plain.one'),
  'index/packages/preview.one.yaml': exampleEntry('preview.one', { version: '"2.0.0-rc.1"' }),
  'index/packages/yanked.one.yaml': exampleEntry('yanked.one', { version: '"1.3.0"' }),
  ...records('yanked.one', ['1.1.0', '1.2.0', '1.3.0']),
  'index/packages/frozen.one.yaml': exampleEntry('frozen.one'),
  'index/packages/needed.one.yaml': exampleEntry('needed.one'),
  ...records('needed.one', ['1.0.0']),
  'index/packages/needing.one.yaml': exampleEntry('needing.one'),
  ...records('needing.one', ['1.0.0'], { dependsOn: ['needed.one'] }),
  'index/packages/present.one.yaml': present(),
  ...records('former.one', ['1.0.0', '1.1.0']),
  'index/packages/pages.one.yaml': exampleEntry('pages.one', {
    homepage: 'https://example.github.io/pages/',
  }),
  'index/packages/site.one.yaml': exampleEntry('site.one', {
    homepage: 'https://example.org/one',
  }),
  'index/packages/faulty.one.yaml': exampleEntry('faulty.one', { homepage: 'http://example.org/' }),
  'index/packages/garbled.one.yaml': 'name: "garbled.one\n',
  'index/packages/notes.txt': 'left over\n',
  'index/icons/0000000000000000000000000000000000000000000000000000000000000000.png': 'PNG',
  ...Object.fromEntries(
    Array.from({ length: 12 }, (_, at) => `many${'abcdefghijkl'[at]}-package`).map((name) => [
      `index/packages/${name}.yaml`,
      exampleEntry(name),
    ]),
  ),
}
