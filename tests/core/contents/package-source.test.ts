import { expect, test } from 'vitest'
import {
  EXAMPLE_SOURCE,
  exampleArtifact,
  findingsOf,
  read,
  SOURCE,
  source,
} from './example-artifact.ts'

test('the example has no findings', () => {
  expect(findingsOf({})).toBe('')
})

test('no-packagesource', () => {
  expect(
    findingsOf({ [SOURCE]: null, 'system/hello-rd/cozyrds/hello.yaml': null }),
  ).toMatchInlineSnapshot(`
    ". error no-packagesource: no PackageSource in any YAML file
      Add one, for example as core/platform/sources/hello.yaml."
  `)
})

test('schema: an unknown field', () => {
  expect(findingsOf(source('  variants:', '  variant: []\n  variants:'))).toMatchInlineSnapshot(`
    "core/platform/sources/hello.yaml:11:3 error schema: PackageSource: unknown field "variant" in spec
      Did you mean variants?"
  `)
})

test('schema: an unknown field far from every known one', () => {
  expect(
    findingsOf(source('          path: apps/hello', '          helmChart: apps/hello')),
  ).toMatchInlineSnapshot(`
    "core/platform/sources/hello.yaml:16:11 error comp-path: expected the path of a folder inside the artifact, found ""
      Write it from the root of the artifact.
    core/platform/sources/hello.yaml:17:11 error schema: PackageSource: unknown field "helmChart" in spec.variants[0].components[0]
      Remove it; the fields here are name, path, install, libraries, valuesFiles."
  `)
})

test('schema: a key in other letters, which upstream’s decoder takes all the same', () => {
  expect(findingsOf(source('kind: PackageSource', 'Kind: PackageSource'))).toMatchInlineSnapshot(`
    "core/platform/sources/hello.yaml:1:1 error schema: PackageSource: the field "kind" is missing in the document
      Add kind.
    core/platform/sources/hello.yaml:2:1 error schema: PackageSource: unknown field "Kind" in the document
      Did you mean kind?"
  `)
})

test('schema: a number for a name', () => {
  expect(findingsOf(source('- name: hello-rd', '- name: 1.10'))).toMatchInlineSnapshot(`
    "core/platform/sources/hello.yaml:19:17 error schema: PackageSource: expected a string at spec.variants[0].components[1].name, found the number 1.1
      Put it in quotes."
  `)
})

test('schema: a word for a flag', () => {
  expect(findingsOf(source('releaseName: hello-rd', 'privileged: "true"'))).toMatchInlineSnapshot(`
    "core/platform/sources/hello.yaml:23:25 error schema: PackageSource: expected true or false at spec.variants[0].components[1].install.privileged, found "true"
      Correct the value."
  `)
})

test('schema: an unknown choice', () => {
  expect(findingsOf(source('releaseName: hello-rd', 'upgradeCRDs: Always'))).toMatchInlineSnapshot(`
    "core/platform/sources/hello.yaml:23:26 error schema: PackageSource: expected "Skip", "Create", "CreateReplace" at spec.variants[0].components[1].install.upgradeCRDs, found "Always"
      Write one of them."
  `)
})

test('schema: a namespace that no cluster takes', () => {
  expect(
    findingsOf(
      source(
        'namespace: cozy-system\n            releaseName',
        'namespace: Cozy_System\n            releaseName',
      ),
    ),
  ).toMatchInlineSnapshot(`
    "core/platform/sources/hello.yaml:22:24 error schema: PackageSource: expected a namespace of lower-case letters, digits and dashes, at most 63 characters at spec.variants[0].components[1].install.namespace, found "Cozy_System"
      Correct the value."
  `)
})

test('schema: a key that stands twice', () => {
  expect(
    findingsOf(source('  name: acme.hello', '  name: acme.hello\n  name: acme.other')),
  ).toMatchInlineSnapshot(`
    "core/platform/sources/hello.yaml:5:3 error schema: the key "name" stands twice
      Remove one of them.
    system/hello-rd/cozyrds/hello.yaml:16:13 warning appdef-dangling: ApplicationDefinition "hello": no component of this artifact assembles to "acme-hello-default-hello"
      Write <packagesource>-<variant>-<component>, with dashes for dots."
  `)
})

