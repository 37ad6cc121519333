import { expect, test } from 'vitest'
import { chartYaml, exampleArtifact, findingsOf, read } from './example-artifact.ts'

const chart = (text: string) => findingsOf({ 'apps/hello/Chart.yaml': text })
const values = (text: string, schema?: string) =>
  findingsOf({
    'apps/hello/values.yaml': text,
    ...(schema === undefined ? {} : { 'apps/hello/values.schema.json': schema }),
  })

test('chart-yaml: the API of Helm 2', () => {
  expect(chart('apiVersion: v1\nname: hello\nversion: 1.0.0\n')).toMatchInlineSnapshot(`
    "apps/hello/Chart.yaml:1:13 warning chart-yaml: apiVersion v1 is that of Helm 2
      Write apiVersion: v2."
  `)
})

test('chart-yaml: no apiVersion, a bad name, no version', () => {
  expect(chart('name: hello world\n')).toMatchInlineSnapshot(`
    "apps/hello/Chart.yaml:1:1 error chart-yaml: expected a version in quotes, found nothing
      Write version: "1.0.0".
    apps/hello/Chart.yaml:1:1 error chart-yaml: expected apiVersion v2, found nothing
      Write apiVersion: v2.
    apps/hello/Chart.yaml:1:7 warning chart-yaml: expected a chart name of letters, digits, dots, dashes and underscores, found "hello world"
      Name the chart after its folder."
  `)
})

test('chart-yaml: a version that is a number', () => {
  expect(chart('apiVersion: v2\nname: hello\nversion: 1.10\n')).toMatchInlineSnapshot(`
    "apps/hello/Chart.yaml:3:10 error chart-yaml: expected a version in quotes, found the number 1.1
      Write version: "1.0.0"."
  `)
})

test('chart-yaml: a version that Helm completes', () => {
  expect(chart('apiVersion: v2\nname: hello\nversion: v1.2\n')).toMatchInlineSnapshot(`
    "apps/hello/Chart.yaml:3:10 warning chart-yaml: expected a semantic version, found "v1.2"
      Write major.minor.patch."
  `)
})

test('chart-yaml: a version that is none', () => {
  expect(chart('apiVersion: v2\nname: hello\nversion: newest\n')).toMatchInlineSnapshot(`
    "apps/hello/Chart.yaml:3:10 error chart-yaml: expected a semantic version, found "newest"
      Write major.minor.patch."
  `)
})

test.each(['1.20.2', '0.0.0+latest', '0.45.1-rc1'])('the version %s is one', (version) => {
  expect(chart(`apiVersion: v2\nname: hello\nversion: ${version}\n`)).toBe('')
})

test('chart-yaml: a type that is none', () => {
  expect(chart(chartYaml('hello', 'type: app\n'))).toMatchInlineSnapshot(`
    "apps/hello/Chart.yaml:4:7 error chart-yaml: expected type application or library, found "app"
      Write type: application, or leave it out."
  `)
})

test('chart-yaml: dependencies of the wrong shape', () => {
  expect(chart(chartYaml('hello', 'dependencies: {name: x}\n'))).toMatchInlineSnapshot(`
    "apps/hello/Chart.yaml:4:15 error chart-yaml: expected a list of dependencies, found a mapping
      Write a list with name, version and repository."
  `)
  expect(
    chart(chartYaml('hello', 'dependencies:\n  - version: "1"\n  - {name: a, alias: b c}\n')),
  ).toMatchInlineSnapshot(`
    "apps/hello/Chart.yaml:5:5 warning chart-yaml: a dependency has no name
      Write name, version and repository.
    apps/hello/Chart.yaml:6:22 error chart-yaml: expected an alias of letters, digits, dashes and underscores, found "b c"
      Rename it."
  `)
})

