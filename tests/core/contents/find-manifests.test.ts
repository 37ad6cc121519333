import { expect, test } from 'vitest'
import {
  chartYaml,
  DEFINITION,
  EXAMPLE_DEFINITION,
  EXAMPLE_SOURCE,
  exampleArtifact,
  findingsOf,
  read,
  SOURCE,
  source,
} from './example-artifact.ts'

const OTHER = EXAMPLE_SOURCE.replace('acme.hello', 'acme.other')
const TEMPLATE = 'apps/hello/templates/source.yaml'

function namesIn(files: Record<string, string | Uint8Array | null>): string[] {
  return read(exampleArtifact(files)).contents.packageSources.map(({ name }) => name)
}

test('a source checkout nests the same under packages/', () => {
  const nested = read(exampleArtifact({}, {}, 'packages/'))
  const plain = read(exampleArtifact())
  expect(nested).toEqual(plain)
})

test('the path of a sourceRef is a root as well', () => {
  const files = source('path: /\n', 'path: /charts\n')
  const artifact = exampleArtifact(files, {}, 'charts/')
  expect(read(artifact).findings).toEqual([])
})

test('a file holds several documents, and one that cannot be read hides no other', () => {
  const text = `# first\n---\nname: "open\n---\n${EXAMPLE_SOURCE}--- # next\n${OTHER}...\n`
  expect(namesIn({ [SOURCE]: text })).toEqual(['acme.hello', 'acme.other'])
  expect(findingsOf({ [SOURCE]: text })).toBe('')
})

test('positions count from the start of the file', () => {
  const text = `a: 1\n---\n${OTHER.replace('  variants', '  extra: 1\n  variants')}`
  expect(findingsOf({ 'two.yaml': text })).toMatchInlineSnapshot(`
    "two.yaml:13:3 error schema: PackageSource: unknown field "extra" in spec
      Remove it; the fields here are sourceRef, variants."
  `)
})

test('other YAML is nobody’s business, broken or not', () => {
  const files = {
    'docs/list.yaml': 'apiVersion: v1\nkind: ConfigMap\nextra: [',
    'docs/other.yaml': 'apiVersion: core.oam.dev/v1\nkind: ApplicationDefinition\n',
    'docs/word.yaml': 'text: a PackageSource is explained here\n',
    'docs/empty.yaml': '',
    'docs/latin.yaml': Uint8Array.of(0xe9),
    'apps/hello/templates/list.yaml': '{{ range . }}\nkind: List\n{{ end }}',
  }
  expect(findingsOf(files)).toBe('')
})

test('what a template computes is not a manifest', () => {
  const files = {
    [TEMPLATE]: OTHER.replace('acme.other', '{{ .Release.Name }}'),
    'apps/hello/templates/loop.yaml': `{{- range .Values.all }}\n---\n${OTHER.replace('acme.other', '{{ . }}-x')}{{- end }}\n`,
    'apps/hello/templates/definition.yaml': EXAMPLE_DEFINITION,
  }
  expect(findingsOf(files)).toBe('')
  expect(read(exampleArtifact(files)).contents.applications).toHaveLength(1)
})

test('a PackageSource that stands as it is among templates is read, as a tap does', () => {
  expect(namesIn({ [TEMPLATE]: OTHER })).toEqual(['acme.other', 'acme.hello'].sort())
  const files = { [TEMPLATE]: `{{ if .Values.x }}\n---\n${OTHER}` }
  expect(namesIn(files)).toContain('acme.other')
})

test('a folder called templates outside of charts holds no templates', () => {
  expect(namesIn({ 'templates/other.yaml': OTHER })).toContain('acme.other')
})

test('an expression outside of templates is plain text', () => {
  expect(EXAMPLE_DEFINITION).toContain('{{ .name }}')
  expect(findingsOf({})).toBe('')
})

test('schema: a manifest that cannot be read', () => {
  expect(findingsOf(source('  name: acme.hello', '  name: "acme.hello'))).toMatchInlineSnapshot(`
    ". error no-packagesource: no PackageSource in any YAML file
      Add one, for example as core/platform/sources/hello.yaml.
    core/platform/sources/hello.yaml:5:1 error schema: cannot be read as YAML: deficient indentation
      Correct the YAML.
    system/hello-rd/cozyrds/hello.yaml:16:13 warning appdef-dangling: ApplicationDefinition "hello": no component of this artifact assembles to "acme-hello-default-hello"
      Write <packagesource>-<variant>-<component>, with dashes for dots."
  `)
})

