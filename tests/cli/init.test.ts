import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { findHelm } from '../io/find-helm.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { runClient } from './run-client.ts'

const helm = findHelm()

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => join(item.parentPath, item.name).slice(folder.length + 1))
    .sort()
}

test('makes a repository that validates without findings', async () => {
  const folder = join(temporaryFolder(), 'new')
  const made = await runClient(['init', folder, '--name', 'acme.hello'])
  expect(made).toMatchObject({ code: 0, err: '' })
  expect(made.out.replaceAll(folder, 'DIR')).toMatchSnapshot()
  const { code, out } = await runClient(['validate', folder, '--json'])
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({
    findings: [],
    contents: {
      packageSources: [{ name: 'acme.hello' }],
      applications: [{ kind: 'Hello', name: 'hello', parameters: [{ path: 'greeting' }] }],
      kinds: ['ApplicationDefinition', 'ConfigMap'],
    },
  })
})

test.each([
  ['hello', 'Hello'],
  ['acme.hello-world', 'HelloWorld'],
  ['a.b.c3po', 'C3po'],
  ['acme.7zip', 'App7zip'],
])('%s brings the kind %s, without findings', async (name, kind) => {
  const folder = temporaryFolder()
  await runClient(['init', folder, '--name', name])
  const { out } = await runClient(['validate', folder, '--json'])
  const { findings, contents } = JSON.parse(out)
  expect(findings).toEqual([])
  expect(contents.applications[0].kind).toBe(kind)
})

test.skipIf(helm === null)('its charts pass helm lint', async () => {
  const folder = temporaryFolder()
  await runClient(['init', folder, '--name', 'acme.hello'])
  const { out } = await runClient(['validate', folder, '--json', '--helm-lint', String(helm)])
  expect(
    JSON.parse(out).findings.filter((one: { severity: string }) => one.severity !== 'info'),
  ).toEqual([])
})

test('its workflow has pinned actions, few permissions and no secret', async () => {
  const folder = temporaryFolder()
  await runClient(['init', folder, '--name', 'acme.hello'])
  const text = readFileSync(join(folder, '.github/workflows/release.yaml'), 'utf8')
  const workflow = parse(text)
  expect(workflow.permissions).toEqual({})
  expect(workflow.jobs.release.permissions).toEqual({
    contents: 'read',
    packages: 'write',
    'id-token': 'write',
  })
  const uses = workflow.jobs.release.steps.flatMap((step: { uses?: string }) => step.uses ?? [])
  expect(uses).toEqual([
    expect.stringMatching(/^actions\/checkout@[0-9a-f]{40}$/),
    expect.stringMatching(/^actions\/setup-node@[0-9a-f]{40}$/),
  ])
  expect(text).not.toContain('secrets.')
  // What a stranger can choose, such as the name of a tag, is never pasted into a script.
  for (const { run = '' } of workflow.jobs.release.steps) expect(run).not.toContain('${{')
})

test('overwrites nothing', async () => {
  const folder = temporaryFolder({ 'README.md': 'mine', other: 'mine too' })
  const { code, err } = await runClient(['init', folder, '--name', 'acme.hello'])
  expect(code).toBe(1)
  expect(err.replaceAll(folder, 'DIR')).toMatchInlineSnapshot(`
    "error DIR holds README.md already, and nothing was written
    Name another folder, or move them away.
    "
  `)
  expect(filesIn(folder)).toEqual(['README.md', 'other'])
})

test.each(['Acme', 'a', '-x-', 'a..b', 'a_b.c', ''])('%j is no name', async (name) => {
  const { code, err } = await runClient(['init', temporaryFolder(), '--name', name])
  expect(code).toBe(2)
  expect(err).toContain('cannot be the name of a package')
})

test('a kind is written as Kubernetes writes kinds', async () => {
  const { code } = await runClient([
    'init',
    temporaryFolder(),
    '--name',
    'abc',
    '--kind',
    'no Kind',
  ])
  expect(code).toBe(2)
})