test('chart-yaml: not YAML, not a mapping, not text', () => {
  expect(chart('name: "hello\n')).toMatchInlineSnapshot(`
    "apps/hello/Chart.yaml:2:1 error chart-yaml: cannot be read as YAML: deficient indentation
      Correct the YAML."
  `)
  expect(chart('- hello\n')).toMatchInlineSnapshot(`
    "apps/hello/Chart.yaml:1:1 error chart-yaml: expected the fields of a Helm chart
      Write apiVersion, name and version."
  `)
  expect(findingsOf({ 'apps/hello/Chart.yaml': Uint8Array.of(0xff) })).toMatchInlineSnapshot(`
    "apps/hello/Chart.yaml error chart-yaml: expected UTF-8
      Save it as UTF-8."
  `)
})

test('values-schema: a default of another type', () => {
  expect(values('# none\nhost: 7\n')).toMatchInlineSnapshot(`
    "apps/hello/values.yaml:2:7 error values-schema: host must be string, says values.schema.json
      Correct the default, or the schema."
  `)
})

test('values-schema: a required value without a default', () => {
  expect(values('', '{"type":"object","required":["host"]}')).toMatchInlineSnapshot(`
    "apps/hello/values.yaml:1:1 error values-schema: the values must have required property 'host', says values.schema.json
      Correct the default, or the schema."
  `)
})

test('values-schema: a value that the schema does not know', () => {
  expect(values('hosts: []\n', '{"additionalProperties":false}')).toMatchInlineSnapshot(`
    "apps/hello/values.yaml:1:1 error values-schema: the values must not have the field "hosts", says values.schema.json
      Correct the default, or the schema."
  `)
})

test('values-schema: a choice that is none', () => {
  expect(
    values('size: huge\n', '{"properties":{"size":{"enum":["small","large"]}}}'),
  ).toMatchInlineSnapshot(`
    "apps/hello/values.yaml:1:7 error values-schema: size must be equal to one of the allowed values: "small", "large", says values.schema.json
      Correct the default, or the schema."
  `)
})

test('values-schema: values that are not YAML or not a mapping', () => {
  expect(values('host: [\n')).toMatchInlineSnapshot(`
    "apps/hello/values.yaml:2:1 error values-schema: cannot be read as YAML: deficient indentation
      Correct the YAML."
  `)
  expect(values('- host\n')).toMatchInlineSnapshot(`
    "apps/hello/values.yaml:1:1 error values-schema: expected values by name, found a list or a single value
      Write a mapping."
  `)
})

test('values-schema: a schema that is no JSON, no schema, too long', () => {
  expect(values('', 'type: object')).toMatchInlineSnapshot(`
    "apps/hello/values.schema.json error values-schema: expected a JSON Schema, found something that is no JSON object
      Generate it again."
  `)
  expect(values('', '{"type":"objekt"}')).toMatchInlineSnapshot(`
    "apps/hello/values.schema.json error values-schema: is no JSON Schema: data/type must be equal to one of the allowed values, data/type must be array, data/type must match a schema in anyOf
      Correct the schema."
  `)
  expect(
    values('', `{"type":"object","description":"${'x'.repeat(2 ** 20)}"}`),
  ).toMatchInlineSnapshot(`
    "apps/hello/values.schema.json error values-schema: a schema of more than 1048576 bytes is not checked
      Shorten the schema."
  `)
})

test('values-schema: a reference that leads elsewhere is a warning, one that leads nowhere an error', () => {
  expect(values('', '{"$ref":"https://example.org/values.json"}')).toMatchInlineSnapshot(`
    "apps/hello/values.schema.json warning values-schema: refers to "https://example.org/values.json", which is not fetched
      Make the schema self-contained."
  `)
  expect(values('', '{"$ref":"#/definitions/none"}')).toMatchInlineSnapshot(`
    "apps/hello/values.schema.json error values-schema: refers to "#/definitions/none", which is not there
      Correct the schema."
  `)
})

test('an anchor, an alias and a merge key are values like any other', () => {
  const text = 'base: &base {host: example.org}\nother:\n  <<: *base\nhost: *nothing\n'
  expect(
    values(text.replace('*nothing', 'a'), '{"properties":{"other":{"required":["host"]}}}'),
  ).toBe('')
})

