import type { Artifact } from '../../../src/core/artifact.ts'
import {
  type ContentsContext,
  type ReadContents,
  readContents,
} from '../../../src/core/contents/read-contents.ts'
import { PolicySchema } from '../../../src/core/schemas/policy.ts'
import { createValidator } from '../../../src/io/manifest-schemas.ts'

type Files = Record<string, string | Uint8Array | null>

export const SOURCE = 'core/platform/sources/hello.yaml'
export const DEFINITION = 'system/hello-rd/cozyrds/hello.yaml'

export const EXAMPLE_SOURCE = `apiVersion: cozystack.io/v1alpha1
kind: PackageSource
metadata:
  name: acme.hello
spec:
  sourceRef:
    kind: OCIRepository
    name: hello
    namespace: cozy-system
    path: /
  variants:
    - name: default
      libraries:
        - path: library/common
      components:
        - name: hello
          path: apps/hello
          libraries: [common]
        - name: hello-rd
          path: system/hello-rd
          install:
            namespace: cozy-system
            releaseName: hello-rd
`

export const EXAMPLE_DEFINITION = `apiVersion: cozystack.io/v1alpha1
kind: ApplicationDefinition
metadata:
  name: hello
spec:
  application:
    kind: Hello
    singular: hello
    plural: hellos
    openAPISchema: |-
      {"type":"object","required":["host"],"properties":{"host":{"type":"string","description":"Where to greet."},"replicas":{"type":"integer","default":2}}}
  release:
    prefix: hello-
    chartRef:
      kind: ExternalArtifact
      name: acme-hello-default-hello
      namespace: cozy-system
  dashboard:
    category: PaaS
    singular: Hello
    plural: Hellos
    description: Greets
    tags: [greeting]
  secrets:
    include:
      - resourceNames: ["hello-{{ .name }}"]
`

export function chartYaml(name: string, rest = ''): string {
  return `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n${rest}`
}

/** An artifact without findings: one PackageSource, three charts, one application. */
const FILES: Files = {
  'README.md': '# Hello\n',
  [SOURCE]: EXAMPLE_SOURCE,
  'library/common/Chart.yaml': chartYaml('common', 'type: library\n'),
  'apps/hello/Chart.yaml': chartYaml('hello'),
  'apps/hello/values.yaml': 'host: example.org\n',
  'apps/hello/values.schema.json': '{"type":"object","properties":{"host":{"type":"string"}}}',
  'apps/hello/templates/deployment.yaml': 'apiVersion: apps/v1\nkind: Deployment\n',
  'system/hello-rd/Chart.yaml': chartYaml('hello-rd'),
  [DEFINITION]: EXAMPLE_DEFINITION,
}

/** The example artifact with some files written otherwise; null leaves one out. */
export function exampleArtifact(
  changes: Files = {},
  links: Record<string, string> = {},
  inFolder = '',
): Artifact {
  const files = new Map<string, Uint8Array>()
  for (const [path, content] of Object.entries({ ...FILES, ...changes })) {
    if (content === null) continue
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
    files.set(`${inFolder}${path}`, bytes)
  }
  const unpackedSize = [...files.values()].reduce((sum, bytes) => sum + bytes.length, 0)
  return { files, links: new Map(Object.entries(links)), unpackedSize }
}

// Thousands of artifacts share it, in whatever order the files run: the limit for one is no limit for all.
export const validator = createValidator({ each: 1_000, all: Number.POSITIVE_INFINITY })

/** A policy that knows a core tap of two packages. */
export const policy = PolicySchema.parse({
  core: {
    version: '1.6.2',
    packageSources: ['cozystack.networking', 'cozystack.postgres-operator'],
    kinds: ['Postgres'],
  },
})

export function read(
  artifact: Artifact,
  findSources?: ContentsContext['findSources'],
): ReadContents {
  return readContents(artifact, { policy, validate: validator, findSources })
}

/** The findings of the example artifact with some files written otherwise, as text. */
export function findingsOf(changes: Files, links: Record<string, string> = {}): string {
  const { findings } = read(exampleArtifact(changes, links))
  return findings
    .map(({ rule, severity, file, line, column, message, fix }) => {
      const place = [file, line, column].filter((part) => part !== null).join(':')
      return `${place} ${severity} ${rule}: ${message}\n  ${fix}`
    })
    .join('\n')
}

/** The example’s PackageSource with a part of its text replaced. */
export function source(part: string, replacement: string): Files {
  return { [SOURCE]: replaced(EXAMPLE_SOURCE, part, replacement) }
}

/** The example’s ApplicationDefinition with a part of its text replaced. */
export function definition(part: string, replacement: string): Files {
  return { [DEFINITION]: replaced(EXAMPLE_DEFINITION, part, replacement) }
}

function replaced(text: string, part: string, replacement: string): string {
  if (!text.includes(part)) throw new Error(`the example does not hold ${part}`)
  return text.replace(part, () => replacement)
}
