/** A release of an External-Apps repository of our own making, as files below its root. */
export interface ExampleRelease {
  version: string
  files: Record<string, string>
}

export interface ExampleRepository {
  name: string
  description: string
  tags: string[]
  overview: string
  releases: ExampleRelease[]
}

const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><circle cx="32" cy="32" r="30" fill="#3d6ddd"/><path d="M18 34c6 12 22 12 28 0" fill="none" stroke="#fff" stroke-width="5"/></svg>'

function chart(name: string, version: string): string {
  return `apiVersion: v2\nname: ${name}\nversion: ${version}\n`
}

function packageSource(name: string, components: string): string {
  return `apiVersion: cozystack.io/v1alpha1
kind: PackageSource
metadata:
  name: ${name}
spec:
  sourceRef:
    kind: OCIRepository
    name: placeholder
    namespace: cozy-system
    path: /
  variants:
    - name: default
      dependsOn:
        - cozystack.cozystack-engine
      components:
${components}`
}

function component(name: string, path: string, install = ''): string {
  return `        - name: ${name}\n          path: ${path}\n${install}`
}

function application(source: string, kind: string, parameters: object): string {
  const lower = kind.toLowerCase()
  const schema = JSON.stringify({ title: 'Chart Values', type: 'object', properties: parameters })
  return `apiVersion: cozystack.io/v1alpha1
kind: ApplicationDefinition
metadata:
  name: ${lower}
spec:
  application:
    kind: ${kind}
    plural: ${lower}s
    singular: ${lower}
    openAPISchema: '${schema}'
  release:
    prefix: ${lower}-
    chartRef:
      kind: ExternalArtifact
      name: ${source.replaceAll('.', '-')}-default-${lower}
      namespace: cozy-system
  dashboard:
    category: Examples
    singular: ${kind}
    plural: ${kind}s
    description: An example application called ${kind}.
    tags:
      - example
    icon: ${Buffer.from(LOGO).toString('base64')}
`
}

const CONFIG_MAP = `apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}
data:
  greeting: {{ .Values.greeting | quote }}
`

const AGENT = `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: hello-agent
spec:
  selector:
    matchLabels:
      app: hello-agent
  template:
    metadata:
      labels:
        app: hello-agent
    spec:
      containers:
        - name: agent
          image: registry.example/acme/agent:1.1.0
          securityContext:
            privileged: true
`

function helloFiles(
  version: string,
  more: Record<string, string>,
  components: string,
  parameters: object,
) {
  const install =
    '          install:\n            namespace: cozy-system\n            releaseName: hello-rd\n'
  return {
    'core/platform/sources/hello.yaml': packageSource(
      'acme.hello',
      component('hello', 'apps/hello') +
        component('hello-rd', 'system/hello-rd', install) +
        components,
    ),
    'apps/hello/Chart.yaml': chart('hello', version),
    'apps/hello/values.yaml': 'greeting: hello\n',
    'apps/hello/values.schema.json':
      '{"type":"object","properties":{"greeting":{"type":"string"}}}\n',
    'apps/hello/templates/config-map.yaml': CONFIG_MAP,
    'system/hello-rd/Chart.yaml': chart('hello-rd', version),
    'system/hello-rd/cozyrds/hello.yaml': application('acme.hello', 'Hello', parameters),
    'README.md': `# Hello\n\nGreets whoever looks, since version ${version}.\n`,
    ...more,
  }
}

const GREETING = { type: 'string', default: 'hello', description: 'What it says.' }
const REPLICAS = { type: 'integer', default: 1, description: 'How many say it.' }

/** Two repositories; the second release of the first brings a privileged component and a parameter. */
export const EXAMPLES: ExampleRepository[] = [
  {
    name: 'acme.hello',
    description: 'Greets a cluster, and everybody in it.',
    tags: ['greeting', 'example'],
    overview:
      '---\ntitle: Hello\ncategory: Examples\nlicense: Apache-2.0\n---\n\nSays hello, in as many places as you like.\n',
    releases: [
      { version: 'v1.0.0', files: helloFiles('1.0.0', {}, '', { greeting: GREETING }) },
      {
        version: 'v1.1.0',
        files: helloFiles(
          '1.1.0',
          {
            'system/hello-agent/Chart.yaml': chart('hello-agent', '1.1.0'),
            'system/hello-agent/templates/agent.yaml': AGENT,
          },
          component(
            'hello-agent',
            'system/hello-agent',
            '          install:\n            namespace: cozy-hello\n            privileged: true\n',
          ),
          { greeting: GREETING, replicas: REPLICAS },
        ),
      },
    ],
  },
  {
    name: 'acme.notes',
    description: 'Keeps notes for a team.',
    tags: ['notes', 'example'],
    overview: '',
    releases: [
      {
        version: 'v0.3.0',
        files: {
          'core/platform/sources/notes.yaml': packageSource(
            'acme.notes',
            component('note', 'apps/note') +
              component(
                'note-rd',
                'system/note-rd',
                '          install:\n            namespace: cozy-system\n',
              ),
          ),
          'apps/note/Chart.yaml': chart('note', '0.3.0'),
          'apps/note/values.yaml': 'size: 1Gi\n',
          'apps/note/templates/config-map.yaml': CONFIG_MAP,
          'system/note-rd/Chart.yaml': chart('note-rd', '0.3.0'),
          'system/note-rd/cozyrds/note.yaml': application('acme.notes', 'Note', {
            size: { type: 'string', default: '1Gi', description: 'Room for notes.' },
          }),
          'README.md': '# Notes\n\nNotes that stay in the cluster.\n',
        },
      },
    ],
  },
]