test('values-schema: a null, which some versions of Helm drop, and two documents', () => {
  expect(values('host: null\n')).toMatchInlineSnapshot(`
    "apps/hello/values.yaml:1:7 warning values-schema: host must be string, says values.schema.json
      Correct the default, or the schema."
  `)
  expect(values('host: a\n---\nhost: b\n')).toMatchInlineSnapshot(`
    "apps/hello/values.yaml:1:1 warning values-schema: found 2 documents, of which Helm reads one or all
      Make it one document."
  `)
})

test('chart-yaml: what Helm only complains of', () => {
  const text =
    'appVersion: 1.10\nVersion: 1.0.0\nextra: 1\nextra: 2\ndependencies: [{version: "1"}]\n'
  expect(chart(chartYaml('hello', text))).toMatchInlineSnapshot(`
    "apps/hello/Chart.yaml:4:13 warning chart-yaml: expected an appVersion in quotes, found the number 1.1
      Put it in quotes.
    apps/hello/Chart.yaml:5:10 warning chart-yaml: unknown field "Version"
      Did you mean version?
    apps/hello/Chart.yaml:7:1 warning chart-yaml: the key "extra" stands twice
      Remove one of them.
    apps/hello/Chart.yaml:7:8 warning chart-yaml: unknown field "extra"
      Remove it, or make it an annotation.
    apps/hello/Chart.yaml:8:16 warning chart-yaml: a dependency has no name
      Write name, version and repository."
  `)
})

test('chart-yaml: a name that is a path', () => {
  expect(chart(chartYaml('../hello'))).toMatchInlineSnapshot(`
    "apps/hello/Chart.yaml:2:7 error chart-yaml: expected a chart name of letters, digits, dots, dashes and underscores, found "../hello"
      Name the chart after its folder."
  `)
})

test('link-lost: a chart dependency that no library replaces', () => {
  const links = {
    'apps/hello/charts/common': '../../../library/common',
    'system/hello-rd/charts/common': '../../../library/common',
    'apps/hello/values-extra.yaml': 'values.yaml',
  }
  expect(findingsOf({}, links)).toMatchInlineSnapshot(`
    "apps/hello/values-extra.yaml warning link-lost: component "hello" ships this as a symbolic link to "values.yaml", which readers drop
      Ship a copy of the file.
    system/hello-rd/charts/common warning link-lost: component "hello-rd" ships this as a symbolic link to "../../../library/common", which readers drop
      Declare it as a library of the variant and of the component."
  `)
})

test('kinds come from templates, CRDs and files that a template reads in', () => {
  const { contents } = read(
    exampleArtifact({
      'apps/hello/templates/all.yaml': [
        'kind: "Service"',
        '  kind: Secret # of the user',
        '- kind: ConfigMap',
        '{"apiVersion":"v1","kind":"ServiceAccount"}',
        '# kind: Commented',
        'kind:\n  description: a field of that name',
      ].join('\n'),
      'apps/hello/templates/_helpers.tpl': '{{ define "x" }}\nkind: Role\n{{ end }}',
      'apps/hello/crds/crd.yaml':
        'kind: CustomResourceDefinition\nspec:\n  names:\n    kind: Greeting\n',
      'apps/hello/files/not-read.yaml': 'kind: Hidden\n',
      'system/hello-rd/templates/cozyrds.yaml': '{{ .Files.Get "cozyrds/hello.yaml" }}',
      'apps/unused/Chart.yaml': chartYaml('unused'),
      'apps/unused/templates/x.yaml': 'kind: Unused\n',
    }),
  )
  expect(contents.kinds).toEqual([
    ...['ApplicationDefinition', 'ConfigMap', 'CustomResourceDefinition', 'Deployment'],
    ...['Greeting', 'Role', 'Secret', 'Service', 'ServiceAccount'],
  ])
  expect(contents.hasTemplatedKinds).toBe(false)
})

test.each([
  'kind: {{ .Values.kind }}',
  'kind: "\\x50od"',
  'kind: &a Pod',
  'kind:\n  Pod',
  '{kind: !!str Pod}',
])('a kind that is not literal is told: %s', (line) => {
  const { contents } = read(exampleArtifact({ 'apps/hello/templates/x.yaml': line }))
  expect(contents.hasTemplatedKinds).toBe(true)
})