test.each([
  ['an escape', OTHER.replace('kind: PackageSource', 'kind: "\\x50ackageSource"')],
  ['a tag', OTHER.replace('kind: PackageSource', 'kind: !!binary UGFja2FnZVNvdXJjZQ==')],
  ['an alias', OTHER.replace('kind: PackageSource', 'x: &k PackageSource\nkind: *k')],
  ['a merge key', OTHER.replace('kind: PackageSource', '<<: {kind: PackageSource}')],
  ['a quoted key', OTHER.replace('kind: PackageSource', '"k\\x69nd": "\\x50ackageSource"')],
  ['no apiVersion', OTHER.replace(/apiVersion.*\n/, '')],
  ['another apiVersion', OTHER.replace('cozystack.io/v1alpha1', 'example.org/v1')],
])('a PackageSource does not hide behind %s', (_, text) => {
  expect(namesIn({ 'other.yaml': text })).toContain('acme.other')
})

test('schema: UTF-16, and line breaks of YAML 1.1, which clusters read otherwise', () => {
  const utf16 = new Uint8Array(new Uint16Array([0xfeff, 0x61, 0x3a, 0x31]).buffer)
  expect(findingsOf({ 'other.yaml': utf16 })).toMatchInlineSnapshot(`
    "other.yaml error schema: expected UTF-8, found UTF-16
      Save it as UTF-8."
  `)
  expect(findingsOf({ 'other.yaml': 'a: 1\u2028kind: PackageSource\n' })).toMatchInlineSnapshot(`
    "other.yaml:1:5 error schema: found a line break that only readers of YAML 1.1 take for one
      Write it as an escape in double quotes.
    other.yaml:1:10 error schema: cannot be read as YAML: bad indentation of a mapping entry
      Correct the YAML."
  `)
})

test('a byte order mark is no part of the text', () => {
  expect(findingsOf({ [SOURCE]: `\ufeff${EXAMPLE_SOURCE}` })).toBe('')
})

test('anchors and aliases mean what they stand for', () => {
  const text = EXAMPLE_SOURCE.replace(
    'name: hello\n          path',
    'name: &n hello\n          path',
  )
  const aliased = text.replace(
    'libraries: [common]',
    'libraries: &l [common]\n          valuesFiles: *l',
  )
  expect(findingsOf({ [SOURCE]: aliased })).toBe('')
})

test('schema: aliases that expand without end', () => {
  const levels = Array.from({ length: 12 }, (_, at) => {
    const items = at === 0 ? 'x' : `*a${at - 1}`
    return `a${at}: &a${at} [${Array.from({ length: 10 }, () => items).join(', ')}]`
  })
  expect(
    findingsOf({ 'bomb.yaml': `kind: PackageSource\n${levels.join('\n')}\n` }),
  ).toMatchInlineSnapshot(`
    "bomb.yaml:1:1 error schema: cannot be read as YAML: its aliases expand to more than 500000 values
      Write the values out."
  `)
})

test('schema: nesting without end, an alias of nothing, a mapping as a key', () => {
  expect(
    findingsOf({ 'deep.yaml': `kind: PackageSource\na: ${'['.repeat(5_000)}` }),
  ).toMatchInlineSnapshot(`
    "deep.yaml:2:103 error schema: cannot be read as YAML: nested more than 100 levels deep
      Correct the YAML."
  `)
  expect(findingsOf(source('[common]', '*nothing'))).toMatchInlineSnapshot(`
    "core/platform/sources/hello.yaml:18:22 error schema: the alias "nothing" has no anchor before it
      Write the value out."
  `)
  expect(
    findingsOf(source('[common]', '[common]\n          ? {a: b}\n          : c')),
  ).toMatchInlineSnapshot(`
    "core/platform/sources/hello.yaml:19:13 error schema: PackageSource: unknown field "" in spec.variants[0].components[0]
      Remove it; the fields here are name, path, install, libraries, valuesFiles.
    core/platform/sources/hello.yaml:19:13 error schema: a list or mapping stands as a key
      Write a plain key."
  `)
})

