import { expect, test } from 'vitest'
import { createStarter, starterNames } from '../../src/core/starter.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { runClient } from './run-client.ts'

function starter(): string {
  const names = starterNames('acme.hello')
  if (!names) throw new Error('acme.hello is a name')
  return temporaryFolder(Object.fromEntries(createStarter(names, '1.0.0')))
}

test.each([
  ['ghcr.io/acme/hello:v1.0.0'],
  ['oci://ghcr.io/acme/hello'],
  ['oci://ghcr.io:443/acme/hello'],
  [`oci://ghcr.io/acme/hello@sha256:${'a'.repeat(64)}`],
  ['oci://ghcr.io/acme/hello:v1.0.0+1'],
])('%s is nowhere to push to', async (reference) => {
  const { code, out, err } = await runClient(['push', reference])
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toMatchSnapshot()
})

test('--sign outside of a workflow has nobody to vouch for', async () => {
  const { code, err } = await runClient(['push', 'oci://ghcr.io/acme/hello:v1.0.0', '--sign'])
  expect({ code, err }).toMatchSnapshot()
})

test('a folder that git does not know has to say where it comes from', async () => {
  const push = (...flags: string[]) =>
    runClient(['push', 'oci://ghcr.io/acme/hello:v1.0.0', '--path', starter(), ...flags])
  const { code, err } = await push()
  expect(code).toBe(2)
  expect(err.replaceAll(/\S*packages-index-test-\w+/g, 'DIR')).toMatchSnapshot()
  const half = await push('--source', 'https://example.org/x')
  expect(half.err).toContain('Say it with --revision;')
})

test('a registry that is not there is named', { timeout: 30_000 }, async () => {
  const { code, err } = await runClient([
    ...['push', 'oci://127.0.0.1:9/acme/hello:v1.0.0', '--insecure-registry', '127.0.0.1:9'],
    ...['--path', starter(), '--source', 'https://example.org/x', '--revision', 'v1:1'],
  ])
  expect(code).toBe(2)
  expect(err).toContain('127.0.0.1:9')
})