test('schema: another version of the API, since a tap asks for the kind alone', () => {
  expect(findingsOf(source('cozystack.io/v1alpha1', 'cozystack.io/v1'))).toMatchInlineSnapshot(`
    "core/platform/sources/hello.yaml:1:13 error schema: PackageSource: expected "cozystack.io/v1alpha1" at apiVersion, found "cozystack.io/v1"
      Write "cozystack.io/v1alpha1"."
  `)
})

test('ps-name: none', () => {
  expect(findingsOf(source('  name: acme.hello', '  labels: {}'))).toMatchInlineSnapshot(`
    "core/platform/sources/hello.yaml:4:3 error ps-name: expected a name of lower-case letters, digits, dashes and dots, at most 253 characters, found ""
      Name it after you and your repository, as acme.hello.
    system/hello-rd/cozyrds/hello.yaml:16:13 warning appdef-dangling: ApplicationDefinition "hello": no component of this artifact assembles to "acme-hello-default-hello"
      Write <packagesource>-<variant>-<component>, with dashes for dots."
  `)
})

test.each(['Acme.hello', 'acme_hello', '-acme', 'acme..hello', 'a'.repeat(254)])(
  'ps-name: %s',
  (name) => {
    expect(findingsOf(source('name: acme.hello', `name: ${name}`))).toContain(
      'error ps-name: expected a name of lower-case',
    )
  },
)

test('ps-name: a reserved prefix', () => {
  expect(findingsOf(source('acme.hello', 'cozystack.hello'))).toMatchInlineSnapshot(`
    "core/platform/sources/hello.yaml:4:9 error ps-name: the name "cozystack.hello" begins with the reserved prefix cozystack.
      Begin it with a name of your own, as acme.hello.
    system/hello-rd/cozyrds/hello.yaml:16:13 warning appdef-dangling: ApplicationDefinition "hello": no component of this artifact assembles to "acme-hello-default-hello"
      Write <packagesource>-<variant>-<component>, with dashes for dots."
  `)
  expect(findingsOf(source('acme.hello', 'community.hello'))).toContain(
    'reserved prefix community.',
  )
})

test('ps-name: twice in one artifact', () => {
  expect(findingsOf({ 'other.yml': EXAMPLE_SOURCE })).toMatchInlineSnapshot(`
    "other.yml:4:9 error ps-name: "core/platform/sources/hello.yaml" declares a PackageSource "acme.hello" as well
      Rename or remove one of them."
  `)
})

test('sourceref-kind', () => {
  expect(findingsOf(source('kind: OCIRepository', 'kind: HelmRepository'))).toMatchInlineSnapshot(`
    "core/platform/sources/hello.yaml:7:11 error sourceref-kind: expected GitRepository or OCIRepository, found "HelmRepository"
      Write kind: OCIRepository."
  `)
})

test('a PackageSource needs no sourceRef: a tap writes its own', () => {
  const text = EXAMPLE_SOURCE.replace(/ {2}sourceRef:[\s\S]*(?= {2}variants)/, '')
  expect(text).not.toContain('sourceRef')
  expect(findingsOf({ [SOURCE]: text })).toBe('')
})

test('no-variants', () => {
  const text = EXAMPLE_SOURCE.replace(/ {2}variants:[\s\S]*/, '  variants: []\n')
  expect(findingsOf({ [SOURCE]: text })).toMatchInlineSnapshot(`
    "core/platform/sources/hello.yaml:6:3 error no-variants: PackageSource "acme.hello" has no variants
      Add a variant named default.
    system/hello-rd/cozyrds/hello.yaml:16:13 warning appdef-dangling: ApplicationDefinition "hello": no component of this artifact assembles to "acme-hello-default-hello"
      Write <packagesource>-<variant>-<component>, with dashes for dots."
  `)
})

test('variant-name', () => {
  expect(findingsOf(source('- name: default', '- dependsOn: []'))).toMatchInlineSnapshot(`
    "core/platform/sources/hello.yaml:12:7 error variant-name: expected a variant name of lower-case letters, digits, dashes and dots, at most 253 characters, found ""
      Give it such a name.
    system/hello-rd/cozyrds/hello.yaml:16:13 warning appdef-dangling: ApplicationDefinition "hello": no component of this artifact assembles to "acme-hello-default-hello"
      Write <packagesource>-<variant>-<component>, with dashes for dots."
  `)
})

test('variant-dup', () => {
  expect(
    findingsOf(source('  variants:', '  variants:\n    - name: default')),
  ).toMatchInlineSnapshot(`
    "core/platform/sources/hello.yaml:13:13 error variant-dup: there is another variant "default" before this one
      Rename or remove one of them."
  `)
})

