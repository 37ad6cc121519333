import { dump } from 'js-yaml'

/** What a new External-Apps repository is called. */
export interface StarterNames {
  /** The PackageSource, and the entry in the index: labels joined by dots. */
  name: string
  /** The last label: its chart, and the release it is installed as. */
  app: string
  /** What users of the platform order. */
  kind: string
}

const NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/

/** Derives all names from one; null where nothing can be called so. */
export function starterNames(name: string, kind?: string): StarterNames | null {
  if (!NAME.test(name) || name.length < 3 || name.length > 63) return null
  const app = name.split('.').at(-1) ?? name
  const derived = app
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
  const chosen = kind ?? (/^[0-9]/.test(derived) ? `App${derived}` : derived)
  return /^[A-Z][A-Za-z0-9]{0,62}$/.test(chosen) ? { name, app, kind: chosen } : null
}

/**
 * The files of a new repository, by path: one application that validates without findings and can
 * be published as it is.
 *
 * @param version of the client that its workflow runs
 */
export function createStarter(names: StarterNames, version: string): ReadonlyMap<string, string> {
  const { app } = names
  return new Map([
    ['README.md', readme(names)],
    ['.github/workflows/release.yaml', workflow(version)],
    [`packages/core/platform/sources/${app}.yaml`, yaml(packageSource(names))],
    [`packages/apps/${app}/Chart.yaml`, chart(app, `The chart of ${names.kind}`)],
    [`packages/apps/${app}/values.yaml`, VALUES],
    [`packages/apps/${app}/values.schema.json`, `${JSON.stringify(SCHEMA, null, 2)}\n`],
    [`packages/apps/${app}/templates/config-map.yaml`, CONFIG_MAP],
    [`packages/apps/${app}/README.md`, appReadme(names)],
    [`packages/system/${app}-rd/Chart.yaml`, chart(`${app}-rd`, `Registers ${names.kind}`)],
    [`packages/system/${app}-rd/templates/definitions.yaml`, DEFINITIONS],
    [`packages/system/${app}-rd/cozyrds/${app}.yaml`, yaml(applicationDefinition(names))],
  ])
}

const SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Chart Values',
  type: 'object',
  properties: {
    greeting: { type: 'string', description: 'What it says.', default: 'Hello' },
  },
}

const VALUES = `## @param {string} greeting - What it says.
greeting: Hello
`

const CONFIG_MAP = `apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}
data:
  greeting: {{ .Values.greeting | quote }}
`

/** A chart installs what stands in its templates: so the definitions are read from beside them. */
const DEFINITIONS = `{{- range $path, $_ := .Files.Glob "cozyrds/*" }}
---
{{ $.Files.Get $path }}
{{- end }}
`

const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="12" fill="#3d6ddd"/><circle cx="32" cy="32" r="14" fill="#fff"/></svg>'

function chart(name: string, description: string): string {
  return yaml({ apiVersion: 'v2', name, description, type: 'application', version: '0.1.0' })
}

function packageSource({ name, app }: StarterNames): object {
  return {
    apiVersion: 'cozystack.io/v1alpha1',
    kind: 'PackageSource',
    metadata: { name },
    spec: {
      // A tap puts its own source here.
      sourceRef: { kind: 'OCIRepository', name: app, namespace: 'cozy-system', path: '/' },
      variants: [
        {
          name: 'default',
          components: [
            { name: app, path: `apps/${app}` },
            {
              name: `${app}-rd`,
              path: `system/${app}-rd`,
              install: { namespace: 'cozy-system', releaseName: `${app}-rd` },
            },
          ],
        },
      ],
    },
  }
}

function applicationDefinition({ name, app, kind }: StarterNames): object {
  const singular = kind.toLowerCase()
  return {
    apiVersion: 'cozystack.io/v1alpha1',
    kind: 'ApplicationDefinition',
    metadata: { name: app },
    spec: {
      application: {
        kind,
        plural: `${singular}s`,
        singular,
        openAPISchema: JSON.stringify(SCHEMA),
      },
      release: {
        prefix: `${app}-`,
        labels: { 'sharding.fluxcd.io/key': 'tenants' },
        chartRef: {
          kind: 'ExternalArtifact',
          name: `${name.replaceAll('.', '-')}-default-${app}`,
          namespace: 'cozy-system',
        },
      },
      dashboard: {
        category: 'Examples',
        singular: kind,
        plural: `${kind}s`,
        description: `Says what ${kind} is for, in one sentence.`,
        tags: ['example'],
        icon: btoa(LOGO),
      },
    },
  }
}

function workflow(version: string): string {
  return `# Pushes a tag's release and signs it, keylessly: it needs no secret.
name: release

on:
  push:
    tags: ['v*.*.*']

permissions: {}

jobs:
  release:
    runs-on: ubuntu-latest
    permissions:
      contents: read
      packages: write # pushes to ghcr.io
      id-token: write # proves to Sigstore which workflow this is
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
      - uses: actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0
        with:
          node-version: 24
          package-manager-cache: false
      - name: Log in
        env:
          TOKEN: \${{ github.token }}
        run: echo "$TOKEN" | docker login ghcr.io --username "$GITHUB_ACTOR" --password-stdin
      - name: Push and sign
        run: |
          npx --yes @cozystack/cozypkg@${version} push \\
            "oci://ghcr.io/\${GITHUB_REPOSITORY,,}:$GITHUB_REF_NAME" --sign
`
}

function readme({ name, app, kind }: StarterNames): string {
  return `# ${name}

An External-Apps repository for [Cozystack](https://cozystack.io). It brings one application, ${kind}.

- \`packages/core/platform/sources/\`: the PackageSource, which is what a tap registers
- \`packages/apps/${app}/\`: the chart of the application
- \`packages/system/${app}-rd/\`: the chart that registers it with the platform
- \`.github/workflows/release.yaml\`: pushes and signs a release for every tag

## Check it

\`\`\`sh
npx @cozystack/cozypkg validate .
\`\`\`

## Release it

\`\`\`sh
git tag v0.1.0 && git push origin v0.1.0
\`\`\`

The workflow pushes \`oci://ghcr.io/<owner>/<repository>:v0.1.0\` and signs it. A new package on ghcr.io
is private: make it public in its settings, once.

## List it

\`\`\`sh
npx @cozystack/cozypkg submit oci://ghcr.io/<owner>/<repository>:v0.1.0 --name ${name}
\`\`\`
`
}

function appReadme({ kind }: StarterNames): string {
  return `# ${kind}

Says what ${kind} is, what it needs and how to begin. The index shows this text.

## Parameters

| Name       | Description   | Value   |
| ---------- | ------------- | ------- |
| \`greeting\` | What it says. | \`Hello\` |
`
}

function yaml(value: object): string {
  return dump(value, { lineWidth: -1, noRefs: true })
}