test('keys of JavaScript’s own are unknown fields', () => {
  expect(
    findingsOf(source('  name: acme.hello', '  name: acme.hello\n  __proto__: {}\n  toString: x')),
  ).toMatchInlineSnapshot(`
    "core/platform/sources/hello.yaml:5:3 error schema: PackageSource: unknown field "__proto__" in metadata
      Remove it; the fields here are name, generateName, namespace, selfLink, uid, resourceVersion, generation, creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds, labels, annotations, finalizers, ownerReferences, managedFields.
    core/platform/sources/hello.yaml:6:3 error schema: PackageSource: unknown field "toString" in metadata
      Remove it; the fields here are name, generateName, namespace, selfLink, uid, resourceVersion, generation, creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds, labels, annotations, finalizers, ownerReferences, managedFields."
  `)
})

test('a null is an absent field', () => {
  expect(
    findingsOf(
      source(
        '      libraries:\n        - path: library/common\n',
        '      dependsOn:\n      libraries:\n        - path: library/common\n',
      ),
    ),
  ).toBe('')
})

test('README: at the root, or near the PackageSources, cut at 64 KiB, in UTF-8', () => {
  const readme = (files: Record<string, string | Uint8Array | null>) => read(exampleArtifact(files))
  expect(readme({}).contents.readme).toBe('# Hello\n')
  const nearby = {
    'README.md': null,
    'core/platform/README.md': 'Near.\n',
    'apps/README.md': 'Far.\n',
  }
  expect(readme(nearby).contents.readme).toBe('Near.\n')
  expect(readme({ 'README.md': null }).contents.readme).toBeNull()
  expect(readme({ 'README.md': Uint8Array.of(0xff) }).contents.readme).toBeNull()
  expect(readme({ 'README.md': 'ü\n'.repeat(40_000) }).contents.readme).toHaveLength(43_690)
  expect(findingsOf({ 'README.md': Uint8Array.of(0xff) })).toMatchInlineSnapshot(`
    "README.md warning readme: expected UTF-8, so it is left out
      Save it as UTF-8."
  `)
  expect(findingsOf({ 'README.md': 'ü\n'.repeat(40_000) })).toMatchInlineSnapshot(`
    "README.md warning readme: longer than 65536 bytes, so the rest is left out
      Shorten it, and link to the full documentation."
  `)
})

test('chart-packed', () => {
  const files = { 'apps/hello/charts/redis-1.0.0.tgz': Uint8Array.of(0x1f, 0x8b) }
  expect(findingsOf(files)).toMatchInlineSnapshot(`
    "apps/hello/charts/redis-1.0.0.tgz warning chart-packed: a packed chart dependency is not looked into
      Ship it unpacked, as a folder in charts/."
  `)
  expect(read(exampleArtifact(files)).contents.hasTemplatedKinds).toBe(true)
})

test('5,000 components are read in a moment', () => {
  const components = Array.from({ length: 5_000 }, (_, at) => {
    const install = 'install: {namespace: cozy-x, privileged: true, dependsOn: []}'
    return `        - {name: c${at}, path: apps/c${at}, ${install}}\n`
  })
  const files: Record<string, string> = { [SOURCE]: EXAMPLE_SOURCE + components.join('') }
  for (let at = 0; at < 5_000; at++) {
    files[`apps/c${at}/Chart.yaml`] = chartYaml(`c${at}`)
    files[`apps/c${at}/values.yaml`] = 'a: 1\n'
    files[`apps/c${at}/templates/a.yaml`] = 'kind: Secret\n'
  }
  const artifact = exampleArtifact(files)
  const start = performance.now()
  const { contents, findings } = read(artifact)
  const duration = performance.now() - start
  expect(contents.packageSources[0]?.variants[0]?.components).toHaveLength(5_002)
  expect(findings).toHaveLength(5_000)
  expect(duration).toBeLessThan(5_000)
})

test('an application stands in any YAML file of any depth', () => {
  const files = { [DEFINITION]: null, 'a/b/c.yml': EXAMPLE_DEFINITION }
  expect(read(exampleArtifact(files)).contents.applications).toHaveLength(1)
})