test('lib-path', () => {
  expect(findingsOf(source('- path: library/common', '- name: common'))).toMatchInlineSnapshot(`
    "core/platform/sources/hello.yaml:14:11 error lib-path: expected the path of a folder inside the artifact, found ""
      Write it from the root of the artifact."
  `)
  expect(
    findingsOf(source('- path: library/common', '- {name: common, path: library/../../common}')),
  ).toContain('lib-path')
})

test('lib-missing', () => {
  expect(
    findingsOf(source('path: library/common', 'path: libraries/common')),
  ).toMatchInlineSnapshot(`
    "core/platform/sources/hello.yaml:14:17 error lib-missing: there is no folder "libraries/common" in the artifact
      Add the chart, or correct the path."
  `)
})

test('comp-name', () => {
  expect(findingsOf(source('- name: hello-rd', '- name: Hello RD'))).toMatchInlineSnapshot(`
    "core/platform/sources/hello.yaml:19:17 error comp-name: expected a component name of lower-case letters, digits, dashes and dots, at most 253 characters, found "Hello RD"
      Give it such a name."
  `)
})

test('comp-dup', () => {
  expect(findingsOf(source('- name: hello-rd', '- name: hello'))).toMatchInlineSnapshot(`
    "core/platform/sources/hello.yaml:19:17 error comp-dup: there is another component "hello" before this one
      Rename or remove one of them."
  `)
})

test('comp-lib-undeclared', () => {
  expect(findingsOf(source('[common]', '[common, other]'))).toMatchInlineSnapshot(`
    "core/platform/sources/hello.yaml:18:31 error comp-lib-undeclared: component "hello" uses the library "other", which its variant does not declare
      Add it to the libraries of the variant."
  `)
})

test('comp-path', () => {
  expect(findingsOf(source('path: system/hello-rd', 'path: ""'))).toMatchInlineSnapshot(`
    "core/platform/sources/hello.yaml:20:17 error comp-path: expected the path of a folder inside the artifact, found ""
      Write it from the root of the artifact."
  `)
  expect(findingsOf(source('path: system/hello-rd', 'path: ../hello-rd'))).toContain('comp-path')
})

test('comp-missing', () => {
  expect(
    findingsOf(source('path: system/hello-rd', 'path: system/helo-rd')),
  ).toMatchInlineSnapshot(`
    "core/platform/sources/hello.yaml:20:17 error comp-missing: there is no folder "system/helo-rd" in the artifact
      Add the chart, or correct the path."
  `)
})

test('comp-missing: the folder is a symbolic link', () => {
  const links = { 'system/linked': '../apps/hello' }
  expect(
    findingsOf(source('path: system/hello-rd', 'path: system/linked'), links),
  ).toMatchInlineSnapshot(`
    "core/platform/sources/hello.yaml:20:17 error comp-missing: there is no folder "system/linked" in the artifact, only a symbolic link, which readers drop
      Add the chart, or correct the path."
  `)
})

test('chart-yaml: none', () => {
  expect(findingsOf({ 'system/hello-rd/Chart.yaml': null })).toMatchInlineSnapshot(`
    "core/platform/sources/hello.yaml:20:17 error chart-yaml: the folder "system/hello-rd" has no Chart.yaml
      Add one, or correct the path."
  `)
})

test('artifact-name-collision', () => {
  const text = `${EXAMPLE_SOURCE}    - name: v1.0\n      components: [{name: c, path: apps/hello}]
    - name: v1\n      components: [{name: 0-c, path: apps/hello}]\n`
  expect(findingsOf({ [SOURCE]: text })).toMatchInlineSnapshot(`
    "core/platform/sources/hello.yaml:27:27 error artifact-name-collision: "acme.hello/v1.0/c" and "acme.hello/v1/0-c" are both assembled to "acme-hello-v1-0-c"
      Rename one of them."
  `)
})

test('privileged', () => {
  expect(findingsOf(source('releaseName: hello-rd', 'privileged: true'))).toMatchInlineSnapshot(`
    "core/platform/sources/hello.yaml:23:25 warning privileged: component "hello-rd" is privileged
      Remove it if the pods run without; otherwise say in the overview why not."
  `)
})

