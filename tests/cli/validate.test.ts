import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { createStarter, starterNames } from '../../src/core/starter.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { runClient } from './run-client.ts'

let folder = ''

beforeEach(() => {
  const names = starterNames('acme.hello')
  if (!names) throw new Error('acme.hello is a name')
  folder = temporaryFolder(Object.fromEntries(createStarter(names, '1.0.0')))
})

const SOURCE = 'packages/core/platform/sources/hello.yaml'

async function validate(...args: string[]) {
  const run = await runClient(['validate', folder, ...args])
  const shown = (text: string) => text.replace(/[^\s"]*packages-index-test-\w+/g, 'DIR')
  return { ...run, out: shown(run.out), err: shown(run.err) }
}

test('a folder says what it would bring', async () => {
  const { code, out } = await validate()
  expect(code).toBe(0)
  expect(out).toMatchInlineSnapshot(`
    "  acme.hello default
        hello
        hello-rd in cozy-system
      application Hello (Examples)
      1 PackageSources, 1 variants, 2 components (0 privileged), 1 applications
    DIR: no findings
    "
  `)
})

test('a finding names file, line, cause and remedy, and the exit code is 1', async () => {
  writeFileSync(join(folder, SOURCE), sourceWith('cozystack.mine', 'apps/helo'))
  const { code, out } = await validate()
  expect(code).toBe(1)
  expect(out).toMatchSnapshot()
})

test('a repository and its packages folder are judged alike', async () => {
  writeFileSync(join(folder, SOURCE), sourceWith('acme.hello', 'apps/helo'))
  const whole = await validate('--json')
  const inner = await runClient(['validate', join(folder, 'packages'), '--json'])
  const rules = (text: string) => JSON.parse(text).findings.map((one: { rule: string }) => one.rule)
  expect(rules(inner.out)).toEqual(rules(whole.out))
  expect(inner.code).toBe(1)
})

test('a link that the artifact would lose is found', async () => {
  mkdirSync(join(folder, 'packages/library/shared'), { recursive: true })
  writeFileSync(
    join(folder, 'packages/library/shared/Chart.yaml'),
    'apiVersion: v2\nname: shared\nversion: 1.0.0\n',
  )
  mkdirSync(join(folder, 'packages/apps/hello/charts'))
  symlinkSync('../../../library/shared', join(folder, 'packages/apps/hello/charts/shared'))
  const { out } = await validate('--json')
  const [finding] = JSON.parse(out).findings
  expect(finding).toMatchObject({ rule: 'link-lost', fix: expect.stringContaining('library') })
})

test('--json prints JSON alone', async () => {
  const { code, out, err } = await validate('--json')
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(JSON.parse(out).counts).toEqual({ error: 0, warning: 0, info: 0 })
})

test.each([['no/such/folder'], ['oci://'], ['ghcr.io/acme/hello']])(
  '%s cannot be validated',
  async (target) => {
    const { code, out, err } = await runClient(['validate', target])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatchSnapshot()
  },
)

test('an empty folder holds no PackageSource', async () => {
  rmSync(join(folder, 'packages'), { recursive: true })
  const { code, out } = await validate()
  expect(code).toBe(1)
  expect(out).toContain('[no-packagesource]')
})

test('a helm that is not there is named', async () => {
  const { code, err } = await validate('--helm-lint', '/no/such/helm')
  expect(code).toBe(2)
  expect(err).toMatchInlineSnapshot(`
    "error --helm-lint needs helm, and there is no /no/such/helm
    Install helm, or name its path: --helm-lint /path/to/helm
    "
  `)
})

test('identity and issuer go together', async () => {
  const { code, err } = await runClient(['validate', 'oci://ghcr.io/a/b:1.0.0', '--issuer', 'x'])
  expect({ code, err }).toMatchInlineSnapshot(`
    {
      "code": 2,
      "err": "error --identity and --issuer go together: name both, or none
    ",
    }
  `)
})

function sourceWith(name: string, path: string): string {
  return `apiVersion: cozystack.io/v1alpha1
kind: PackageSource
metadata:
  name: ${name}
spec:
  sourceRef:
    kind: OCIRepository
    name: hello
    namespace: cozy-system
    path: /
  variants:
    - name: default
      components:
        - name: hello
          path: ${path}
`
}
