import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { checkIndex } from '../../src/core/check-index.ts'
import { readContents } from '../../src/core/contents/read-contents.ts'
import type { Finding } from '../../src/core/finding.ts'
import { PolicySchema } from '../../src/core/schemas/policy.ts'
import { readIndexFolder } from '../../src/io/index-folder.ts'
import { createValidator } from '../../src/io/manifest-schemas.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { type Block, blocksOf, filesOf, GUIDES, ROOT } from './guide-files.ts'

const BLOCKS = GUIDES.flatMap(blocksOf)
const ofKind = (kind: string) => BLOCKS.filter((block) => block.kind === kind)

test('there is a guide for each of the tasks, with an order of its own', () => {
  expect(GUIDES.map(({ slug }) => slug)).toEqual([
    'publish',
    'tap',
    'private-registries',
    'gitops',
    'trust',
    'maintainers',
    'troubleshooting',
  ])
})

test.each(GUIDES)('$slug promises no safety, and never says verified of a package', ({ body }) => {
  const prose = body.replace(/```[\s\S]*?```/g, '').replace(/`[^`]*`/g, '')
  expect(prose.match(/\b(un)?safe(ly|ty)?\b|\b(un)?verified\b|\bsecure(ly)?\b/gi)).toBe(null)
})

test('every command is run by a test, or says why it is not', () => {
  const commands = BLOCKS.filter(({ language }) => /^(sh|bash|shell|console)?$/.test(language))
  expect(commands.length).toBeGreaterThan(30)
  expect(commands.filter(({ isRun }) => isRun).length).toBeGreaterThan(12)
  for (const { language, isRun, unrun, where } of commands) {
    expect.soft(language, where).toBe('sh')
    expect.soft(isRun !== (unrun !== null), `${where}: run, or unrun with a reason`).toBe(true)
  }
})

test('every output follows a command that is run', () => {
  for (const guide of GUIDES) {
    const blocks = blocksOf(guide)
    for (const [at, { isOutput, where }] of blocks.entries()) {
      if (isOutput) expect.soft(blocks[at - 1]?.isRun, where).toBe(true)
    }
  }
})

/** Kinds of example with the test below that judges them. */
const KINDS = [
  ...['entry', 'overview', 'policy', 'lifecycle', 'broken'],
  ...['packagesource', 'applicationdefinition', 'chart', 'values', 'template'],
  ...['flux', 'package', 'workflow', 'fragment'],
]

test('every example is of a kind that is judged', () => {
  for (const { language, isOutput, kind, where } of BLOCKS) {
    if (language === 'sh' || language === 'text' || isOutput) continue
    expect.soft(KINDS, where).toContain(kind)
  }
})

/** The findings of an index of these files; the policy is this repository's unless one is given. */
function judge(files: Record<string, string>): Finding[] {
  const policy = readFileSync(`${ROOT}index/policy.yaml`, 'utf8')
  return checkIndex(readIndexFolder(temporaryFolder({ 'policy.yaml': policy, ...files }))).findings
}

/** The policy that a guide gives an index of one's own, for an example that lies in it. */
function policyFor({ file, where }: Block): Record<string, string> {
  const folder = file?.split('/')[0]
  const policy = ofKind('policy').find(
    (one) =>
      one.file === `${folder}/policy.yaml` && one.where.split(',')[0] === where.split(',')[0],
  )
  return policy ? { 'policy.yaml': policy.text } : {}
}

test.each(ofKind('entry'))('the entry in $where passes every rule', (block) => {
  const name = block.file?.split('/').at(-1) ?? ''
  expect(judge({ ...policyFor(block), [`packages/${name}`]: block.text })).toEqual([])
})

test.each(ofKind('overview'))('the overview in $where passes every rule', ({ text, file }) => {
  const files = filesOf('publish', 'packages-index')
  const entry = files['index/packages/acme.hello.yaml'] ?? ''
  expect(file).toBe('index/packages/acme.hello.md')
  expect(judge({ 'packages/acme.hello.yaml': entry, 'packages/acme.hello.md': text })).toEqual([])
})

test.each(ofKind('policy'))('the policy in $where passes every rule', ({ text }) => {
  expect(judge({ 'policy.yaml': text })).toEqual([])
})

test.each(ofKind('lifecycle'))('the lifecycle in $where passes every rule', ({ text }) => {
  // Whether the packages that it names are listed is seen where its commands are run.
  const found = judge({ 'lifecycle.yaml': text })
  expect(found.filter(({ rule }) => !rule.startsWith('lifecycle-'))).toEqual([])
})

test.each(ofKind('broken'))('the example of mistakes in $where has some', ({ text, file }) => {
  const found = judge({ [`packages/${file?.split('/').at(-1)}`]: text })
  expect(found.filter(({ severity }) => severity === 'error').length).toBeGreaterThan(2)
})

test('the files of the first guide are an artifact without errors and warnings', () => {
  const files = new Map(
    Object.entries(filesOf('publish', 'hello')).flatMap(([path, text]) =>
      path.startsWith('packages/') ? [[path.slice('packages/'.length), Buffer.from(text)]] : [],
    ),
  )
  const policy = PolicySchema.parse(parse(readFileSync(`${ROOT}index/policy.yaml`, 'utf8')))
  const { contents, findings } = readContents(
    { files, links: new Map(), unpackedSize: 0 },
    { policy, validate: createValidator() },
  )
  expect(findings.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual([
    'info dependson-shipped',
  ])
  expect(contents.packageSources.map(({ name }) => name)).toEqual(['acme.hello'])
  expect(contents.applications.map(({ kind }) => kind)).toEqual(['Hello'])
})

const FluxSchema = z.strictObject({
  apiVersion: z.literal('source.toolkit.fluxcd.io/v1'),
  kind: z.literal('OCIRepository'),
  metadata: z.strictObject({ name: z.string(), namespace: z.literal('cozy-system') }),
  spec: z.strictObject({
    interval: z.string().regex(/^\d+[smh]$/),
    url: z.string().startsWith('oci://'),
    ref: z.strictObject({ tag: z.string().optional(), digest: z.string().optional() }),
    verify: z.strictObject({
      provider: z.literal('cosign'),
      matchOIDCIdentity: z.array(
        z.strictObject({ issuer: z.string(), subject: z.string() }).transform((identity) => ({
          issuer: new RegExp(identity.issuer),
          subject: new RegExp(identity.subject),
        })),
      ),
    }),
  }),
})

test.each(ofKind('flux'))(
  'the source in $where is well-formed, and its patterns exact',
  ({ text }) => {
    const [identity] = FluxSchema.parse(parse(text)).spec.verify.matchOIDCIdentity
    const workflow = 'https://github.com/acme/hello/.github/workflows/release.yaml@refs/tags/v1.3.0'
    expect(workflow).toMatch(identity?.subject ?? /^$/)
    expect('https://token.actions.githubusercontent.com').toMatch(identity?.issuer ?? /^$/)
    for (const other of [
      workflow.replace('hello', 'hello-evil'),
      workflow.replace('github.com', 'githubxcom'),
      `https://evil.example/?${workflow}`,
      `${workflow}-rc`,
    ]) {
      expect(other).not.toMatch(identity?.subject ?? /./)
    }
  },
)