test('privileged: as YAML 1.1 writes it, which is how the platform reads it', () => {
  const { contents, findings } = read(
    exampleArtifact(source('releaseName: hello-rd', 'privileged: yes')),
  )
  expect(findings.map(({ rule }) => rule)).toEqual(['privileged'])
  expect(contents.packageSources[0]?.variants[0]?.components[1]?.privileged).toBe(true)
})

test('dependson-unresolved', () => {
  expect(
    findingsOf(
      source(
        '- name: default',
        '- name: default\n      dependsOn: [acme.database, cozystack.nothing]',
      ),
    ),
  ).toMatchInlineSnapshot(`
    "core/platform/sources/hello.yaml:13:19 warning dependson-unresolved: variant "default" depends on "acme.database", which neither the artifact nor the platform supplies; other packages were not asked
      Correct the name, or have the package that supplies it listed first.
    core/platform/sources/hello.yaml:13:34 warning dependson-unresolved: variant "default" depends on "cozystack.nothing", which neither the artifact nor the platform supplies; other packages were not asked
      Correct the name, or have the package that supplies it listed first."
  `)
})

test('dependson-unresolved where an index was asked', () => {
  const files = source('- name: default', '- name: default\n      dependsOn: [acme.database]')
  const known = { isSupplied: () => false, awaitedBy: () => [] }
  const { findings } = read(exampleArtifact(files), () => known)
  expect(findings.map(({ message }) => message)).toEqual([
    'variant "default" depends on "acme.database", which neither the artifact nor the platform nor another package supplies',
  ])
})

test('dependson-shipped', () => {
  expect(
    findingsOf(
      source('- name: default', '- name: default\n      dependsOn: [cozystack.networking]'),
    ),
  ).toMatchInlineSnapshot(`
    "core/platform/sources/hello.yaml:13:19 info dependson-shipped: variant "default" depends on "cozystack.networking", which Cozystack 1.6.2 ships
      Nothing to do."
  `)
})

test('what another package of the index supplies is no finding', () => {
  const files = source(
    '- name: default',
    '- name: default\n      dependsOn: [acme.database, acme.hello]',
  )
  const known = {
    isSupplied: (name: string) => name === 'acme.database',
    awaitedBy: () => [],
  }
  expect(read(exampleArtifact(files), () => known).findings).toEqual([])
})

test('ps-awaited', () => {
  const known = {
    isSupplied: () => false,
    awaitedBy: () => ['a.one', 'b.two', 'c.three', 'd.four'],
  }
  const { findings } = read(exampleArtifact(), () => known)
  expect(findings).toEqual([
    {
      ...{ rule: 'ps-awaited', severity: 'warning', file: SOURCE, line: 4, column: 9 },
      message:
        '"acme.hello" is what a.one, b.two, c.three and 1 more depend on, and nobody has brought it before',
      fix: 'Nothing, if it is what they mean: a maintainer of the index decides. Else rename it.',
    },
  ])
})

test('the index is asked once, for what is brought and what is needed', () => {
  const asked: (readonly string[])[] = []
  const files = source('- name: default', '- name: default\n      dependsOn: [b.two, b.two, a.one]')
  read(exampleArtifact(files), (names) => {
    asked.push(names)
    return { isSupplied: () => true, awaitedBy: () => [] }
  })
  expect(asked).toEqual([['acme.hello', 'b.two', 'a.one']])
})

test('the contents say what stands in the manifest and in Chart.yaml', () => {
  const { packageSources } = read(exampleArtifact()).contents
  expect(packageSources).toMatchInlineSnapshot(`
    [
      {
        "name": "acme.hello",
        "path": "/",
        "variants": [
          {
            "components": [
              {
                "chart": {
                  "name": "hello",
                  "version": "1.0.0",
                },
                "dependsOn": [],
                "install": null,
                "libraries": [
                  "common",
                ],
                "name": "hello",
                "namespace": null,
                "path": "apps/hello",
                "privileged": false,
                "valuesFiles": [],
              },
              {
                "chart": {
                  "name": "hello-rd",
                  "version": "1.0.0",
                },
                "dependsOn": [],
                "install": {
                  "namespace": "cozy-system",
                  "releaseName": "hello-rd",
                },
                "libraries": [],
                "name": "hello-rd",
                "namespace": "cozy-system",
                "path": "system/hello-rd",
                "privileged": false,
                "valuesFiles": [],
              },
            ],
            "dependsOn": [],
            "libraries": [
              {
                "name": "common",
                "path": "library/common",
              },
            ],
            "name": "default",
          },
        ],
      },
    ]
  `)
})
