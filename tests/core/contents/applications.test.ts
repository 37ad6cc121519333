import { expect, test } from 'vitest'
import { readIcon } from '../../../src/core/contents/icon.ts'
import { readParameters } from '../../../src/core/contents/parameters.ts'
import {
  DEFINITION,
  definition,
  EXAMPLE_DEFINITION,
  exampleArtifact,
  findingsOf,
  read,
} from './example-artifact.ts'

const withIcon = (icon: string) =>
  definition('    tags: [greeting]', `    tags: [greeting]\n    icon: ${icon}`)

test('the contents say what the dashboard would', () => {
  expect(read(exampleArtifact()).contents.applications).toMatchInlineSnapshot(`
    [
      {
        "category": "PaaS",
        "description": "Greets",
        "icon": null,
        "kind": "Hello",
        "name": "hello",
        "parameters": [
          {
            "default": null,
            "description": "Where to greet.",
            "path": "host",
            "required": true,
            "type": "string",
          },
          {
            "default": "2",
            "description": null,
            "path": "replicas",
            "required": false,
            "type": "integer",
          },
        ],
        "plural": "hellos",
        "tags": [
          "greeting",
        ],
      },
    ]
  `)
})

test('schema: an unknown field, a missing one, a kind and a prefix that are none', () => {
  expect(findingsOf(definition('    prefix: hello-', '    prefix: Hello_'))).toMatchInlineSnapshot(`
    "system/hello-rd/cozyrds/hello.yaml:13:13 error schema: ApplicationDefinition: expected a prefix of lower-case letters, digits and dashes at spec.release.prefix, found "Hello_"
      Correct the value."
  `)
  expect(findingsOf(definition('    plural: hellos\n', ''))).toMatchInlineSnapshot(`
    "system/hello-rd/cozyrds/hello.yaml:7:5 error schema: ApplicationDefinition: the field "plural" is missing in spec.application
      Add plural."
  `)
  expect(findingsOf(definition('kind: Hello', 'kind: hello world'))).toMatchInlineSnapshot(`
    "system/hello-rd/cozyrds/hello.yaml:7:11 error schema: ApplicationDefinition: expected a kind in CamelCase, at most 63 characters at spec.application.kind, found "hello world"
      Correct the value."
  `)
  expect(findingsOf(definition('tags: [greeting]', 'icons: x'))).toMatchInlineSnapshot(`
    "system/hello-rd/cozyrds/hello.yaml:23:5 error schema: ApplicationDefinition: unknown field "icons" in spec.dashboard
      Did you mean icon?"
  `)
})

