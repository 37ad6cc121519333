import { compileCatalog, NO_HISTORY } from '../../src/core/catalog.ts'
import { checkIndex } from '../../src/core/check-index.ts'
import type { Release } from '../../src/core/schemas/release.ts'
import { renderSurface } from '../../src/core/surface.ts'
import { readIndexFolder } from '../../src/io/index-folder.ts'
import { sha256 } from '../../src/io/sha256.ts'
import { exampleEntry } from '../example-entry.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const CORE = `core:
  version: v1.6.2
  packageSources: [cozystack.postgres-application, cozystack.redis-application]
  kinds: [Postgres, Redis]
`

const LIFECYCLE = `old-one:
  state: renamed
  to: hello
  reason: It greets better now.
gone-one:
  state: removed
  reason: Its author left.
cold:
  state: frozen
  reason: It phones home.
  advisory: https://example.org/advisory
`

const record: Release = {
  version: '1.0.0',
  ociRef: 'oci://ghcr.io/example/hello',
  digest: `sha256:${'a'.repeat(64)}`,
  size: 12_345,
  created: '2026-01-01T00:00:00Z',
  verifiedAt: '2026-01-02T00:00:00Z',
  signature: {
    layout: 'bundle',
    identity: 'https://github.com/example/hello/.github/workflows/release.yaml@refs/heads/main',
    issuer: 'https://token.actions.githubusercontent.com',
    repository: { uri: 'https://github.com/example/hello', id: '11', ownerId: '22' },
    trigger: 'push',
    logIndex: '33',
    signedAt: '2026-01-01T00:00:10Z',
  },
  contents: {
    packageSources: [
      {
        name: 'example.hello',
        path: '/',
        variants: [
          {
            name: 'default',
            dependsOn: ['cozystack.redis-application'],
            libraries: [],
            components: [
              {
                name: 'greeter',
                path: 'apps/greeter',
                namespace: 'cozy-hello',
                privileged: true,
                dependsOn: [],
                libraries: [],
                valuesFiles: [],
                install: { namespace: 'cozy-hello', privileged: true },
                chart: { name: 'greeter', version: '1.0.0' },
              },
            ],
          },
        ],
      },
    ],
    applications: [
      {
        name: 'greeter',
        kind: 'Greeter',
        plural: 'greeters',
        category: 'Demos',
        description: 'Greets.',
        tags: [],
        icon: null,
        parameters: [
          {
            path: 'greeting',
            type: 'string',
            default: '"Hello"',
            description: 'What it says.',
            required: false,
          },
        ],
      },
    ],
    kinds: ['Deployment', 'Service'],
    hasTemplatedKinds: false,
    readme: '# Hello\n\nIt greets.',
    fileCount: 7,
    unpackedSize: 54_321,
  },
}

/** An index folder with a recorded package, two others, a freeze and two tombstones. */
export function exampleIndex(more: Record<string, string> = {}): string {
  return temporaryFolder({
    'packages/hello.yaml': exampleEntry('hello', {
      description: 'Greets everybody who logs in.',
      tags: '[greeting, demo]',
      maintainer: 'Jane Doe <jane@example.org>',
    }),
    'packages/emulator.yaml': exampleEntry('emulator', {
      description: 'Runs machines of the past.',
      tags: '[machine]',
    }),
    'packages/emulator.md': '---\ntitle: The emulator\ncategory: Retro\n---\n\nHow to begin.\n',
    'packages/cold.yaml': exampleEntry('cold'),
    'releases/hello/1.0.0.json': JSON.stringify(record),
    'policy.yaml': CORE,
    'lifecycle.yaml': LIFECYCLE,
    ...more,
  })
}

/** What is published of an index folder, by path; with `head.json` where a date of expiry is given. */
export function publishIndex(
  folder: string,
  { sequence = 7, expires }: { sequence?: number; expires?: string } = {},
): Map<string, string> {
  const { index, findings } = checkIndex(readIndexFolder(folder))
  const errors = findings.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw new Error(JSON.stringify(errors))
  const committedAt = '2026-10-31T12:00:00Z'
  const history = { ...NO_HISTORY, revision: 'f'.repeat(40), sequence, committedAt }
  const files = new Map(
    renderSurface(compileCatalog(index, history), 'https://example.org/', sha256),
  )
  const catalog = files.get('catalog.json') ?? ''
  if (expires) {
    const size = Buffer.byteLength(catalog)
    const head = {
      sequence,
      revision: history.revision,
      sha256: sha256(catalog),
      size,
      publishedAt: committedAt,
      expires,
    }
    files.set('head.json', JSON.stringify(head))
  }
  return files
}