const PackageSchema = z.strictObject({
  apiVersion: z.literal('cozystack.io/v1alpha1'),
  kind: z.literal('Package'),
  metadata: z.strictObject({ name: z.string() }),
  spec: z.strictObject({ variant: z.string().optional() }),
})

test.each(ofKind('package'))('the Package in $where is well-formed', ({ text }) => {
  expect(PackageSchema.safeParse(parse(text)).error).toBe(undefined)
})

const USES = /uses: ([\w./-]+)@(\S+)/g

test.each(ofKind('workflow'))('the workflow in $where pins what our own pin', ({ text }) => {
  const folder = `${ROOT}.github/workflows`
  const own = readdirSync(folder).map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
  const pins = new Map([...own.join('').matchAll(USES)].map(([, action, pin]) => [action, pin]))
  const shared = [...text.matchAll(USES)].filter(([, action]) => pins.has(action))
  expect(shared.length).toBeGreaterThan(0)
  for (const [, action, pin] of shared) expect(pin, action).toBe(pins.get(action))
  expect(parse(text).jobs.release.permissions).toMatchObject({ 'id-token': 'write' })
})

test.each(ofKind('fragment'))('the lines in $where are YAML', ({ text }) => {
  expect(parse(text)).toBeTypeOf('object')
})

test('the identity that the first guide expects is the one that its entry names', () => {
  const { version, signing } = parse(ofKind('entry')[0]?.text ?? '')
  const [command] = BLOCKS.filter(({ text }) => text.includes('--identity'))
  expect(command?.text).toContain(`--identity ${signing.identity.replace('{version}', version)} `)
})

test('the files that the guides name are there', () => {
  const named = GUIDES.flatMap(({ body }) => [
    ...body.matchAll(/`((?:docs|src|scripts|tests)\/[\w./-]+)`/g),
  ])
  expect(named.filter(([, path]) => !existsSync(`${ROOT}${path}`))).toEqual([])
})