test('schema: openAPISchema that is no JSON or no object', () => {
  const text = EXAMPLE_DEFINITION.replace(/\{"type":"object".*/, 'type: object')
  expect(findingsOf({ [DEFINITION]: text })).toMatchInlineSnapshot(`
    "system/hello-rd/cozyrds/hello.yaml:10:20 error schema: openAPISchema: expected JSON
      Write the JSON Schema of the values as JSON, as one string."
  `)
  expect(
    findingsOf({ [DEFINITION]: EXAMPLE_DEFINITION.replace(/\{"type":"object".*/, '["object"]') }),
  ).toMatchInlineSnapshot(`
    "system/hello-rd/cozyrds/hello.yaml:10:20 error schema: openAPISchema: expected the schema of an object
      Write the JSON Schema of the values as JSON, as one string."
  `)
})

test('appdef-chartref: none', () => {
  const text = EXAMPLE_DEFINITION.replace(/ {4}chartRef:[\s\S]*(?= {2}dashboard)/, '')
  expect(findingsOf({ [DEFINITION]: text })).toMatchInlineSnapshot(`
    "system/hello-rd/cozyrds/hello.yaml:13:5 error appdef-chartref: ApplicationDefinition "hello": expected a chartRef of kind ExternalArtifact, HelmChart, OCIRepository, found ""
      Write kind: ExternalArtifact and the name of the assembled artifact."
  `)
})

test('appdef-chartref: of another kind, or without a name', () => {
  expect(
    findingsOf(definition('kind: ExternalArtifact', 'kind: GitRepository')),
  ).toMatchInlineSnapshot(`
    "system/hello-rd/cozyrds/hello.yaml:15:13 error appdef-chartref: ApplicationDefinition "hello": expected a chartRef of kind ExternalArtifact, HelmChart, OCIRepository, found "GitRepository"
      Write kind: ExternalArtifact and the name of the assembled artifact."
  `)
  expect(
    findingsOf(definition('name: acme-hello-default-hello', 'name: ""')),
  ).toMatchInlineSnapshot(`
    "system/hello-rd/cozyrds/hello.yaml:16:13 error appdef-chartref: ApplicationDefinition "hello": expected a chartRef with the name of an object, found ""
      Write kind: ExternalArtifact and the name of the assembled artifact."
  `)
})

test('appdef-dangling', () => {
  expect(
    findingsOf(definition('acme-hello-default-hello', 'acme.hello-default-hello')),
  ).toMatchInlineSnapshot(`
    "system/hello-rd/cozyrds/hello.yaml:16:13 warning appdef-dangling: ApplicationDefinition "hello": no component of this artifact assembles to "acme.hello-default-hello"
      Write <packagesource>-<variant>-<component>, with dashes for dots."
  `)
})

test('a chart from elsewhere is not looked for', () => {
  expect(findingsOf(definition('kind: ExternalArtifact', 'kind: HelmChart'))).toBe('')
})

test('icon: what is no image', () => {
  expect(findingsOf(withIcon('"%%%"'))).toMatchInlineSnapshot(`
    "system/hello-rd/cozyrds/hello.yaml:24:11 warning icon: ApplicationDefinition "hello": its icon is neither base64 nor SVG nor a data URI
      Write a small SVG, in base64."
  `)
  expect(findingsOf(withIcon(btoa('hello')))).toMatchInlineSnapshot(`
    "system/hello-rd/cozyrds/hello.yaml:24:11 warning icon: ApplicationDefinition "hello": its icon is no SVG, PNG, JPEG, GIF or WebP image
      Write a small SVG, in base64."
  `)
  expect(findingsOf(withIcon(btoa(`<svg ${' '.repeat(256 * 1024)}>`)))).toMatchInlineSnapshot(`
    "system/hello-rd/cozyrds/hello.yaml:24:11 warning icon: ApplicationDefinition "hello": its icon is larger than 262144 bytes
      Write a small SVG, in base64."
  `)
})

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"/>'

test('an icon comes as base64, as SVG or as a data URI', () => {
  const expected = { mime: 'image/svg+xml', bytes: new TextEncoder().encode(SVG) }
  const { icons } = read(exampleArtifact(withIcon(btoa(SVG))))
  expect(icons).toEqual(new Map([['hello', expected]]))
  expect(readIcon(SVG)).toEqual(expected)
  expect(readIcon(`data:image/svg+xml;base64,${btoa(SVG)}`)).toEqual(expected)
  expect(readIcon(`data:image/svg+xml,${encodeURIComponent(SVG)}`)).toEqual(expected)
  expect(readIcon(`<?xml version="1.0"?>${SVG}`)).toMatchObject({ mime: 'image/svg+xml' })
})

test('an icon is what its bytes are, whatever it is called', () => {
  const png = btoa('\x89PNG\r\n\x1a\nrest')
  expect(readIcon(`data:image/svg+xml;base64,${png}`)).toMatchObject({ mime: 'image/png' })
  expect(readIcon(btoa('GIF89a'))).toMatchObject({ mime: 'image/gif' })
  expect(readIcon(btoa('RIFF1234WEBP'))).toMatchObject({ mime: 'image/webp' })
  expect(readIcon(btoa('\xff\xd8\xff\xe0'))).toMatchObject({ mime: 'image/jpeg' })
})

test('texts of strangers are one line, without what is invisible', () => {
  const files = definition('description: Greets', 'description: "Gr\\u202eeets\\n  all"')
  expect(read(exampleArtifact(files)).contents.applications[0]?.description).toBe(
    'Gr\\u{202e}eets all',
  )
})

test('parameters are flattened', () => {
  const schema = {
    properties: {
      size: { type: 'string', default: '10Gi' },
      users: {
        type: 'array',
        items: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
      },
      hosts: { type: 'array', items: { type: 'string' }, default: [] },
      labels: { type: 'object', additionalProperties: { type: 'string' } },
      cpu: { anyOf: [{ type: 'integer' }, { type: 'string' }], 'x-kubernetes-int-or-string': true },
      nullable: { type: ['string', 'null'], default: null },
      anything: {},
    },
  }
  const rows = readParameters(schema).map((row) => [row.path, row.type, row.default, row.required])
  expect(rows).toEqual([
    ['size', 'string', '"10Gi"', false],
    ['users', 'array', null, false],
    ['users[].name', 'string', null, true],
    ['hosts', 'array', '[]', false],
    ['hosts[]', 'string', null, false],
    ['labels', 'object', null, false],
    ['labels.*', 'string', null, false],
    ['cpu', 'integer or string', null, false],
    ['nullable', 'string or null', 'null', false],
    ['anything', null, null, false],
  ])
})

test('a schema without end is cut', () => {
  const deep: Record<string, unknown> = {}
  deep['properties'] = { a: deep, b: deep }
  deep['items'] = deep
  expect(readParameters(deep)).toHaveLength(1_000)
})
